package proof_test

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/proof"
)

func difference(t *testing.T, before, after fs.FS) *proof.Difference {
	t.Helper()
	d, err := proof.Diff(before, after)
	if err != nil {
		t.Fatal(err)
	}
	checkDocuments(t, d, before, after)
	return d
}

// checkDocuments decides the documents of all regions by both books.
func checkDocuments(t *testing.T, d *proof.Difference, before, after fs.FS) {
	t.Helper()
	if len(d.Regions) == 0 {
		return
	}
	old, now := engine(t, before), engine(t, after)
	for _, r := range d.Regions {
		if r.Witness.Document == nil {
			continue
		}
		for _, side := range []struct {
			engine *verdict.Engine
			want   string
		}{{old, r.Before}, {now, r.After}} {
			want := side.want
			if want == "judged" { // by a table that accepts the rest of the document
				want = "accepted"
			}
			if got := decided(t, side.engine, r.Witness); got != want {
				t.Errorf("%v %s → %s: %s gives %s, want %s", r.Providers, r.Before, r.After, r.Witness.Document, got, want)
			}
		}
	}
}

func engine(t *testing.T, book fs.FS) *verdict.Engine {
	t.Helper()
	e, err := verdict.Load(book)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func decided(t *testing.T, e *verdict.Engine, w proof.Witness) string {
	t.Helper()
	p, err := e.Parse(w.Document)
	if err == nil && w.Context != nil {
		p = p.WithProcessType(w.Context.ProcessType).WithVerdict(w.Context.Verdict)
	}
	var decision verdict.Decision
	if err == nil {
		decision, err = p.Decide()
	}
	var unknown *verdict.SignalError
	var undecided *verdict.UndecidedError
	switch {
	case err == nil:
		return decision.Status().String()
	case errors.Is(err, verdict.ErrUnknownProvider):
		return "unknown provider"
	case errors.As(err, &unknown):
		return "unknown value"
	case errors.As(err, &undecided):
		return "undecided"
	}
	t.Fatal(err)
	return ""
}

// outline writes a difference in few lines: regions, then what is declared
// otherwise.
func outline(d *proof.Difference) []string {
	var lines []string
	for _, r := range d.Regions {
		mark := ""
		if r.NewlyAccepted {
			mark = "! "
		}
		if r.Witness.Document == nil {
			mark += "no document "
		}
		lines = append(lines, fmt.Sprintf("%s%s: %s → %s, %s where %s", mark, strings.Join(r.Providers, " "), r.Before, r.After,
			r.Combinations, strings.Join(r.Conditions, "; or ")))
	}
	for _, c := range d.Declarations {
		var fields []string
		for _, f := range c.Fields {
			fields = append(fields, f.Name)
		}
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %s %s: %s", c.Kind, c.ID, c.Change, strings.Join(fields, ", "))))
	}
	for _, c := range d.Caveats {
		mark := ""
		if c.MayAccept {
			mark = "! "
		}
		lines = append(lines, mark+strings.Join(c.Providers, " ")+": "+c.Says)
	}
	const most = 9
	if more := len(lines) - most; more > 0 {
		lines = append(lines[:most], fmt.Sprintf("and %d more", more))
	}
	return lines
}

// shop is a book that keeps its promises, with one of each that can change.
const shop = `provider: shop
title: A shop
source: 'Shop handbook'
gives: [accepted, inconclusive, rejected]
signals:
  door:
    meaning: Whether the door is open.
    path: /providerSpecific/door
    values: [open, ajar, shut]
    words: {open: open, wide: open, ajar: ajar, shut: shut}
    needed: always
  level:
    meaning: How full the shelves are.
    path: /providerSpecific/level
    type: integer
    range: [5, 0]
    needed: always
  checks:
    meaning: Checks of the till, one entry each.
    path: /providerSpecific/checks/*
    set: true
    values: [good, bad]
    words: {good: good, fine: good, bad: bad}
    needed: entries
    loss: R101
terms:
  checked: 'none(checks, # == absent)'
rules:
  - {id: shop-shut, status: rejected, when: 'door == "shut"', reason: It is shut., source: 'Shop handbook', basis: text}
  - {id: shop-bad, status: rejected, when: 'any(checks, # == "bad")', reason: A check failed., source: 'Shop handbook', basis: text}
  - {id: shop-ajar, status: inconclusive, when: 'door == "ajar" and level != absent and checked', reason: It is ajar., source: 'Shop handbook', basis: text}
  - {id: shop-empty, status: inconclusive, when: 'door == "open" and level in 0..2 and checked', reason: It is empty., source: 'Shop handbook', basis: text}
  - {id: shop-open, status: accepted, when: 'door == "open" and level in 3..5 and all(checks, # == "good")', reason: It is open., source: 'Shop handbook', basis: text}
claims:
  - {id: shop-claim, never: accepted, when: 'door in ["ajar", "shut"]', why: One cannot go in.}
tests:
  - {about: an open shop, signals: {door: open, level: 5}, status: accepted}
`

// shops is a book of shop with some places changed, each twice in a row: what
// there is and what comes instead.
func shops(t *testing.T, changes ...string) fstest.MapFS {
	t.Helper()
	text := shop
	for i := 0; i < len(changes); i += 2 {
		if !strings.Contains(text, changes[i]) {
			t.Fatalf("%q is not there", changes[i])
		}
		text = strings.ReplaceAll(text, changes[i], changes[i+1])
	}
	return fstest.MapFS{"process.yaml": {Data: []byte(lifecycle)}, "shop.yaml": {Data: []byte(text)}}
}
