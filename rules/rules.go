// Package rules holds the embedded rule book: one table for the lifecycle of a
// process and one for each provider.
//
// README.md in this folder says how to read a table and how to write one,
// INTERPRETATIONS.md why the tables read the source as they do.
package rules

import (
	"embed"
	"io/fs"
)

//go:embed *.yaml
var book embed.FS

//go:embed INTERPRETATIONS.md
var register string

// Register gives the register of interpretations, in Markdown.
func Register() string { return register }

// Book gives the rule files. Load them with verdict.Load, or lay files of your
// own over them first.
func Book() fs.FS { return book }
