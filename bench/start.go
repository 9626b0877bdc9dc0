package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/bench/measure"
	"github.com/verdict-id/verdict/rules"
)

// starts is how often loading and the command are timed.
const starts = 20

func startReport() (report, error) {
	folder, err := os.MkdirTemp("", "verdict-bench-")
	if err != nil {
		return report{}, err
	}
	defer os.RemoveAll(folder)
	command, err := build(folder)
	if err != nil {
		return report{}, err
	}
	var loads, runs []float64
	for range starts {
		load, err := timeLoad()
		if err != nil {
			return report{}, err
		}
		run, err := timeRun(command)
		if err != nil {
			return report{}, err
		}
		loads, runs = append(loads, load), append(runs, run)
	}
	load, run := measure.Median(loads), measure.Median(runs)
	return report{markdown: fmt.Sprintf("Medians of %d.\n\n%s", starts, table([][]string{
		reachHead,
		reach("load and prove the embedded book", fmt.Sprintf("%.1f ms", load), "under 20 ms", load < 20),
		reach("`verdict decide` of one document, from the start of the process to its end", fmt.Sprintf("%.1f ms", run), "under 30 ms", run < 30),
	}))}, nil
}

// build builds the command, in its own module, into a folder.
func build(folder string) (string, error) {
	command := filepath.Join(folder, "verdict")
	out, err := exec.Command("go", "build", "-C", "..", "-o", command, "./cmd/verdict").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("building the command, from the folder bench: %w\n%s", err, out)
	}
	return command, nil
}

// timeLoad loads the embedded book, in milliseconds.
func timeLoad() (float64, error) {
	start := time.Now()
	_, err := verdict.Load(rules.Book())
	return milliseconds(start), err
}

// timeRun runs the command on one document, in milliseconds.
func timeRun(path string) (float64, error) {
	command := exec.Command(path, "decide")
	command.Stdin = bytes.NewReader([]byte(`{"provider":"readid","providerSpecific":{"consolidatedIdentityData":{"chipVerification":"SUCCEEDED"}}}`))
	start := time.Now()
	out, err := command.Output()
	took := milliseconds(start)
	if err == nil && !bytes.HasPrefix(out, []byte("accepted")) {
		err = fmt.Errorf("verdict decide answers %q, want accepted", out)
	}
	return took, err
}

func milliseconds(start time.Time) float64 {
	return float64(time.Since(start).Microseconds()) / 1000
}
