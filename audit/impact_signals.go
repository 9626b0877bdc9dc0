package audit

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// grammar reads the column signals as writeHistogram writes it, and nothing else:
// the signals of the lifecycle, then those of a table.
type grammar struct {
	signals []signalGrammar
	index   map[string]int // by name, as JSON
}

// signalGrammar is one signal.
type signalGrammar struct {
	*rulebook.Signal
	part    int // 0 of the lifecycle, 1 of the provider's table
	index   int // in that table
	classes map[string]uint8
}

func newGrammar(b *book, table int) *grammar {
	g := &grammar{index: map[string]int{}}
	g.add(b, 0, 0)
	if table != 0 {
		g.add(b, table, 1)
	}
	return g
}

// add adds the signals of a table that a histogram can have.
func (g *grammar) add(b *book, table, part int) {
	for i, s := range b.tables[table].Signals {
		if s.Aside || !b.inDocuments(table, i) {
			continue
		}
		classes := map[string]uint8{}
		if s.Set {
			classes[quoted("absent")] = 0
		}
		for class, name := range s.Values {
			classes[quoted(name)] = uint8(class + 1)
		}
		if _, known := g.index[quoted(s.Name)]; !known {
			g.index[quoted(s.Name)] = len(g.signals)
		}
		g.signals = append(g.signals, signalGrammar{s, part, i, classes})
	}
}

// of finds the signal of a name that comes at or after a place, or gives -1. The
// lifecycle and a table may have signals of the same name.
func (g *grammar) of(name string, from int) int {
	i, known := g.index[name]
	if !known {
		return -1
	}
	if i >= from {
		return i
	}
	i = slices.IndexFunc(g.signals[from:], func(s signalGrammar) bool { return quoted(s.Name) == name })
	if i < 0 {
		return -1
	}
	return from + i
}

// read reads the signals into a vector.
func (g *grammar) read(text string, v *vector) error {
	wrong := func(rest, says string) error {
		return fmt.Errorf("signals, byte %d: %s", len(text)-len(rest)+1, says)
	}
	rest, ok := strings.CutPrefix(text, "{")
	if !ok {
		return wrong(text, "a JSON object should begin here")
	}
	if rest == "}" {
		return nil
	}
	for next := 0; ; {
		name, value, ok := member(rest)
		if !ok {
			return wrong(rest, `the name of a signal and a colon should stand here, as in "status":, without white space`)
		}
		i := g.of(name, next)
		if i < 0 {
			return wrong(rest, "no signal of the rule book that made the histogram can stand here; the order is "+g.names())
		}
		after, err := g.signals[i].read(value, v)
		if err != nil {
			return wrong(after, err.Error())
		}
		if after == "}" {
			return nil
		}
		if rest, ok = strings.CutPrefix(after, ","); !ok {
			return wrong(after, "a comma and another signal, or } and the end, should stand here, without white space")
		}
		next = i + 1
	}
}

// names lists the signals in their order.
func (g *grammar) names() string {
	var names []string
	for _, s := range g.signals {
		names = append(names, s.Name)
	}
	return strings.Join(names, ", ")
}

// read reads the value of a signal into a vector, and gives what follows.
func (s *signalGrammar) read(text string, v *vector) (rest string, err error) {
	vector := &v.early
	if s.part == 1 {
		vector = &v.vector
	}
	if rest, ok := strings.CutPrefix(text, "null"); ok {
		v.refused[s.part].add(s.index)
		return rest, nil
	}
	if s.Set {
		vector[s.index], rest, err = s.entries(text)
		return rest, err
	}
	class, rest, ok := s.class(text)
	if !ok {
		return text, s.undeclared()
	}
	vector[s.index] = class
	return rest, nil
}

// entries reads the values of the entries of a set.
func (s *signalGrammar) entries(text string) (mask uint8, rest string, err error) {
	rest, ok := strings.CutPrefix(text, "[")
	if !ok {
		return 0, text, errors.New(s.Name + " is a set; a list of the values of its entries, or null, should stand here")
	}
	for {
		class, after, ok := s.class(rest)
		if !ok {
			return 0, rest, s.undeclared()
		}
		if mask>>class != 0 {
			return 0, rest, fmt.Errorf("the values of %s stand once each, in the order %s", s.Name, s.declared())
		}
		mask |= 1 << class
		if end, ok := strings.CutPrefix(after, "]"); ok {
			return mask, end, nil
		}
		if rest, ok = strings.CutPrefix(after, ","); !ok {
			return 0, after, errors.New("a comma and another value, or ], should stand here, without white space")
		}
	}
}

// class reads one value.
func (s *signalGrammar) class(text string) (class uint8, rest string, ok bool) {
	value, rest, ok := token(text)
	if !ok {
		return 0, text, false
	}
	class, ok = s.classes[value]
	return class, rest, ok
}

func (s *signalGrammar) undeclared() error {
	return fmt.Errorf("%s has here what the rule book that made the histogram does not declare; its values are %s, in quotes, and null for anything else", s.Name, s.declared())
}

func (s *signalGrammar) declared() string {
	if s.Set {
		return strings.Join(append([]string{"absent"}, s.Values...), ", ")
	}
	return strings.Join(s.Values, ", ")
}

// member takes a name, in its quotes, and a colon from the beginning of a text.
func member(text string) (name, rest string, ok bool) {
	if name, rest, ok = token(text); ok {
		rest, ok = strings.CutPrefix(rest, ":")
	}
	return name, rest, ok
}

// token takes a JSON string, in its quotes, from the beginning of a text.
func token(text string) (token, rest string, ok bool) {
	if !strings.HasPrefix(text, `"`) {
		return "", text, false
	}
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return text[:i+1], text[i+1:], true
		}
	}
	return "", text, false
}
