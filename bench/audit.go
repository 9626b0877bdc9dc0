package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/verdict-id/verdict/bench/measure"
	"github.com/verdict-id/verdict/internal/corpus"
)

func auditReport() (report, error) {
	folder, err := os.MkdirTemp("", "verdict-bench-")
	if err != nil {
		return report{}, err
	}
	defer os.RemoveAll(folder)
	m, err := measureAudit(folder, records, 3)
	if err != nil {
		return report{}, err
	}
	driver, err := exec.Command("go", "list", "-C", "duckdb", "-m", "github.com/duckdb/duckdb-go/v2").Output()
	if err != nil {
		return report{}, fmt.Errorf("go list in duckdb: %w", err)
	}
	return report{markdown: m.markdown(strings.TrimSpace(string(driver)))}, nil
}

// auditing is what was measured of audits of one corpus.
type auditing struct {
	file      string
	bytes     int64
	records   int
	want      matrix
	counts    int
	auditors  []auditor
	elsewhere matrix // records that DuckDB puts into other cells, by the right one
}

// auditor is one who counts the records of a file by what is recorded and what
// the rules give.
type auditor struct {
	name    string
	counts  int // how often it is timed
	command func(cores int) *exec.Cmd
	check   func(out []byte) error // looks at what it prints
	takes   [2]takes               // on one core, and on two
}

// measureAudit makes a corpus and has all auditors count it, in turns.
func measureAudit(folder string, records, counts int) (*auditing, error) {
	m := &auditing{file: filepath.Join(folder, "corpus.jsonl"), records: records, counts: counts}
	if err := m.makeCorpus(); err != nil {
		return nil, err
	}
	command, err := build(folder)
	if err != nil {
		return nil, err
	}
	duckdb := filepath.Join(folder, "duckdb")
	if out, err := exec.Command("go", "build", "-C", "duckdb", "-o", duckdb).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("building duckdb: %w\n%s", err, out)
	}
	m.auditors = m.compared(command, duckdb)
	for count := range counts {
		for cores := range 2 {
			for i := range m.auditors {
				if a := &m.auditors[i]; count < a.counts {
					if err := m.run(a, cores+1); err != nil {
						return nil, fmt.Errorf("%s: %w", a.name, err)
					}
				}
			}
		}
	}
	return m, nil
}

const (
	byVerdict = "`verdict audit`"
	byJSON    = "`verdict audit --json`, with the hash of the file"
	byDuckDB  = "DuckDB"
	byLean    = "DuckDB, nothing strange or missing"
	byPython  = "Python"
)

// compared are the auditors. Python takes its time, so once is enough.
func (m *auditing) compared(verdict, duckdb string) []auditor {
	byCommand := func(options ...string) func(int) *exec.Cmd {
		return func(cores int) *exec.Cmd {
			// Findings are no failure here, and no record is newly accepted.
			c := exec.Command(verdict, append(options, "--fail-on", "newly-accepted", m.file)...)
			c.Env = append(os.Environ(), "GOMAXPROCS="+strconv.Itoa(cores))
			return c
		}
	}
	bySQL := func(options ...string) func(int) *exec.Cmd {
		return func(cores int) *exec.Cmd {
			return exec.Command(duckdb, append(options, "-threads", strconv.Itoa(cores), m.file)...)
		}
	}
	script := func(cores int) *exec.Cmd {
		c := exec.Command("python3", filepath.Join("audit", "audit.py"), m.file, strconv.Itoa(cores))
		c.Env = append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1")
		return c
	}
	return []auditor{
		{name: byVerdict, counts: m.counts, command: byCommand("audit"), check: m.headline},
		{name: byJSON, counts: m.counts, command: byCommand("audit", "--json"), check: matrixCheck(readReport, m.same)},
		{name: byDuckDB, counts: m.counts, command: bySQL(), check: matrixCheck(readCells, m.alike)},
		{name: byLean, counts: m.counts, command: bySQL("-lean"), check: matrixCheck(readCells, m.complete)},
		{name: byPython, counts: 1, command: script, check: matrixCheck(readCells, m.same)},
	}
}

func (m *auditing) makeCorpus() error {
	file, err := os.Create(m.file)
	if err != nil {
		return err
	}
	planted, err := corpus.Corpus{Seed: 6, Records: m.records}.Write(file)
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	m.bytes, m.want = planted.Bytes, expected(planted)
	return nil
}

// run has an auditor count the corpus, notes what that took, and checks it.
func (m *auditing) run(a *auditor, cores int) error {
	command := a.command(cores)
	var out, complaint bytes.Buffer
	command.Stdout, command.Stderr = &out, &complaint
	start := time.Now()
	if err := command.Start(); err != nil {
		return err
	}
	stop := watchMemory(command.Process.Pid)
	err := command.Wait()
	t := &a.takes[cores-1]
	t.seconds = append(t.seconds, time.Since(start).Seconds())
	t.memory = append(t.memory, stop())
	if err != nil {
		return fmt.Errorf("%w\n%s", err, complaint.String())
	}
	t.processor = append(t.processor, (command.ProcessState.UserTime() + command.ProcessState.SystemTime()).Seconds())
	return a.check(out.Bytes())
}

// takes gives what an auditor took on some cores.
func (m *auditing) takes(name string, cores int) takes {
	i := slices.IndexFunc(m.auditors, func(a auditor) bool { return a.name == name })
	return m.auditors[i].takes[cores-1]
}

// against says how many times the records a second of another one verdict takes.
func (m *auditing) against(name string, cores int) float64 {
	return measure.Median(m.takes(name, cores).seconds) / measure.Median(m.takes(byVerdict, cores).seconds)
}

func (m *auditing) markdown(driver string) string {
	rows := [][]string{{"", "cores", "records a second", "processor time for a record", "memory at most"}}
	for _, a := range m.auditors {
		for i, t := range a.takes {
			rows = append(rows, append([]string{a.name}, t.row(strconv.Itoa(i+1), float64(m.records))...))
		}
	}
	aims := [][]string{reachHead}
	for _, aim := range []struct {
		name  string
		least float64
	}{{byDuckDB, 1}, {byPython, 3}} {
		for cores, on := range []string{"one core", "two cores"} {
			ratio := m.against(aim.name, cores+1)
			aims = append(aims, reach("records a second against "+aim.name+", "+on, fmt.Sprintf("%.2f×", ratio), fmt.Sprintf("at least %.0f×", aim.least), ratio >= aim.least))
		}
	}
	memory := max(slices.Max(m.takes(byVerdict, 1).memory), slices.Max(m.takes(byVerdict, 2).memory))
	aims = append(aims, reach("memory", fmt.Sprintf("%.0f MB", memory), "under 100 MB", memory < 100))
	return fmt.Sprintf("%s.\n\n%d records, %d MB; medians of %d, of Python one run. %s\n\n%s\n%s",
		driver, m.records, m.bytes/1_000_000, m.counts, m.agreement(), table(rows), table(aims))
}

// agreement says in how far the auditors counted the same.
func (m *auditing) agreement() string {
	n := m.kinds()
	return fmt.Sprintf("verdict and Python count what was planted, in each of %d cells. DuckDB puts %d records elsewhere, on balance: "+
		"%d malformed ones, %d with an unknown value, %d of Connect and %d others.",
		len(m.want), m.elsewhere.records(), n[malformed], n[unknownValue], n[token], n[sound])
}
