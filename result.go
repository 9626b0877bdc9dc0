package verdict

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"strings"
	"time"
	"unique"

	"github.com/verdict-id/verdict/internal/country"
	"github.com/verdict-id/verdict/internal/document"
	"github.com/verdict-id/verdict/internal/mrz"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// FinalResult is the normalised summary of an accepted process: who it is, and
// how sure the provider was. It is the one thing in this package that holds a
// person's data: in its members and its JSON form. Printing and logging it shows
// the names of its fields alone; but package fmt cannot know that of an
// unexported field of another struct, and logs in JSON show a FinalResult inside
// of another value in its JSON form.
//
// Dates are YYYY-MM-DD and countries ISO 3166-1 alpha-3 codes, or the special
// codes of ICAO Doc 9303 such as "XXA"; but for Connect, whose values stay as
// they came. Everything else of a Get process document stays as it came too. Of a
// document that a provider itself sends, the words for gender and document type are
// written as the rule tables say, and fillers of a machine-readable zone are taken out.
// An empty member is one that the document does not have, or that is in LeftOut.
//
// Source: Get process, "Normalised final result"; which member comes from
// where stands under result in the rule tables.
type FinalResult struct {
	FirstName                    string `json:"firstName,omitempty"`
	LastName                     string `json:"lastName,omitempty"`
	DateOfExpiry                 string `json:"dateOfExpiry,omitempty"`
	Gender                       string `json:"gender,omitempty"`
	Nationality                  string `json:"nationality,omitempty"`
	DocumentType                 string `json:"documentType,omitempty"`
	DocumentNumber               string `json:"documentNumber,omitempty"`
	IssuingCountry               string `json:"issuingCountry,omitempty"`
	DateOfBirth                  string `json:"dateOfBirth,omitempty"`
	SimilarityScore              string `json:"similarityScore,omitempty"`
	LivenessDetected             string `json:"livenessDetected,omitempty"` // "true" or "false"
	PersonalIdentificationNumber string `json:"personalIdentificationNumber,omitempty"`

	// LeftOut names what the document carries and could not be normalised:
	// fields of the result, such as "dateOfExpiry", in their order; and first
	// the name of an element that is no readable token, "userInfo".
	LeftOut []string `json:"-"`

	// UnverifiedToken says that the fields, if there are any, come from a token
	// whose signature was not checked. Where it is false the provider's document
	// has them itself, and nothing was checked either.
	UnverifiedToken bool `json:"-"`
}

// FinalResult reads the final result from the document that p was parsed from,
// which Parse did not keep; another document is an error, as far as its length, a
// checksum and its signals tell. Only an accepted process has a final result: for
// any other status the FinalResult is empty, and so it is where the document
// carries none of its fields. Where Decide gives an error, FinalResult gives it
// too.
func (p Process) FinalResult(doc []byte) (FinalResult, error) {
	d, err := p.Decide()
	if err != nil || d.Status() != Accepted {
		return FinalResult{}, err
	}
	var reading document.Reading
	var carried document.Result
	if sum(doc) != p.sum || p.engine.schema.ReadResult(doc, p.engine.limits, &reading, &carried) != nil || !p.isFrom(&reading) {
		return FinalResult{}, errOtherDocument
	}
	return p.result(&carried), nil
}

// isFrom tells whether a reading agrees with that of p, apart from what a
// caller supplied. A checksum can be forged: whatever data come out, they are
// those of a document that is accepted for the same signals.
func (p *Process) isFrom(r *document.Reading) bool {
	if p.kind != r.Kind || p.provider != r.Provider || p.notable != r.Notable || p.early != r.Lifecycle || len(r.Refused) > 0 || len(r.Unknown) > 0 {
		return false
	}
	own := 0
	for i, s := range p.table.Signals {
		supplied := false
		if s.Context {
			supplied = r.Words[own] == unique.Handle[string]{}
			own++
		}
		if p.vector[i] != r.Vector[i] && !supplied {
			return false
		}
	}
	return true
}

var errOtherDocument = errors.New("verdict: the final result is asked of another document than the process was parsed from")

// result puts together what the table's sources give.
func (p *Process) result(carried *document.Result) FinalResult {
	out := FinalResult{UnverifiedToken: carried.Token == document.Opened}
	if carried.Token == document.Unusable {
		out.LeftOut = append(out.LeftOut, p.table.Token[len(p.table.Token)-1])
	}
	values := carried.Values
	fields := out.fields()
	var unusable [resultFields]bool
	for i := range carried.Fields {
		f := &carried.Fields[i]
		if *fields[f.Field] == "" {
			text, ok := p.resultField(f, values, carried)
			*fields[f.Field] = text.String()
			unusable[f.Field] = unusable[f.Field] || !ok
		}
		values = values[len(f.Sources):]
	}
	for i, name := range rulebook.ResultFields {
		if unusable[i] && *fields[i] == "" {
			out.LeftOut = append(out.LeftOut, name)
		}
	}
	return out
}

// resultText is the text of a field: one of the rule book's or of the country
// codes, or one that stands in the document.
type resultText struct {
	known string
	read  []byte
}

func (t resultText) String() string {
	if t.read != nil {
		return string(t.read)
	}
	return t.known
}

