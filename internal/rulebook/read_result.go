package rulebook

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Form is how a value is written in a final result.
type Form uint8

// The forms of a value.
const (
	Text        Form = iota // as it came
	Date                    // YYYY-MM-DD
	Country                 // ISO 3166-1 alpha-3, or a special code of ICAO 9303
	BooleanWord             // "true" or "false"
	BirthDate               // the same as Date, the year possibly of two digits: see package mrz
	ExpiryDate
	Unfilled // without the fillers of a machine-readable zone
)

// String is the form as tables write it.
func (f Form) String() string { return formNames[f] }

var formNames = []string{"text", "date", "country", "boolean-word", "birth-date", "expiry-date", "unfilled"}

// ResultFields are the fields that a final result can have, in their order.
var ResultFields = []string{
	"firstName", "lastName", "dateOfExpiry", "gender", "nationality", "documentType", "documentNumber",
	"issuingCountry", "dateOfBirth", "similarityScore", "livenessDetected", "personalIdentificationNumber",
}

// ResultField says where a field of the final result comes from: the first of
// its sources that has a value gives it.
type ResultField struct {
	Name    string
	Field   int // index into ResultFields
	Sources []ResultSource
	At      Pos
}

// ResultSource is a place in the document, or a text that is always the same.
type ResultSource struct {
	Path     Path
	Constant string // instead of Path
	As       Form
	Provider string // only for this one of the table's providers, if not empty
	When     *Cond  // only where this holds, if not nil
	Text     string // of the condition, as written
	Basis    []string
	Words    map[string]string // what a text is written as; a text not among them has no form. Nil for any
}

// readResult reads where the final result of an accepted process comes from.
func (r *reader) readResult(o object) {
	n := o.values["result"]
	if n == nil {
		if o.has("unverifiedToken") {
			r.refuse(o.at("unverifiedToken"), CodeKey, "without result nothing is read from a token")
		}
		return
	}
	r.checkAccepts(o)
	r.table.Result = r.resultFields(n, false)
	r.readToken(o)
}

// checkAccepts refuses a result that no process would have.
func (r *reader) checkAccepts(o object) {
	if len(r.table.Gives) > 0 && !slices.Contains(r.table.Gives, Accepted) {
		r.refuse(o.at("result"), CodeKey, "only an accepted process has a result, and this table never accepts")
	}
}

// resultFields reads the fields of a final result. own tells of documents that the
// provider itself sends, whose values are not normalised yet.
func (r *reader) resultFields(n *yaml.Node, own bool) []ResultField {
	var fields []ResultField
	r.pairs(n, "result", func(key, value *yaml.Node) {
		field := slices.Index(ResultFields, key.Value)
		if field < 0 {
			r.refuse(position(key), CodeKey, "a final result has no field %q; %s", key.Value, didYouMean(key.Value, ResultFields))
			return
		}
		f := ResultField{Name: key.Value, Field: field, At: position(key)}
		sources := []*yaml.Node{value}
		if value.Kind == yaml.SequenceNode {
			sources = value.Content
		}
		if len(sources) == 0 {
			r.refuse(position(value), CodeValue, "%s has to have a source", key.Value)
		}
		for _, source := range sources {
			f.Sources = append(f.Sources, r.readSources(source, own)...)
		}
		fields = append(fields, f)
	})
	slices.SortFunc(fields, func(a, b ResultField) int { return a.Field - b.Field })
	return fields
}

