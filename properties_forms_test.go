package verdict_test

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// TestFormsDecideAlike: signals give one answer, whether they come in a
// document, by name or in a struct; the form is the caller's choice, and no
// signal of it.
func TestFormsDecideAlike(t *testing.T) {
	forTables(t, func(t *rapid.T, d drawer, s signals) {
		s = d.withUnknown(s)
		doc, supplied := d.document(s)
		p, err := verdict.Parse(doc)
		if err != nil {
			t.Fatalf("%v: %s", err, doc)
		}
		inDocument, errInDocument := p.WithProcessType(supplied["processType"]).WithVerdict(supplied["verdict"]).Decide()
		byName, errByName := s.decide()
		if inDocument != byName || fmt.Sprint(errInDocument) != fmt.Sprint(errByName) {
			t.Fatalf("in a document %v, %v\n%.3000s\nby name %v, %v\n%v", inDocument, errInDocument, doc, byName, errByName, s)
		}
		typed, errTyped := verdict.Decide(s.typed())
		if diff := cmp.Diff(newForm(byName, errByName), newForm(typed, errTyped)); diff != "" {
			t.Fatalf("%v by name and in a struct (-name +struct):\n%s", s, diff)
		}
	})
	for _, table := range providerTables() {
		statuses := rapid.Custom(func(t *rapid.T) string {
			d := drawer{t}
			decision, _ := d.withUnknown(d.signals(table)).decide()
			return decision.Status().String()
		})
		reaches(t, statuses, verdict.Accepted.String(), verdict.Rejected.String(), verdict.Status(0).String())
	}
}

// form is an answer without the provider's name and the row's file: typed
// signals carry the name of the table.
type form struct {
	Status  string
	Reasons []string
	Remarks []string
	Unknown []string
	Missing []string
}

func newForm(d verdict.Decision, err error) form {
	f := form{Status: d.Status().String()}
	for rule, because := range d.Reasons() {
		f.Reasons = append(f.Reasons, fmt.Sprintf("%s %q", rule.ID, because))
	}
	for remark := range d.Remarks() {
		f.Remarks = append(f.Remarks, remark.ID)
	}
	var unknown *verdict.SignalError
	var undecided *verdict.UndecidedError
	switch {
	case errors.As(err, &unknown):
		for _, v := range unknown.Values {
			f.Unknown = append(f.Unknown, fmt.Sprintf("%s %q", v.Pointer, v.Allowed))
		}
	case errors.As(err, &undecided):
		f.Missing = undecided.Missing
	}
	return f
}

// withUnknown gives a few signals a word or number that is not declared.
func (d drawer) withUnknown(s signals) signals {
	for i, signal := range s.table.Signals {
		unknown := any(d.of("nonsense", "CLEAR", strings.Repeat("n", 300)))
		if signal.Kind == rulebook.Integer {
			unknown = []int{-1, 16, 100, 1 << 30}[d.below(4)]
		}
		closed := signal.Kind == rulebook.Words && signal.Other == 0 || signal.Kind == rulebook.Integer && !signal.Aside
		if !closed || !d.percent(2) {
			continue
		}
		v := s.values[i]
		if signal.Set {
			v.entries = append(slices.Clone(v.entries), signalEntry{name: "unknown", value: unknown})
		} else {
			v.one = unknown
		}
		s = s.with(i, v)
	}
	return s
}

