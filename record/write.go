package record

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// writer writes canonical JSON: as long as names come in the order of RFC 8785, it
// is, since texts are quoted as that asks for.
type writer []byte

func (r *Record) write(w *writer) {
	w.begin('{')
	w.name("book")
	w.begin('{')
	w.text("hash", r.Book.Hash)
	w.text("version", r.Book.Version)
	w.end('}')
	w.context(r.Context)
	w.name("engine")
	w.begin('{')
	w.text("version", r.Engine.Version)
	w.end('}')
	w.truth("final", r.Final)
	w.optional("id", r.ID)
	w.optional("input", r.Input)
	w.texts("missing", r.Missing)
	w.text("provider", r.Provider)
	w.texts("readings", r.Readings)
	w.optional("rule", r.Rule)
	w.text("status", r.Status)
	list(w, "tables", r.Tables, Table.write)
	w.name("version")
	*w = strconv.AppendInt(*w, int64(r.Version), 10)
	w.end('}')
}

// context writes names that are those of signals: letters of ASCII, for which the
// order of Go is that of RFC 8785. In a record that is read they may be anything.
func (w *writer) context(context map[string]string) {
	if len(context) == 0 {
		return
	}
	w.name("context")
	w.begin('{')
	for _, name := range slices.Sorted(maps.Keys(context)) {
		w.separate()
		w.quote(name)
		*w = append(*w, ':')
		w.quote(context[name])
	}
	w.end('}')
}

func (t Table) write(w *writer) {
	w.text("file", t.File)
	if len(t.Remarks) > 0 {
		list(w, "remarks", t.Remarks, Row.write)
	}
	list(w, "rows", t.Rows, Row.write)
	list(w, "signals", t.Signals, Signal.write)
}

func (s Signal) write(w *writer) {
	if len(s.Entries) > 0 {
		list(w, "entries", s.Entries, Entry.write)
	}
	w.text("name", s.Name)
	w.optional("value", s.Value)
	if s.Values != nil {
		w.name("values")
		w.quotes(s.Values)
	}
}

func (e Entry) write(w *writer) {
	w.text("name", e.Name)
	w.optional("value", e.Value)
}

func (r Row) write(w *writer) {
	w.text("at", r.At)
	list(w, "atoms", r.Atoms, Atom.write)
	w.texts("basis", r.Basis)
	w.texts("because", r.Because)
	w.texts("beside", r.Beside)
	w.truth("holds", r.Holds)
	w.text("id", r.ID)
	w.text("reason", r.Reason)
	w.optional("source", r.Source)
	w.optional("status", r.Status)
	w.text("when", r.When)
}

func (a Atom) write(w *writer) {
	w.truth("holds", a.Holds)
	list(w, "saw", a.Saw, Saw.write)
	w.text("text", a.Text)
}

func (s Saw) write(w *writer) {
	w.text("signal", s.Signal)
	w.text("value", s.Value)
}

// list writes a member that is a list of objects.
func list[E any](w *writer, name string, entries []E, write func(E, *writer)) {
	w.name(name)
	w.begin('[')
	for _, e := range entries {
		w.separate()
		w.begin('{')
		write(e, w)
		w.end('}')
	}
	w.end(']')
}

func (w *writer) begin(bracket byte) { *w = append(*w, bracket) }
func (w *writer) end(bracket byte)   { *w = append(*w, bracket) }

// separate writes a comma, unless what follows is the first thing in its brackets.
func (w *writer) separate() {
	if last := (*w)[len(*w)-1]; last != '{' && last != '[' {
		*w = append(*w, ',')
	}
}

// name begins a member of which the name needs no escapes.
func (w *writer) name(name string) {
	w.separate()
	*w = append(*w, '"')
	*w = append(*w, name...)
	*w = append(*w, '"', ':')
}

// quote writes a text as RFC 8785 asks for, what is not UTF-8 in it as U+FFFD.
func (w *writer) quote(text string) {
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\ufffd")
	}
	*w = append(*w, '"')
	plain := 0
	for i := range len(text) {
		if c := text[i]; c < ' ' || c == '"' || c == '\\' {
			*w = append(*w, text[plain:i]...)
			w.escape(c)
			plain = i + 1
		}
	}
	*w = append(*w, text[plain:]...)
	*w = append(*w, '"')
}

func (w *writer) escape(c byte) {
	const short, letters, hex = "\"\\\b\t\n\f\r", `"\btnfr`, "0123456789abcdef"
	if i := strings.IndexByte(short, c); i >= 0 {
		*w = append(*w, '\\', letters[i])
		return
	}
	*w = append(*w, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
}

func (w *writer) text(name, text string) {
	w.name(name)
	w.quote(text)
}

// optional writes a member that is left out where it is empty.
func (w *writer) optional(name, text string) {
	if text != "" {
		w.text(name, text)
	}
}

// texts does so for a list.
func (w *writer) texts(name string, texts []string) {
	if len(texts) > 0 {
		w.name(name)
		w.quotes(texts)
	}
}

func (w *writer) quotes(texts []string) {
	w.begin('[')
	for _, text := range texts {
		w.separate()
		w.quote(text)
	}
	w.end(']')
}

func (w *writer) truth(name string, truth bool) {
	w.name(name)
	*w = strconv.AppendBool(*w, truth)
}