// readSources reads a path alone, or an object with one or several.
func (r *reader) readSources(n *yaml.Node, own bool) []ResultSource {
	switch n.Kind {
	case yaml.ScalarNode:
		return []ResultSource{{Path: r.resultPath(position(n), r.scalar(n, "a source"), own)}}
	case yaml.SequenceNode:
		r.refuse(position(n), CodeValue, "a source is a path, or a mapping with path or constant")
		return nil
	}
	o, ok := r.object(n, "a source", "path", "constant", "as", "when", "provider", "basis", "words")
	if !ok {
		return nil
	}
	s := ResultSource{
		Constant: o.text("constant"),
		As:       Form(slices.Index(formNames, o.oneOf("as", formNames...))),
		Provider: o.text("provider"),
		Basis:    r.basis(o),
	}
	switch {
	case o.has("path") == o.has("constant"):
		r.refuse(o.pos, CodeRequired, "a source has either a path or a constant")
	case s.As > BooleanWord && !own:
		r.refuse(o.at("as"), CodeKey, "the values of a Get process document are normalised; %s is for kinds of documents under documents", s.As)
	case o.has("as") && o.has("constant"):
		r.refuse(o.at("as"), CodeKey, "a constant has no as: it stands as it is written")
	}
	s.Words = r.resultWords(o, own)
	switch {
	case own && o.has("provider"):
		r.refuse(o.at("provider"), CodeKey, "a document of a provider's own does not name its provider, and its sources are for any")
	case s.Provider == "" || slices.ContainsFunc(r.table.Providers, func(name string) bool { return MatchProvider(name, s.Provider) }):
	case slices.Contains(r.table.Providers, s.Provider):
		r.refuse(o.at("provider"), CodeValue, "a source is for one provider, and %q is a family", s.Provider)
	default:
		r.refuse(o.at("provider"), CodeValue, "the table is not for %q; it is for %s", s.Provider, strings.Join(r.table.Providers, ", "))
	}
	s.Text, s.When, _ = r.when(o, false)
	r.checkJudges(o.at("when"), s.When)
	if o.has("constant") {
		return []ResultSource{s}
	}
	var sources []ResultSource
	for i, path := range o.texts("path") {
		s.Path = r.resultPath(o.atEntry("path", i), path, own)
		sources = append(sources, s)
	}
	return sources
}

// resultWords reads what texts are written as in a final result.
func (r *reader) resultWords(o object, own bool) map[string]string {
	n := o.values["words"]
	switch {
	case n == nil:
		return nil
	case !own:
		r.refuse(o.at("words"), CodeKey, "the values of a Get process document are normalised; words are for kinds of documents under documents")
	case o.has("as") || o.has("constant"):
		r.refuse(o.at("words"), CodeKey, "words say how a value is written, and so does as; a constant needs neither")
	case n.Kind == yaml.MappingNode && len(n.Content) == 0:
		r.refuse(o.at("words"), CodeValue, "words has to have a word, or every value would be left out")
	}
	words := map[string]string{}
	r.pairs(n, "words", func(key, value *yaml.Node) {
		switch key.Value {
		case "":
			r.refuse(position(key), CodeValue, "the empty string is never a word")
		case "*":
			r.refuse(position(key), CodeValue, "a word that is not listed is left out of a final result; '*' is for signals")
		}
		words[key.Value] = r.scalar(value, "a word")
	})
	return words
}

// resultPath reads a path of one value, or in a provider's own document of the
// entries of a list: the first that has a value gives it.
func (r *reader) resultPath(at Pos, text string, own bool) Path {
	p, ok := parsePath(text)
	family := p.family()
	switch {
	case text == "":
	case own && (!ok || family >= 0 && (p[family] != Entries || family == 0 || p.many() > 1)):
		r.refuse(at, CodeValue, "%q is not a path such as /element/member or, for the first entry of a list that has a value, /element/[]/member", text)
		return nil
	case !own && (!ok || family >= 0):
		r.refuse(at, CodeValue, "%q is not a path of one value, such as /providerSpecific/element/member", text)
		return nil
	case p[0] == "provider":
		r.refuse(at, CodeValue, "the member provider chooses the table; no result is read from it")
	}
	return p
}

// readToken reads where an unverified token may stand.
func (r *reader) readToken(o object) {
	if !o.has("unverifiedToken") {
		return
	}
	at := o.at("unverifiedToken")
	token := r.resultPath(at, o.text("unverifiedToken"), false)
	if len(token) == 0 {
		return // refused already
	}
	holds := false
	for _, f := range r.table.Result {
		for _, s := range f.Sources {
			switch {
			case slices.Equal(s.Path, token):
				r.refuse(f.At, CodeValue, "%s is the token itself; a value stands below it", f.Name)
				holds = true
			case s.Path.reaches(token):
				holds = true
			}
		}
	}
	if !holds {
		r.refuse(at, CodeValue, "no field of result has a path below the token")
	}
	for _, s := range r.table.Signals {
		path := s.Path
		if s.Code != nil && len(path) > 0 {
			path = append(slices.Clone(path), s.Code.Member)
		}
		if path.reaches(token) || s.Also.reaches(token) {
			r.refuse(at, CodeValue, "%s is read there; a token that nobody verified must not decide anything", s.Name)
		}
	}
	r.table.Token = token
}

// reaches tells whether a path can lead to a place or below it.
func (p Path) reaches(place Path) bool {
	if len(p) < len(place) {
		return false
	}
	for i, step := range place {
		if p[i] != step && p[i] != Members {
			return false
		}
	}
	return true
}