// document carries the signals as the provider sends them, and beside it what
// only a caller can supply.
func (d drawer) document(s signals) (doc []byte, supplied map[string]string) {
	top := &drawnObject{}
	top.add("provider", drawnText(s.provider))
	supplied = map[string]string{}
	also := d.percent(30) && !s.hasUnknown() // the pointers of errors would differ
	for i, signal := range s.table.Signals {
		path, v := signal.Path, s.values[i]
		if also && len(signal.Also) > 0 {
			path = signal.Also
		}
		if signal.Context && v.one != nil && (len(path) == 0 || d.percent(50)) {
			supplied[signal.Name] = v.one.(string)
			if len(path) == 0 || d.percent(50) {
				continue
			}
		}
		switch step := slices.IndexFunc(path, func(step string) bool { return step == rulebook.Members || step == rulebook.Entries }); {
		case len(path) == 0:
		case signal.Better != nil:
			d.placeAttempts(top, path[:step], path[step+1:], s.attempts(i))
		case signal.Set:
			d.placeEntries(top, path[:step], path[step+1:], signal, v.entries)
		default:
			if value, ok := d.jsonValue(signal, v.one); ok {
				top.place(path, value)
			}
		}
	}
	if d.percent(50) {
		d.shuffle(top)
	}
	return []byte(d.render(top)), supplied
}

func (s signals) hasUnknown() bool {
	for i, signal := range s.table.Signals {
		for _, e := range append(slices.Clone(s.values[i].entries), signalEntry{value: s.values[i].one}) {
			if e.value != nil && classOfValue(signal, e.value) == 0 {
				return true
			}
		}
	}
	return false
}

// place adds a value at the end of a path, with the objects on the way.
func (o *drawnObject) place(path []string, value any) {
	if len(path) == 1 {
		o.add(path[0], value)
		return
	}
	at := o.index(path[0])
	if at < 0 {
		at = len(o.members)
		o.add(path[0], &drawnObject{})
	}
	o.members[at].value.(*drawnObject).place(path[1:], value)
}

// jsonValue writes a value in one of its forms. Absence has forms too, one of
// which is no member at all.
func (d drawer) jsonValue(s *rulebook.Signal, value any) (any, bool) {
	switch value := value.(type) {
	case string:
		if s.Code != nil {
			failure := &drawnObject{}
			failure.add(s.Code.Member, drawnText(value))
			failure.add("error", drawnText("access_denied"))
			return failure, true
		}
		return drawnText(value), true
	case int:
		if value < 0 || value > 15 {
			return drawnRaw(strconv.Itoa(value)), true
		}
		return d.number(value), true
	case bool:
		if s.Kind == rulebook.Presence {
			return d.something(s.Shape), true
		}
		return d.truth(value), true
	}
	forms := []any{nil, drawnRaw("null"), &drawnObject{}, &drawnList{}}
	if s.Code != nil {
		forms = forms[:2] // an empty error is an error
	}
	form := forms[d.below(len(forms))]
	return form, form != nil
}

func (d drawer) something(shape rulebook.Shape) any {
	object := &drawnObject{}
	object.add("member", drawnRaw("null"))
	list := &drawnList{items: []any{drawnRaw("null")}}
	text := drawnText(d.of("aa.bb.cc", " ", strings.Repeat("t", 100000)))
	switch shape {
	case rulebook.ObjectShape:
		return object
	case rulebook.ListShape:
		return list
	case rulebook.StringShape:
		return text
	}
	return []any{object, list, text, drawnText(""), drawnRaw("false"), drawnRaw("0")}[d.below(6)]
}

// placeEntries adds a set. What stands below an entry may be missing singly.
func (d drawer) placeEntries(top *drawnObject, set, below []string, s *rulebook.Signal, entries []signalEntry) {
	list, object := &drawnList{}, &drawnObject{}
	for _, e := range entries {
		value, ok := d.jsonValue(s, e.value)
		if len(below) > 0 && (ok || d.percent(50)) {
			entry := &drawnObject{}
			if ok {
				entry.place(below, value)
			}
			value = entry
		} else if !ok {
			value = drawnRaw("null")
		}
		list.items = append(list.items, value)
		object.add(e.name, value)
	}
	if s.Path.IsList() {
		top.place(set, list)
	} else {
		top.place(set, object)
	}
}

// placeAttempts adds a list of numbers.
func (d drawer) placeAttempts(top *drawnObject, set, below []string, levels []int) {
	list := &drawnList{}
	if d.percent(50) {
		slices.Reverse(levels)
	}
	for _, level := range levels {
		attempt := &drawnObject{}
		attempt.place(below, d.number(level))
		list.items = append(list.items, attempt)
	}
	top.place(set, list)
}

