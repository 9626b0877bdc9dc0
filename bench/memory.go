package main

import (
	"fmt"
	"os"
	"strings"
	"time"
)

// watchMemory follows a process until stopped, and then gives the memory that
// it took at its highest, in MB; 0 where the system does not tell. What the
// system says of a process that has ended will not do: it counts the memory of
// the process that started it as well.
func watchMemory(pid int) (stop func() float64) {
	stopped, highest := make(chan bool), make(chan float64)
	go func() {
		memory := 0.0
		for {
			memory = max(memory, peakMemory(pid))
			select {
			case <-stopped:
				highest <- memory
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	return func() float64 {
		close(stopped)
		return <-highest
	}
}

// peakMemory is what Linux says of a process that runs.
func peakMemory(pid int) float64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	var kilobytes float64
	_, rest, _ := strings.Cut(string(text), "VmHWM:")
	if _, err := fmt.Sscan(rest, &kilobytes); err != nil {
		return 0
	}
	return kilobytes * 1024 / 1e6
}
