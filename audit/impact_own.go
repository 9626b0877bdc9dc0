package audit

import (
	"cmp"
	"slices"

	"github.com/verdict-id/verdict/internal/inside"
)

// seeOwn tells what the book makes of those documents with a vector that a provider
// itself sends, or would to this book. It gives nil where there are none, and where this
// is the book that made the vector, which judges it as any other.
func (l *lens) seeOwn(v *vector) (*sight, error) {
	switch {
	case l.same:
		return nil, nil
	case !v.known:
		if !l.own.gained || !hasLists(l.ownKinds()) {
			return nil, nil
		}
		return l.anyOwn(), nil
	case v.table == 0:
		return l.seeUnknown(v), nil
	}
	made := l.made.tables[v.table]
	if v.recorded != nothing || len(made.Documents) == 0 || made.Providers[0] != v.provider {
		return nil, nil
	}
	r := l.own
	switch {
	case r.shapes[v.provider] && r.places[v.provider]:
		s := l.decideOwn(v)
		if r.gained {
			s = s.or(openBy(noTable))
		}
		return s, nil
	case r.shapes[v.provider] && !r.gained:
		return l.anyOf(v)
	case r.removed[v.provider] && !r.gained && !hasLists(made.Documents):
		return openBy(noTable), nil
	case r.removed[v.provider] && !r.gained:
		return openBy(noTable, notJSON), nil
	}
	return l.anyOwn(), nil
}

// seeUnknown tells what the book makes of documents of no kind, or of several, by the
// other one. A list of which no entry is known is malformed.
func (l *lens) seeUnknown(v *vector) *sight {
	switch {
	case !l.own.gained && !l.own.lost:
		return nil
	case len(l.ownKinds()) > 0:
		return l.anyOwn()
	case v.recorded == nothing && hasLists(l.made.ownKinds()):
		return openBy(noTable, notJSON)
	}
	return nil
}

// isOwn tells that a vector can be that of no Get process document: it has what only
// others carry, or a status of the lifecycle where none is recorded.
func (l *lens) isOwn(v *vector) bool {
	if v.recorded != nothing {
		return false
	}
	for i, s := range l.made.tables[0].Signals {
		status := s.Path.String() == "/status" && len(s.Also) == 0
		if (status || len(s.Path) == 0) && (v.early[i] != 0 || v.refused[0].has(i)) {
			return true
		}
	}
	for i, s := range l.made.tables[v.table].Signals {
		if v.table != 0 && len(s.Path) == 0 && (v.vector[i] != 0 || v.refused[1].has(i)) {
			return true
		}
	}
	return false
}

// decideOwn judges a vector of documents that both books read alike.
func (l *lens) decideOwn(v *vector) *sight {
	table, _ := l.judge.Table(v.provider)
	early, own := l.ownPart(0, 0, v), l.ownPart(v.table, table, v)
	s := l.combine(early, own)
	s.name = v.provider
	s.sideBy(l, early, own, v.provider)
	return s
}

// ownPart tells what a table makes of a vector of the table that made it.
func (l *lens) ownPart(made, table int, v *vector) tableSight {
	vector, refused := &v.early, &v.refused[0]
	if made != 0 {
		vector, refused = &v.vector, &v.refused[1]
	}
	if *refused != (signalSet{}) {
		return tableSight{outcomes: []int{inside.None}}
	}
	now := renamed(l.made.tables[made].Signals, l.tables[table].Signals, vector)
	return tableSight{outcomes: []int{l.judge.Decide(table, now)}}
}

// anyOf is everything that the book can make of documents of the kinds of one provider.
func (l *lens) anyOf(v *vector) (*sight, error) {
	table, _ := l.judge.Table(v.provider)
	answers := []answer{notDeclared}
	for _, t := range []int{0, table} {
		outcomes, err := l.everyOutcome(t)
		if err != nil {
			return nil, err
		}
		for _, o := range outcomes {
			if a := l.answer(o); t != 0 || a != nothing {
				answers = append(answers, a)
			}
		}
	}
	s := openBy(answers...)
	s.name = v.provider
	return s, nil
}

// anyOwn is everything that the book can make of any document.
func (l *lens) anyOwn() *sight {
	answers := []answer{notDeclared, noTable, notJSON}
	for _, o := range l.outcomes {
		answers = append(answers, answer(o.Status))
	}
	return openBy(answers...)
}

// openBy is open, unless there is one answer, as the books do not read alike what
// providers themselves send.
func openBy(answers ...answer) *sight {
	s := &sight{answers: distinctAnswers(answers), decided: inside.None, kinds: true}
	if len(s.answers) > 1 {
		s.asked = []string{askedKind}
	}
	return s
}

// askedKind says that it would have to be known of which kind a document is, and what
// stands in it.
const askedKind = "kind of document"

// or is what can be made of a vector that has either of two origins.
func (s *sight) or(other *sight) *sight {
	both := *s
	both.name = cmp.Or(s.name, other.name)
	both.answers = distinctAnswers(slices.Concat(s.answers, other.answers))
	both.kinds = s.kinds || other.kinds
	both.asked = slices.Concat(s.asked, other.asked)
	if len(both.answers) > 1 && len(both.asked) == 0 {
		both.asked = []string{askedKind}
	}
	slices.Sort(both.asked)
	both.asked = slices.Compact(both.asked)
	if s.decided != other.decided {
		both.decided = inside.None
	}
	both.sided = s.sided && other.sided && s.side.lifecycle() == other.side.lifecycle() && s.side.own() == other.side.own()
	return &both
}
