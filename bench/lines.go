package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/bench/draw"
	"github.com/verdict-id/verdict/bench/measure"
)

// Records of the stream, and how often each number of cores takes them all. A
// tenth of them shows whether memory grows with the length.
const (
	records    = 1_000_000
	lineCounts = 3
)

func linesReport() (report, error) {
	folder, err := os.MkdirTemp("", "verdict-bench-")
	if err != nil {
		return report{}, err
	}
	defer os.RemoveAll(folder)
	command, err := build(folder)
	if err != nil {
		return report{}, err
	}
	all, err := newStream(filepath.Join(folder, "all"), records)
	if err != nil {
		return report{}, err
	}
	tenth, err := newStream(filepath.Join(folder, "tenth"), records/10)
	if err != nil {
		return report{}, err
	}
	var one, two, short takes
	for range lineCounts {
		if err := errors.Join(all.decide(command, 1, &one), all.decide(command, 2, &two)); err != nil {
			return report{}, err
		}
	}
	if err := tenth.decide(command, 2, &short); err != nil {
		return report{}, err
	}
	rows := table([][]string{
		{"cores", "records a second", "processor time for a record", "memory at most"},
		one.row("1", records),
		two.row("2", records),
		short.row("2, a tenth of the records", records/10),
	})
	gain, memory := measure.Median(one.seconds)/measure.Median(two.seconds), slices.Max(two.memory)
	return report{markdown: fmt.Sprintf("%d records, %d MB; medians of %d. Every answer was compared with that of the library, in order.\n\n%s\n%s",
		records, all.bytes/1_000_000, lineCounts, rows, table([][]string{
			reachHead,
			reach("two cores against one", fmt.Sprintf("%.2f×", gain), "at least 1.8×", gain >= 1.8),
			reach("memory", fmt.Sprintf("%.0f MB", memory), "under 64 MB", memory < 64),
		}))}, nil
}

// takes is what some runs of the command took.
type takes struct {
	seconds   []float64 // from start to end
	processor []float64 // seconds of all cores together
	memory    []float64 // at its highest, in MB
}

// row writes the runs as a row of a table.
func (t takes) row(name string, records float64) []string {
	return []string{
		name,
		fmt.Sprintf("%.0f 000", records/measure.Median(t.seconds)/1000),
		fmt.Sprintf("%.1f µs", measure.Median(t.processor)/records*1e6),
		fmt.Sprintf("%.0f MB", slices.Max(t.memory)),
	}
}

// stream is a file of documents, one a line, with their statuses in order.
type stream struct {
	path     string
	bytes    int
	statuses []verdict.Status
}

// newStream draws documents and writes them in random order.
func newStream(path string, n int) (*stream, error) {
	source := draw.Typical(6)
	drawn := draw.Several(20_000, source.Document)
	statuses := make([]verdict.Status, len(drawn))
	for i, document := range drawn {
		p, err := verdict.Parse(document)
		if err != nil {
			return nil, err
		}
		d, err := p.Decide()
		if err != nil {
			return nil, err
		}
		statuses[i] = d.Status()
	}
	file, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	out := bufio.NewWriterSize(file, 1<<20)
	s := &stream{path: path}
	for range n {
		i := source.IntN(len(drawn))
		s.statuses = append(s.statuses, statuses[i])
		s.bytes += len(drawn[i]) + 1
		out.Write(drawn[i])
		if err := out.WriteByte('\n'); err != nil {
			return nil, err
		}
	}
	if err := out.Flush(); err != nil {
		return nil, err
	}
	return s, file.Close()
}

// decide has the command decide the stream, and notes what that took.
func (s *stream) decide(command string, cores int, t *takes) error {
	answers := s.path + ".answers"
	out, err := os.Create(answers)
	if err != nil {
		return err
	}
	defer os.Remove(answers)
	defer out.Close()
	run := exec.Command(command, "decide", "--lines", s.path)
	run.Env = append(os.Environ(), "GOMAXPROCS="+strconv.Itoa(cores))
	run.Stdout = out
	start := time.Now()
	if err := run.Start(); err != nil {
		return err
	}
	stop := watchMemory(run.Process.Pid)
	err = run.Wait()
	t.seconds = append(t.seconds, time.Since(start).Seconds())
	t.memory = append(t.memory, stop())
	if err != nil {
		return fmt.Errorf("verdict decide --lines: %w", err)
	}
	t.processor = append(t.processor, (run.ProcessState.UserTime() + run.ProcessState.SystemTime()).Seconds())
	return s.check(answers)
}

// check compares the statuses of answers, in order.
func (s *stream) check(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	n := 0
	for ; lines.Scan(); n++ {
		if n == len(s.statuses) {
			return fmt.Errorf("more than %d answers", n)
		}
		if want := []byte(`"status":"` + s.statuses[n].String() + `"`); !bytes.Contains(lines.Bytes(), want) {
			return fmt.Errorf("answer %d does not have %s", n+1, want)
		}
	}
	if err := lines.Err(); err != nil {
		return err
	}
	if n != len(s.statuses) {
		return fmt.Errorf("%d answers, want %d", n, len(s.statuses))
	}
	return nil
}
