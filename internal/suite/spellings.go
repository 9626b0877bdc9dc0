package suite

import "github.com/verdict-id/verdict/internal/rulebook"

// spellings adds documents that are written in other ways and mean the same:
// one for every status that the table gives.
func (m *maker) spellings(t *table) {
	for status := rulebook.Pending; int(status) < rulebook.Statuses; status++ {
		classes, ok := t.smallest(t.where(t.status, int(status)))
		if !ok {
			continue
		}
		doc := m.recorded(draft{group: t.group, tree: t.document(t.provider, classes), context: t.context(classes)})
		for _, s := range []struct {
			name, about string
			mix         mixture
		}{
			{"escaped", "every letter escaped", mixture{escaped: true}},
			{"spaced", "white space of every kind", mixture{spaced: true}},
			{"reversed", "members in reverse order", mixture{reversed: true}},
			{"strange", "members that nobody declares", mixture{strange: true}},
			{"all", "all of these at once", mixture{true, true, true, true}},
		} {
			m.add(draft{
				group: t.group, id: "spelling/" + status.String() + "/" + s.name,
				about: "The same document with " + s.about + " means the same.",
				doc:   []byte(doc.mix(s.mix, 0)), context: t.context(classes),
			})
		}
	}
}
