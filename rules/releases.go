package rules

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
)

//go:embed releases
var released embed.FS

// Release is a rule book as it was released. It stays here for ever, so that
// records of its decisions can be verified.
type Release struct {
	Version string // such as "1.0.0"
	Hash    string // as verdict.Engine.Hash gives it
	Book    fs.FS  // the rule files, for verdict.Load
}

// Releases gives every released rule book, in the order in which they were
// released; a program may change the slice. The embedded book is among them once
// it is released.
//
// The release command adds a book, from the root of the repository:
//
//	go run ./rules/release 1.0.0
func Releases() []Release {
	all, err := ReadReleases(released)
	if err != nil {
		panic("internal error: " + err.Error())
	}
	return all
}

// ReadReleases reads the released rule books in the folder releases of fsys, as
// Releases does of the embedded one: releases.txt lists them, a version and a hash
// a line, and the files of each are in the folder of its version. The error is that
// of reading, or a line that is no such pair.
func ReadReleases(fsys fs.FS) ([]Release, error) {
	index, err := fs.ReadFile(fsys, "releases/releases.txt")
	if err != nil {
		return nil, err
	}
	var all []Release
	for line := range strings.Lines(string(index)) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "#") {
			continue
		}
		version, hash, ok := strings.Cut(line, " ")
		if !ok {
			return nil, fmt.Errorf("releases/releases.txt has the line %q; a line is a version, a space and a hash", line)
		}
		book, err := fs.Sub(fsys, "releases/"+version)
		if err != nil {
			return nil, err
		}
		all = append(all, Release{version, hash, book})
	}
	return all, nil
}
