package conformance

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"
)

// Vector is one question of the suite: a document, and the answer that is right.
// Its JSON form is a line of the vector files.
type Vector struct {
	ID      string   // such as "facetec/word/matchLevel/6"; it begins with the group and stays what it is
	Group   string   // the provider, or "process" for what all share, or "hostile"
	Level   Level    // how firmly the answer stands
	About   string   // what the vector asks, in a sentence
	Source  string   // the section of the governing text
	Rules   []string // the ids of the rows of the rule tables that hold; none where the answer is an error
	Context Context  // what the caller supplies beside the document

	// Document is the document byte for byte, which need not be JSON. A nil one is
	// left out of the JSON form.
	Document []byte

	// Expected is the right answer for those who read the source as the project
	// does. With the status accepted, FinalResult is never nil.
	Expected Answer

	// Profiles are the right answers for those who read it in another way.
	Profiles []Alternative

	// Flags say what is special: "context" that there is a context.
	Flags []string
}

// Level says how firmly the answer of a vector stands.
type Level string

// The levels.
const (
	Must       Level = "must"       // the source says it or shows it
	Reading    Level = "reading"    // it rests on a reading of the project, such as R6
	Robustness Level = "robustness" // the input is malformed, hostile or undeclared
)

// Context is what the caller of a provider knows beside the document. An empty
// member is not supplied.
type Context struct {
	ProcessType string `json:"processType,omitempty"` // such as "document"
	Verdict     string `json:"verdict,omitempty"`     // the provider's own verdict, such as "accepted"
	Date        string `json:"date,omitempty"`        // the day that years of two digits refer to, as YYYY-MM-DD
}

// Alternative is the right answer for those who declared other sides of readings.
type Alternative struct {
	With     map[string]string `json:"with"` // reading to side, such as R6 to b
	Expected Answer            `json:"expected"`
}

// Right gives the right answer for those who declared sides of readings, such as R6
// to b: that of the alternative which asks for the most of them and for nothing
// else, or else Expected. The side a is that of the project, so that declaring it is
// declaring nothing.
func (v *Vector) Right(sides map[string]string) Answer {
	right, most := v.Expected, 0
	for _, a := range v.Profiles {
		if len(a.With) > most && within(a.With, sides) {
			right, most = a.Expected, len(a.With)
		}
	}
	return right
}

func within(some, all map[string]string) bool {
	for name, side := range some {
		if all[name] != side {
			return false
		}
	}
	return true
}

// textOrBytes is a document in JSON: as text, or where the bytes are no UTF-8 in
// base64.
type textOrBytes struct {
	Text  *string `json:"document,omitempty"`
	Bytes []byte  `json:"documentBase64,omitempty"`
}

func newTextOrBytes(document []byte) textOrBytes {
	if document == nil || !utf8.Valid(document) {
		return textOrBytes{Bytes: document}
	}
	text := string(document)
	return textOrBytes{Text: &text}
}

func (d textOrBytes) document() []byte {
	if d.Text != nil {
		return []byte(*d.Text)
	}
	return d.Bytes
}

// line is a vector in a file.
type line struct {
	ID     string   `json:"id"`
	Group  string   `json:"group"`
	Level  Level    `json:"level"`
	About  string   `json:"about"`
	Source string   `json:"source"`
	Rules  []string `json:"rules,omitempty"`
	textOrBytes
	Context  Context       `json:"context,omitzero"`
	Expected Answer        `json:"expected"`
	Profiles []Alternative `json:"profiles,omitempty"`
	Flags    []string      `json:"flags,omitempty"`
}

// MarshalJSON gives the line of a vector.
func (v Vector) MarshalJSON() ([]byte, error) {
	return marshal(line{
		ID: v.ID, Group: v.Group, Level: v.Level, About: v.About, Source: v.Source, Rules: v.Rules,
		textOrBytes: newTextOrBytes(v.Document), Context: v.Context,
		Expected: v.Expected, Profiles: v.Profiles, Flags: v.Flags,
	})
}

// UnmarshalJSON reads the line of a vector.
func (v *Vector) UnmarshalJSON(text []byte) error {
	var l line
	if err := json.Unmarshal(text, &l); err != nil {
		return err
	}
	*v = Vector{
		ID: l.ID, Group: l.Group, Level: l.Level, About: l.About, Source: l.Source, Rules: l.Rules,
		Document: l.document(), Context: l.Context,
		Expected: l.Expected, Profiles: l.Profiles, Flags: l.Flags,
	}
	return nil
}

// question is a vector as an implementation is asked it.
type question struct {
	ID string `json:"id"`
	textOrBytes
	Context Context `json:"context,omitzero"`
}

// question gives the line by which an implementation is asked.
func (v *Vector) question() []byte {
	text, err := marshal(question{v.ID, newTextOrBytes(v.Document), v.Context})
	if err != nil {
		panic("internal error: " + err.Error())
	}
	return append(text, '\n')
}

// marshal is json.Marshal that leaves <, > and & as they are.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}