func (t resultText) empty() bool { return t.known == "" && len(t.read) == 0 }

// resultField is what the first source gives that has a value. It is not ok where
// none does, and one would have if its value had its form.
func (p *Process) resultField(f *rulebook.ResultField, values []document.Value, carried *document.Result) (text resultText, ok bool) {
	ok = true
	for i := range f.Sources {
		s := &f.Sources[i]
		if !p.counts(s) {
			continue
		}
		given, usable := resultText{known: s.Constant}, true
		if len(s.Path) > 0 {
			given, usable = p.normalise(s, values[i], carried)
		}
		if !given.empty() {
			return given, true
		}
		ok = ok && usable
	}
	return resultText{}, ok
}

// counts tells whether a source is for this process.
func (p *Process) counts(s *rulebook.ResultSource) bool {
	return (s.Provider == "" || s.Provider == p.Provider()) && (s.When == nil || s.When.Eval(p.vector[:]))
}

// normalise writes a value in the form of its source. It is not ok where a value
// is there and has no such form; nothing is ever made up.
func (p *Process) normalise(s *rulebook.ResultSource, v document.Value, carried *document.Result) (text resultText, ok bool) {
	switch {
	case v.Kind == document.Nothing:
		return resultText{}, true
	case v.Kind != document.Text && (v.Kind != document.Boolean || s.As != rulebook.BooleanWord):
		return resultText{}, false
	}
	text.read = carried.Text(v)
	if p.kind != rulebook.GetProcess && (s.As == rulebook.Country || s.Words != nil) {
		text.read = mrz.Unfilled(text.read)
		if len(text.read) == 0 {
			return resultText{}, true
		}
	}
	switch s.As {
	case rulebook.Date:
		ok = isDate(text.read)
	case rulebook.BirthDate, rulebook.ExpiryDate:
		return p.fullDate(s.As, text)
	case rulebook.Country:
		code, ok := country.Alpha3(string(text.read))
		return resultText{known: code}, ok
	case rulebook.BooleanWord:
		ok = string(text.read) == "true" || string(text.read) == "false"
	case rulebook.Unfilled:
		text.read = mrz.Unfilled(text.read)
		return text, true
	default:
		if s.Words != nil {
			known, ok := s.Words[string(text.read)]
			return resultText{known: known}, ok
		}
		ok = true
	}
	if !ok {
		return resultText{}, false
	}
	return text, true
}

// fullDate gives a date whose year may have two digits.
func (p *Process) fullDate(as rulebook.Form, text resultText) (resultText, bool) {
	if isDate(text.read) {
		return text, true
	}
	read := mrz.Birth
	if as == rulebook.ExpiryDate {
		read = mrz.Expiry
	}
	date, ok := read(text.read, p.reference)
	return resultText{known: date}, ok
}

// isDate tells of YYYY-MM-DD. With a time behind it, a date has the one form that
// package time reads fast.
func isDate(text []byte) bool {
	_, err := time.Parse(time.RFC3339, string(text)+"T00:00:00Z")
	return err == nil && len(text) == len(time.DateOnly)
}

// Empty tells whether no field has a value: then there is no final result.
func (r FinalResult) Empty() bool {
	for range r.Fields() {
		return false
	}
	return true
}

// Fields yields the fields that have a value, by their names in JSON, in their
// order.
func (r FinalResult) Fields() iter.Seq2[string, string] {
	return func(yield func(name, value string) bool) {
		for i, value := range r.fields() {
			if *value != "" && !yield(rulebook.ResultFields[i], *value) {
				return
			}
		}
	}
}

// resultFields is how many fields a final result has.
const resultFields = 12

// fields are the members in the order of rulebook.ResultFields.
func (r *FinalResult) fields() [resultFields]*string {
	return [...]*string{
		&r.FirstName, &r.LastName, &r.DateOfExpiry, &r.Gender, &r.Nationality, &r.DocumentType, &r.DocumentNumber,
		&r.IssuingCountry, &r.DateOfBirth, &r.SimilarityScore, &r.LivenessDetected, &r.PersonalIdentificationNumber,
	}
}

// String names the fields that have a value, and shows none.
func (r FinalResult) String() string {
	var names []string
	for name := range r.Fields() {
		names = append(names, name)
	}
	if len(names) == 0 {
		return "no final result"
	}
	return "final result with " + strings.Join(names, ", ")
}

// GoString is String for %#v.
func (r FinalResult) GoString() string { return "verdict.FinalResult{" + r.String() + "}" }

// Format keeps every verb of package fmt from showing a person's data.
func (r FinalResult) Format(f fmt.State, verb rune) {
	text := r.String()
	if verb == 'v' && f.Flag('#') {
		text = r.GoString()
	}
	io.WriteString(f, text)
}

// LogValue keeps slog from showing a person's data.
func (r FinalResult) LogValue() slog.Value { return slog.StringValue(r.String()) }

// MarshalJSON gives the fields that have a value, in their order; null where
// none has. LeftOut and UnverifiedToken are not part of it.
func (r FinalResult) MarshalJSON() ([]byte, error) {
	if r.Empty() {
		return []byte("null"), nil
	}
	type plain FinalResult
	return marshal(plain(r))
}
