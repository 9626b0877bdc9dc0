package conformance

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

func TestMatch(t *testing.T) {
	cases := []struct {
		glob, id string
		want     bool
		why      string
	}{
		{"facetec/a", "facetec/a", true, "the same"},
		{"facetec/a", "facetec/ab", false, "more behind it"},
		{"acetec/a", "facetec/a", false, "more before it"},
		{"facetec/*", "facetec/word/level/6", true, "* crosses slashes"},
		{"*", "facetec/a", true, "* is anything"},
		{"facetec/a*", "facetec/a", true, "* is nothing too"},
		{"*/level/*", "facetec/level/6", true, "in the middle"},
		{"*/level/*", "facetec/levels/6", false, "a part has to be there"},
		{"*/level/*/level/*", "facetec/level/6", false, "each part for itself"},
		{"a*a", "a", false, "a letter is not matched twice"},
		{"a*b*b", "axb", false, "nor in the middle"},
		{"*/6", "facetec/6/6", true, "the last part stands at the end, not at its first place"},
		{"**", "a", true, "twice is as good as once"},
		{"[a]", "a", false, "nothing but * is special"},
	}
	for _, c := range cases {
		if got := match(c.glob, c.id); got != c.want {
			t.Errorf("%s: match(%q, %q) is %v", c.why, c.glob, c.id, got)
		}
	}
}

func TestReadSkips(t *testing.T) {
	const list = "# What is known.\n\nfacetec/* no FaceTec here\r\n  eid/a\ttwo words\nonfido/b\n"
	got, err := ReadSkips("known.txt", strings.NewReader(list))
	if err != nil {
		t.Fatal(err)
	}
	want := []Skip{
		{Glob: "facetec/*", Reason: "no FaceTec here", at: "known.txt:3: "},
		{Glob: "eid/a", Reason: "two words", at: "known.txt:4: "},
		{Glob: "onfido/b", at: "known.txt:5: "}, // refused with the options
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(Skip{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if _, err := ReadSkips("known.txt", iotest.ErrReader(errors.New("the disk is gone"))); err == nil || err.Error() != "known.txt cannot be read: the disk is gone" {
		t.Errorf("a list that cannot be read: %v", err)
	}
}

// threeVectors are known to have the sides b and c of R6, and b of R10.
func threeVectors() Options {
	vectors := []Vector{
		{ID: "a/1", Expected: rejected, Profiles: []Alternative{
			{With: map[string]string{"R6": "b"}, Expected: Answer{Status: "accepted"}},
			{With: map[string]string{"R6": "c"}, Expected: Answer{Status: "failed"}},
			{With: map[string]string{"R6": "c", "R10": "b"}, Expected: Answer{Status: "pending"}},
		}},
		{ID: "a/2", Expected: Answer{Error: "undecided"}},
		{ID: "b/1", Expected: rejected},
	}
	return Options{vectors: slices.Values(vectors)}
}

func TestSelect(t *testing.T) {
	o := threeVectors()
	for glob, want := range map[string][]string{"": {"a/1", "a/2", "b/1"}, "a/*": {"a/1", "a/2"}, "*1": {"a/1", "b/1"}} {
		o.Run = glob
		vectors, err := o.Select()
		var got []string
		for _, v := range vectors {
			got = append(got, v.ID)
		}
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%q: %v (-want +got):\n%s", glob, err, diff)
		}
	}
}

// TestRight asks for the right answer under declared readings.
func TestRight(t *testing.T) {
	cases := []struct {
		declared map[string]string
		want     string
		why      string
	}{
		{nil, "rejected", "nothing is declared"},
		{map[string]string{"R6": "a"}, "rejected", "the side a is the project's own"},
		{map[string]string{"R10": "b"}, "rejected", "R10 matters beside R6=c alone"},
		{map[string]string{"R6": "b"}, "accepted", "the alternative for it"},
		{map[string]string{"R6": "b", "R10": "b"}, "accepted", "R10 adds nothing to it"},
		{map[string]string{"R6": "c"}, "failed", "the alternative for it"},
		{map[string]string{"R6": "c", "R10": "b"}, "pending", "the alternative with most sides"},
		{map[string]string{"R6": "c", "R10": "a"}, "failed", "only one of its sides is declared"},
	}
	for _, c := range cases {
		o := threeVectors()
		o.Profiles = c.declared
		task, err := newTask(o)
		if err != nil {
			t.Fatal(err)
		}
		if got := task.right[0].Status; got != c.want {
			t.Errorf("%v: %s, want %s: %s", c.declared, got, c.want, c.why)
		}
	}
}

func TestWrongOptions(t *testing.T) {
	listed := func(list string) []Skip {
		skips, err := ReadSkips("known.txt", strings.NewReader(list))
		if err != nil {
			t.Fatal(err)
		}
		return skips
	}
	cases := []struct {
		why  string
		set  func(*Options)
		want string
	}{
		{"no vector is chosen", func(o *Options) { o.Run = "c/*" }, `"c/*" matches the id of no vector; * stands for any text`},
		{"a skip without a reason", func(o *Options) { o.Skips = listed("a/* why\n\na/1") }, `known.txt:3: "a/1" is skipped without a reason; write one behind it`},
		{"a skip for nothing", func(o *Options) { o.Skips = listed("a/3 why") }, `known.txt:1: "a/3" matches the id of no vector; * stands for any text`},
		{"a skip for nothing, in Go", func(o *Options) { o.Skips = []Skip{{Glob: "a/3", Reason: "why"}} }, `"a/3" matches the id of no vector; * stands for any text`},
		{"an unknown reading", func(o *Options) { o.Profiles = map[string]string{"R7": "b"} }, `no vector knows the reading "R7" with the side "b"; there are R6=a|b|c, R10=a|b`},
		{"the side a of what is no reading", func(o *Options) { o.Profiles = map[string]string{"C7": "a"} }, `no vector knows the reading "C7" with the side "a"; there are R6=a|b|c, R10=a|b`},
		{"an unknown side", func(o *Options) { o.Profiles = map[string]string{"R10": "c"} }, `no vector knows the reading "R10" with the side "c"; there are R6=a|b|c, R10=a|b`},
		{"no readings at all", func(o *Options) {
			o.vectors, o.Profiles = slices.Values(good(1)), map[string]string{"R6": "b"}
		}, `no vector knows the reading "R6" with the side "b"; there are none`},
	}
	for _, c := range cases {
		o := threeVectors()
		c.set(&o)
		if _, err := o.Select(); err == nil || err.Error() != c.want {
			t.Errorf("%s: %v", c.why, err)
		}
	}
	// The side a is declared for any reading, whether a vector knows it or not.
	o := threeVectors()
	o.Profiles = map[string]string{"R1": "a", "R6": "a"}
	if _, err := o.Select(); err != nil {
		t.Error(err)
	}
	// A skip may be for vectors that are not chosen this time.
	o = threeVectors()
	o.Run, o.Skips = "a/*", listed("b/1 why")
	if _, err := o.Select(); err != nil {
		t.Error(err)
	}
}

// TestWrongRunner: what is wrong with a Runner is said before anything is started.
func TestWrongRunner(t *testing.T) {
	for want, r := range map[string]*Runner{
		"there is no command to run":                               {Options: threeVectors()},
		"the timeout is -1ns; it has to be longer than nothing":    {Command: []string{"x"}, Timeout: -1, Options: threeVectors()},
		`"c/*" matches the id of no vector; * stands for any text`: {Command: []string{"x"}, Options: Options{Run: "c/*", vectors: threeVectors().vectors}},
	} {
		if _, err := r.Run(t.Context()); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}
