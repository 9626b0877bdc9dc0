package corpus

import "slices"

// scenario is a kind of document. What it is to be decided as, and by which row
// of rules/, is said here and not asked of anybody.
type scenario struct {
	name        string
	family      *family
	share       int      // of the sound documents of all families; 0 where one is never sound
	status      string   // the status that follows, or one of the words below
	row         string   // the row that decides; empty where none does
	unknown     []string // patterns of the JSON pointers to what is not declared
	processType string
	failed      bool       // with a failReason
	fill        func(*doc) // writes the members of providerSpecific; nil where it has none
	result      func(*doc) // writes the members of the final result that the data give; nil where they give none
	own         *own       // the document is one that the provider itself sends; nil where it is a Get process document
}

// What a matrix says where there is no status.
const (
	undecided       = "undecided"
	unknownValue    = "unknown value"
	unknownProvider = "unknown provider"
	malformed       = "malformed"

	noStatus      = "none"    // recorded
	unknownStatus = "unknown" // recorded
)

// family is the providers of one table.
type family struct {
	providers []string // repeated as often as they are drawn
	notGiven  string   // a member of the final result that the table gives nobody, if there is one
}

// has tells whether some sound document of the family itself has the status.
func (f *family) has(status string) bool { return len(sound[f][status]) > 0 }

// pick draws a scenario of a sound document of the family with the status.
func (f *family) pick(r *random, status string) *scenario { return pick(r, sound[f][status]) }

// sound has the scenarios that are sound, by family and status.
var sound = func() map[*family]map[string][]*scenario {
	by := map[*family]map[string][]*scenario{}
	for i := range scenarios {
		s := &scenarios[i]
		if by[s.family] == nil {
			by[s.family] = map[string][]*scenario{}
		}
		if s.share > 0 {
			by[s.family][s.status] = append(by[s.family][s.status], s)
		}
	}
	return by
}()

var scenarios = slices.Concat(onfidoScenarios, eidScenarios, readIDScenarios, faceTecScenarios, paperScenarios, connectScenarios, webIDScenarios)

// traffic has every sound scenario as often as its share says.
var traffic = func() (list []*scenario) {
	for i := range scenarios {
		for range scenarios[i].share {
			list = append(list, &scenarios[i])
		}
	}
	return list
}()

// withStatus gives the scenarios of a status: those that are sound, or those that
// never are.
func withStatus(status string, isSound bool) (list []*scenario) {
	for i := range scenarios {
		if s := &scenarios[i]; s.status == status && (s.share > 0) == isSound {
			list = append(list, s)
		}
	}
	return list
}

// byName finds a scenario that the code names.
func byName(name string) *scenario {
	for i := range scenarios {
		if scenarios[i].name == name {
			return &scenarios[i]
		}
	}
	panic("internal error: there is no scenario " + name)
}

// lifecycle gives the scenarios of a family in which the signals are not looked
// at. partial writes signals that are not complete and decide nothing yet. A tenth
// of the family's documents are such ones.
func lifecycle(name string, f *family, processType string, share int, partial func(*doc)) []scenario {
	of := func(word, status, row string, percent int, failed bool, fill func(*doc)) scenario {
		return scenario{
			name: name + "/" + word, family: f, share: max(share*percent/100, 1), status: status, row: row,
			processType: processType, failed: failed, fill: fill,
		}
	}
	return []scenario{
		of("pending", "pending", "process-pending", 1, false, nil),
		of("processing", "processing", "process-processing", 2, false, partial),
		of("canceled", "canceled", "process-canceled", 4, false, nil),
		of("failed-with-reason", "failed", "process-fail-reason", 2, true, nil),
		of("failed", "failed", "process-failed", 1, false, partial),
	}
}
