package main

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/verdict-id/verdict/conformance"
)

// The parts of a JUnit report, as build servers read it.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Skipped  int          `xml:"skipped,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name    string        `xml:"name,attr"`
		Class   string        `xml:"classname,attr"`
		Failure *junitFailure `xml:"failure,omitempty"`
		Skipped *junitSkipped `xml:"skipped,omitempty"`
	}
	junitFailure struct {
		Type    string `xml:"type,attr"`
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
	junitSkipped struct {
		Message string `xml:"message,attr"`
	}
)

// writeJUnit writes a report as JUnit XML: a suite for each group of vectors, and
// one for the faults of the run. Characters that XML does not have are replaced.
func writeJUnit(w io.Writer, r *conformance.Report) error {
	all := junitSuites{Name: "verdict conform"}
	for _, f := range r.Failures {
		all.add(f.ID, &junitFailure{string(f.Kind), fmt.Sprintf("expected %v, got %s", f.Expected, gotText(f)), failureText(f)}, nil)
	}
	for _, s := range r.Skips {
		all.add(s.ID, nil, &junitSkipped{skipText(s)})
	}
	for _, id := range r.Passes {
		all.add(id, nil, nil)
	}
	for _, f := range r.Faults {
		all.add("run/"+string(f.Kind), &junitFailure{string(f.Kind), faultText(f), strings.Join(f.Stderr, "\n")}, nil)
	}
	if !r.Green && all.Failures == 0 {
		all.add("run/passes", &junitFailure{"NOTHING-PASSES", "nothing passed", ""}, nil)
	}
	io.WriteString(w, xml.Header)
	encoder := xml.NewEncoder(w)
	encoder.Indent("", " ")
	if err := encoder.Encode(all); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// add adds a test to the suite of its group.
func (all *junitSuites) add(id string, failure *junitFailure, skipped *junitSkipped) {
	group := groupOf(id)
	s := all.suite(group)
	s.Cases = append(s.Cases, junitCase{id, group, failure, skipped})
	s.Tests++
	all.Tests++
	if failure != nil {
		s.Failures++
		all.Failures++
	}
	if skipped != nil {
		s.Skipped++
		all.Skipped++
	}
}

func (all *junitSuites) suite(group string) *junitSuite {
	for i := range all.Suites {
		if all.Suites[i].Name == group {
			return &all.Suites[i]
		}
	}
	all.Suites = append(all.Suites, junitSuite{Name: group})
	return &all.Suites[len(all.Suites)-1]
}

// groupOf is the group of a vector.
func groupOf(id string) string {
	group, _, _ := strings.Cut(id, "/")
	return group
}

// failureText is a failure as text.
func failureText(f conformance.Failure) string {
	var b strings.Builder
	writeFailure(&b, f)
	return strings.TrimLeft(b.String(), "\n")
}
