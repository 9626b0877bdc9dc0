package main

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// named writes how many there are of something.
func named(n int64, what string) string {
	if n != 1 {
		what += "s"
	}
	return digits(n) + " " + what
}

// percent writes part of whole as a percentage. Only all is 100 %, and only
// nothing 0 %.
func percent(part, whole int64) string {
	share := 100 * float64(part) / float64(whole)
	text := fmt.Sprintf("%.3g", share)
	switch {
	case whole == 0:
		return "–"
	case part == 0 || part == whole:
	case share < 0.01:
		text = "less than 0.01"
	case share > 99.99:
		text = "more than 99.99"
	case share > 99:
		text = fmt.Sprintf("%.2f", share)
	}
	return text + "\u202f%"
}

// whom names a provider as reports do.
func whom(provider string) string {
	switch provider {
	case "":
		return "no known provider"
	case "*":
		return "the lifecycle"
	}
	return provider
}

// whose names the providers of a table.
func whose(providers []string) string {
	var names []string
	for _, p := range providers {
		names = append(names, whom(p))
	}
	return strings.Join(names, ", ")
}

// outcome draws a status, and writes any other outcome.
func outcome(name string) template.HTML {
	if drawn, err := chip(name); err == nil {
		return drawn
	}
	return template.HTML(`<span class="outcome">` + template.HTMLEscapeString(word(name)) + `</span>`)
}

// word names an outcome; malformed records have none recorded.
func word(name string) string { return cmp.Or(name, "unreadable") }

// outcomes are all that can be recorded and derived, in the order of tables:
// statuses, strictest first, then what is none.
var outcomes = func() []string {
	var names []string
	for s := rulebook.Rejected; s > rulebook.Undecided; s-- {
		names = append(names, s.String())
	}
	return append(names, "judged", "undecided", "none", "unknown", "unknown value", "unknown provider", "malformed", "")
}()

// compareOutcomes puts outcomes into their order, and others after them.
func compareOutcomes(a, b string) int {
	rank := func(name string) int {
		if i := slices.Index(outcomes, name); i >= 0 {
			return i
		}
		return len(outcomes)
	}
	if c := rank(a) - rank(b); c != 0 {
		return c
	}
	return strings.Compare(a, b)
}

// isStatus tells whether an outcome is a status.
func isStatus(name string) bool {
	_, ok := rulebook.ParseStatus(name)
	return ok
}

// cut is the first of a list that may be long, and what the rest comes to.
type cut[T any] struct {
	First   []T
	More    int64 // how many are left out
	Records int64 // how many records these have
}

// mostListed is how much of such a list the page shows.
const mostListed = 200

func cutOff[T any](all []T, records func(T) int64) cut[T] {
	first := all[:min(mostListed, len(all))]
	c := cut[T]{First: first, More: int64(len(all) - len(first))}
	for _, left := range all[len(first):] {
		c.Records += records(left)
	}
	return c
}

// shown is as much of the conditions of a region as the page shows.
func shown(conditions []string) cut[string] {
	return cutOff(conditions, func(string) int64 { return 0 })
}
