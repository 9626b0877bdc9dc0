package corpus

import "slices"

// own is a document that a provider itself sends. It records nothing: no status, no
// process and no times.
type own struct {
	kind  string     // as the library calls it; empty where the shape is of no one kind
	list  bool       // it is a list
	parts func(*doc) // writes it
}

// ownScenarios are all that are about documents of providers' own.
var ownScenarios = slices.Concat(ownOnfidoScenarios, ownReadIDScenarios, ownFaceTecScenarios, ownShapeScenarios)

// ownTraffic has every sound one as often as its share says, between documents of all
// other sorts.
var ownTraffic = func() []*scenario {
	list := slices.Clone(traffic)
	for i := range ownScenarios {
		for range ownScenarios[i].share {
			list = append(list, &ownScenarios[i])
		}
	}
	return list
}()

// ownAnomalies are what can be found of documents of providers' own.
var ownAnomalies = []anomaly{
	{kind: "a document of a provider's own that lacks something", from: ownOf(undecided), codes: codes(undecidedCode)},
	{kind: "a strange value in a document of a provider's own", from: ownOf(unknownValue), codes: codes(unknownValueCode)},
	{kind: "a document without a provider, of no kind or of two", from: ownOf(unknownProvider), codes: codes(unknownProviderCode, noStatusCode)},
	{kind: "a name twice in a document of a provider's own", from: ownObjects(), spoil: inside(`"again":{"a":1,"b":[{"c":0,"c":0}]}`), codes: codes(malformedCode)},
	{kind: "a list of what is no document", from: ownOf("rejected"), spoil: func(d *doc) {
		d.b = append(d.b[:0], `[{"name":"`+strangeWord+`"},[],7]`...)
	}, codes: codes(malformedCode)},
}

// ownOf gives the scenarios of a status.
func ownOf(status string) (list []*scenario) {
	for i := range ownScenarios {
		if ownScenarios[i].status == status {
			list = append(list, &ownScenarios[i])
		}
	}
	return list
}

// ownObjects gives those that are sound, and no lists.
func ownObjects() (list []*scenario) {
	for i := range ownScenarios {
		if s := &ownScenarios[i]; s.share > 0 && !s.own.list {
			list = append(list, s)
		}
	}
	return list
}

// ownDocument writes a document of a provider's own.
func (d *doc) ownDocument() {
	if d.scenario.own.list {
		d.b = append(d.b, '[')
		d.scenario.own.parts(d)
		d.closeList()
		return
	}
	d.openEntry()
	d.scenario.own.parts(d)
	d.oddMembers("provider")
	d.close()
}

// part writes a document that stands in another one, as an entry or as the last member
// that was named.
func (d *doc) part(write func(*doc)) {
	d.openEntry()
	write(d)
	d.close()
}

// ownShapeScenarios are documents that name no provider, and are of no one kind.
var ownShapeScenarios = []scenario{
	ownShape("letter", func(d *doc) { d.text("name", "letter"); d.text("result", "clear") }),
	ownShape("two-kinds", func(d *doc) {
		ownSession{chip: "SUCCEEDED"}.parts(d)
		d.openList("reports")
		d.part(clearDocument.parts)
		d.closeList()
	}),
}

func ownShape(name string, parts func(*doc)) scenario {
	return scenario{name: "own/" + name, family: &family{providers: []string{""}}, status: unknownProvider, own: &own{parts: parts}}
}