// attempts are numbers of which one is better than the signal they are compared
// with, or none.
func (s signals) attempts(i int) []int {
	ref := s.table.Signals[i].Better
	level, ok := s.values[ref.Index].one.(int)
	switch {
	case !ok || level < 0 || level > 15:
		return []int{7}
	case s.values[i].one == nil:
		return []int{level, 0}
	}
	return []int{0, level + 1}
}

// typed are the signals in the struct of their provider, where there is one.
func (s signals) typed() verdict.Signals {
	values := s.byName().Signals
	word := func(name string) string { text, _ := values[name].(string); return text }
	present := func(name string) bool { return values[name] != nil }
	flag := func(name string) *bool { return pointerTo[bool](values[name]) }
	flags := func(name string) map[string]*bool {
		checks := map[string]*bool{}
		for entry, value := range values[name].(map[string]any) {
			checks[entry] = pointerTo[bool](value)
		}
		return checks
	}
	words := func(name string) map[string]string {
		words := map[string]string{}
		for entry, value := range values[name].(map[string]any) {
			words[entry], _ = value.(string)
		}
		return words
	}
	switch s.table.Providers[0] {
	case "onfido":
		return verdict.Onfido{
			ProcessType: word("processType"), DocumentResult: word("documentResult"), SubResult: word("subResult"), DocumentType: word("documentType"),
			AgeValidation: word("ageValidation"), CompromisedDocument: word("compromisedDocument"), DataComparison: word("dataComparison"),
			DataConsistency: word("dataConsistency"), DataValidation: word("dataValidation"), ImageIntegrity: word("imageIntegrity"),
			PoliceRecord: word("policeRecord"), VisualAuthenticity: word("visualAuthenticity"),
			FaceResult: word("faceResult"), FaceImageIntegrity: word("faceImageIntegrity"), FaceComparison: word("faceComparison"), FaceVisualAuthenticity: word("faceVisualAuthenticity"),
		}
	case "eid":
		var features []*bool
		for _, value := range values["features"].([]any) {
			features = append(features, pointerTo[bool](value))
		}
		return verdict.EID{
			Verdict: word("verdict"), ProcessType: word("processType"), ManualApproval: present("manualApproval"),
			SecurityChecks: flags("securityChecks"), Features: features, SimilarityScore: word("similarityScore"), LivenessDetected: flag("livenessDetected"),
		}
	case "readid":
		return verdict.ReadID{ChipVerification: word("chipVerification"), ChipCloneDetection: word("chipCloneDetection")}
	case "facetec":
		return verdict.FaceTec{
			SecurityChecks: flags("faceScanSecurityChecks"), LivenessSuccess: flag("livenessSuccess"), LivenessError: flag("livenessError"),
			MatchSuccess: flag("matchSuccess"), MatchError: flag("matchError"), MatchLevel: pointerTo[int](values["matchLevel"]),
			AttemptLevels: s.attempts(slices.IndexFunc(s.table.Signals, func(s *rulebook.Signal) bool { return s.Better != nil })),
		}
	case "signicatpaper":
		return verdict.Paper{
			VerificationStatus: flag("verificationStatus"), VerificationType: word("verificationType"), MRZ: present("mrz"), Errors: present("errors"),
			MRZChecksum: words("mrzChecksum"), MRZVerification: words("mrzVerification"),
			FeaturesVerification: words("featuresVerification"), MRZFeatureMatching: words("mrzFeatureMatching"),
		}
	case "connect:*":
		return verdict.Connect{IDToken: present("idToken"), ErrorDescription: pointerTo[string](values["error"])}
	case "webid":
		return s.byName() // it has no struct
	}
	panic("no struct for " + s.table.Providers[0])
}

// pointerTo is how structs hold what may be absent.
func pointerTo[T any](value any) *T {
	if value == nil {
		return nil
	}
	return new(value.(T))
}
