package proof

import (
	"slices"
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// kindFields are all that a kind of document says.
func kindFields(t *rulebook.Table, k *rulebook.DocumentKind) []text {
	fields := []text{{"meaning", k.Meaning}, {"source", k.Source}, {"basis", list(k.Basis)}, {"provider", t.Providers[0]}}
	fields = append(fields, kindReads(t, k)...)
	for _, f := range k.Table.Result {
		fields = append(fields, text{"result " + f.Name, sourcesText(f)})
	}
	return fields
}

// kindReads says how documents of a kind are recognised, and what the tables see
// of them: all on which outcomes rest. What may stand in any order is sorted.
func kindReads(t *rulebook.Table, k *rulebook.DocumentKind) []text {
	var has, supposed []string
	for _, m := range k.Looks.Has {
		has = append(has, strings.TrimSpace(m.Path.String()+" "+strings.Join(slices.Sorted(slices.Values(m.Words)), " or ")))
	}
	for _, s := range k.Suppose {
		signal := t.Signals[s.Signal]
		supposed = append(supposed, signal.Name+" "+signal.ClassName(s.Class))
	}
	fields := []text{
		{"looks", flag(k.Looks.List, "list")}, {"has", sorted(has)}, {"some", pathsText(k.Looks.Some)}, {"none", pathsText(k.Looks.None)},
		{"holds", ""}, {"kinds", ""}, {"suppose", sorted(supposed)},
	}
	if h := k.Holds; h != nil {
		fields[4].text, fields[5].text = h.Path.String(), sorted(h.Kinds)
	}
	for _, of := range []struct {
		what  string
		table func(k *rulebook.DocumentKind) *rulebook.Table
	}{
		{"lifecycle ", func(k *rulebook.DocumentKind) *rulebook.Table { return k.Lifecycle }},
		{"signal ", func(k *rulebook.DocumentKind) *rulebook.Table { return k.Table }},
	} {
		for i, s := range of.table(k).Signals {
			if len(s.Places) == 0 {
				continue
			}
			says := placesText(s)
			if several(t, i, of.table) {
				says += "; of several the last of " + list(s.Values)
			}
			fields = append(fields, text{of.what + s.Name, says})
		}
	}
	return fields
}

// several tells whether documents can carry several values of a single signal, of
// which the worst counts: in places of one kind, or in parts of several.
func several(t *rulebook.Table, signal int, in func(k *rulebook.DocumentKind) *rulebook.Table) bool {
	places := 0
	for _, k := range t.Documents {
		s := in(k).Signals[signal]
		if s.Set || len(s.Values) == 1 {
			return false
		}
		places += len(s.Places)
		for _, p := range s.Places {
			places += truth(slices.ContainsFunc(p.Signal.Path, isMany))
		}
	}
	return places > 1
}

func isMany(step string) bool { return step == rulebook.Members || step == rulebook.Entries }

func sorted(texts []string) string { return list(slices.Sorted(slices.Values(texts))) }

func pathsText(paths []rulebook.Path) string {
	var texts []string
	for _, p := range paths {
		texts = append(texts, p.String())
	}
	return sorted(texts)
}

// placesText says where a kind carries a signal, and what stands there.
func placesText(s *rulebook.Signal) string {
	var places []string
	for _, p := range s.Places {
		says := p.Signal.Path.String()
		if !speaksPlainly(p.Signal) {
			says += " (" + wordsText(p.Signal) + ")"
		}
		if p.Absent != 0 {
			says += " (nothing = " + s.ClassName(p.Absent) + ")"
		}
		places = append(places, says)
	}
	slices.Sort(places)
	return strings.Join(places, "; ")
}

// speaksPlainly tells whether the words of a signal are just its values, or it has
// none.
func speaksPlainly(s *rulebook.Signal) bool {
	other := slices.ContainsFunc(s.Words, func(w rulebook.Word) bool { return w.Class == 0 || w.Raw != s.ClassName(w.Class) })
	return s.Other == 0 && !other && (len(s.Words) == 0 || len(s.Words) == len(s.Values))
}

// kindCaveats says of which kinds of documents outcomes may change that no region
// tells of: regions are about signals, and not about where kinds carry them.
func (p pair) kindCaveats() []Caveat {
	var caveats []Caveat
	add := func(k *rulebook.DocumentKind, says string) {
		caveats = append(caveats, Caveat{
			Providers: p.providers, Says: "documents of the kind " + k.Name + ", alone or as parts, are " + says,
			Places: placesOf(k), MayChange: true, MayAccept: true,
		})
	}
	for _, now := range kindsOf(p.now) {
		if old := kindNamed(p.old, now.Name); old == nil {
			add(now, "recognised by the new book alone, so one that had no outcome may have any, accepted included, and one that was of another kind may have none")
		} else if changed := p.readOtherwise(old, now); len(changed) > 0 {
			add(now, "not recognised or read alike ("+list(changed)+"), so one may change from any outcome to any other, accepted included")
		}
	}
	for _, old := range kindsOf(p.old) {
		if kindNamed(p.now, old.Name) == nil {
			add(old, "recognised by the old book alone, so one may have no outcome any more, and one that was of several kinds may have any, accepted included")
		}
	}
	return caveats
}

// placesOf gives the places by which a kind is recognised.
func placesOf(k *rulebook.DocumentKind) []string {
	if k.Looks.List {
		return []string{k.Holds.Path.String()}
	}
	var places []string
	for _, m := range k.Looks.Has {
		places = append(places, m.Path.String())
	}
	return places
}

func kindsOf(t *rulebook.Table) []*rulebook.DocumentKind {
	if t == nil {
		return nil
	}
	return t.Documents
}

func kindNamed(t *rulebook.Table, name string) *rulebook.DocumentKind {
	for _, k := range kindsOf(t) {
		if k.Name == name {
			return k
		}
	}
	return nil
}

// readOtherwise names what two tables do not see alike in documents of a kind. Of
// the words of a signal that is when a region may have passed over a value that the
// kind carries: one that no word means in both tables.
func (p pair) readOtherwise(old, now *rulebook.DocumentKind) []string {
	var names []string
	for _, f := range fields(kindReads(p.old, old), kindReads(p.now, now)) {
		names = append(names, f.Name)
	}
	after := carried(p.now, now)
	for _, before := range carried(p.old, old) {
		i := slices.IndexFunc(after, func(s *rulebook.Signal) bool { return s.Name == before.Name })
		if i >= 0 && !keepsWords(before, after[i]) {
			names = append(names, "words of "+before.Name)
		}
	}
	return names
}

// carried are the signals that documents of a kind carry, or that are supposed.
func carried(t *rulebook.Table, k *rulebook.DocumentKind) []*rulebook.Signal {
	var signals []*rulebook.Signal
	for _, s := range slices.Concat(k.Lifecycle.Signals, k.Table.Signals) {
		supposed := slices.ContainsFunc(k.Suppose, func(of rulebook.Supposed) bool { return t.Signals[of.Signal].Name == s.Name })
		if len(s.Places) > 0 || supposed {
			signals = append(signals, s)
		}
	}
	return signals
}

// keepsWords tells whether each value that two signals have in common is meant by
// some word in both.
func keepsWords(before, after *rulebook.Signal) bool {
	if before.Kind != after.Kind {
		return false
	}
	for i, v := range before.Values {
		j := slices.Index(after.Values, v)
		if j >= 0 && before.Kind == rulebook.Words && !haveWord(before, uint8(i+1), after, uint8(j+1)) {
			return false
		}
	}
	return true
}

// haveWord tells whether a word means one class to one signal and another class to
// the other.
func haveWord(before *rulebook.Signal, b uint8, after *rulebook.Signal, a uint8) bool {
	return before.Other == b && after.Other == a ||
		slices.ContainsFunc(slices.Concat(before.Words, after.Words), func(w rulebook.Word) bool {
			was, _ := rulebook.WordClass(before, w.Raw)
			is, _ := rulebook.WordClass(after, w.Raw)
			return was == b && is == a
		})
}
