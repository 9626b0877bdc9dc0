package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
)

// machine says in a line where the figures come from.
func machine() string {
	return fmt.Sprintf("%s, %s/%s, %d cores%s", runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), processor())
}

// processor names the processor where Linux does.
func processor() string {
	file, err := os.Open("/proc/cpuinfo")
	if err != nil {
		return ""
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if name, value, _ := strings.Cut(lines.Text(), ":"); strings.TrimSpace(name) == "model name" {
			return ", " + strings.TrimSpace(value)
		}
	}
	return ""
}

// versions names the versions of the modules measured.
func versions(modules ...string) string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	var named []string
	for _, wanted := range modules {
		for _, m := range info.Deps {
			if m.Path == wanted {
				named = append(named, m.Path+" "+m.Version)
			}
		}
	}
	return strings.Join(named, ", ")
}
