package conformance

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// Options choose what is asked and what is right. The zero Options ask everything,
// and take the sides of readings that the project takes.
type Options struct {
	// Run is a glob: only vectors whose id it matches are asked. In it * stands for
	// any text, slashes as well, and everything else for itself. Empty is every
	// vector. A glob that matches none is an error.
	Run string

	// Skips are the vectors that may fail. They are asked all the same, and one that
	// passes is a failure. A false accept stays one too, and so does, where the right
	// answer is not accepted, everything that leaves open whether it is accepted: no
	// answer, what is none, or more than one.
	Skips []Skip

	// Profiles are declared sides of readings, such as R6 to b. One that no vector
	// knows is an error.
	Profiles map[string]string

	vectors iter.Seq[Vector] // nil: those of the suite
}

// Skip is a reason why some vectors may fail.
type Skip struct {
	Glob   string // of ids, as in Options.Run; one that matches no vector is an error
	Reason string // for people; an empty one is an error

	at string // file and line, or empty
}

// ReadSkips reads a list of skips from r: on each line a glob, a space and a
// reason. Blank lines and those that begin with # are passed over. Name is the
// file's name; errors name it with the line.
func ReadSkips(name string, r io.Reader) ([]Skip, error) {
	var skips []Skip
	lines := bufio.NewScanner(r)
	for number := 1; lines.Scan(); number++ {
		text := strings.TrimSpace(lines.Text())
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		s := Skip{Glob: text, at: fmt.Sprintf("%s:%d: ", name, number)}
		if end := strings.IndexAny(text, " \t"); end >= 0 {
			s.Glob, s.Reason = text[:end], strings.TrimSpace(text[end:])
		}
		skips = append(skips, s)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", name, err)
	}
	return skips, nil
}

// Select gives the vectors that o chooses, in the order of the suite. The error says
// which option is wrong.
func (o Options) Select() ([]Vector, error) {
	t, err := newTask(o)
	if err != nil {
		return nil, err
	}
	return t.vectors, nil
}

// task is what Options choose of a suite.
type task struct {
	vectors []Vector
	right   []Answer // by vector
	skips   []*Skip  // by vector; nil where there is none
}

// newTask checks the options against the suite.
func newTask(o Options) (*task, error) {
	all := o.vectors
	if all == nil {
		all = Vectors()
	}
	t := &task{}
	used := make([]bool, len(o.Skips))
	known := sides{}
	for v := range all {
		known.add(v.Profiles)
		skip := skipFor(o.Skips, v.ID, used)
		if o.Run == "" || match(o.Run, v.ID) {
			t.vectors = append(t.vectors, v)
			t.right = append(t.right, v.Right(o.Profiles))
			t.skips = append(t.skips, skip)
		}
	}
	if len(t.vectors) == 0 {
		return nil, fmt.Errorf("%q matches the id of no vector; * stands for any text", o.Run)
	}
	if err := checkSkips(o.Skips, used); err != nil {
		return nil, err
	}
	if err := known.check(o.Profiles); err != nil {
		return nil, err
	}
	return t, nil
}

// skipFor gives the first skip for a vector, and notes every one that is for it.
func skipFor(skips []Skip, id string, used []bool) *Skip {
	var first *Skip
	for i := range skips {
		if match(skips[i].Glob, id) {
			used[i] = true
			if first == nil {
				first = &skips[i]
			}
		}
	}
	return first
}

func checkSkips(skips []Skip, used []bool) error {
	for i, s := range skips {
		switch {
		case s.Reason == "":
			return fmt.Errorf("%s%q is skipped without a reason; write one behind it", s.at, s.Glob)
		case !used[i]:
			return fmt.Errorf("%s%q matches the id of no vector; * stands for any text", s.at, s.Glob)
		}
	}
	return nil
}

// sides are the sides of each reading that vectors know.
type sides map[string][]string

func (s sides) add(alternatives []Alternative) {
	for _, a := range alternatives {
		for name, side := range a.With {
			if !slices.Contains(s[name], side) {
				s[name] = append(s[name], side)
			}
		}
	}
}

// reading is the form of a reading's name.
var reading = regexp.MustCompile(`^R[1-9][0-9]*$`)

// check refuses sides that no vector knows. The side a, the project's own, is there
// for every reading, also for those that no vector knows.
func (s sides) check(declared map[string]string) error {
	for _, name := range slices.Sorted(maps.Keys(declared)) {
		side := declared[name]
		if side == "a" && (s[name] != nil || reading.MatchString(name)) {
			continue
		}
		if !slices.Contains(s[name], side) {
			return fmt.Errorf("no vector knows the reading %q with the side %q; %w", name, side, s.list())
		}
	}
	return nil
}

// list says which sides there are, R2 before R10.
func (s sides) list() error {
	var parts []string
	byNumber := func(a, b string) int {
		if len(a) != len(b) {
			return len(a) - len(b)
		}
		return strings.Compare(a, b)
	}
	for _, name := range slices.SortedFunc(maps.Keys(s), byNumber) {
		parts = append(parts, name+"="+strings.Join(slices.Sorted(slices.Values(append(s[name], "a"))), "|"))
	}
	if len(parts) == 0 {
		return errors.New("there are none")
	}
	return errors.New("there are " + strings.Join(parts, ", "))
}

// match tells whether a glob matches an id.
func match(glob, id string) bool {
	parts := strings.Split(glob, "*")
	first, rest := parts[0], parts[1:]
	id, found := strings.CutPrefix(id, first)
	if !found || len(rest) == 0 {
		return found && id == ""
	}
	last := rest[len(rest)-1]
	for _, part := range rest[:len(rest)-1] {
		if _, id, found = strings.Cut(id, part); !found {
			return false
		}
	}
	return strings.HasSuffix(id, last)
}
