package corpus

import "unicode/utf8"

// writer writes JSON by hand. It takes care of commas; texts need no escape.
type writer struct {
	b       []byte
	escaped bool // the first letter of texts and names is written as \u…
	spaced  bool // white space stands around colons and after commas
}

// comma separates a value from the one before it, if there is one.
func (w *writer) comma() {
	if n := len(w.b); n == 0 || w.b[n-1] == '{' || w.b[n-1] == '[' {
		return
	}
	w.b = append(w.b, ',')
	if w.spaced {
		w.b = append(w.b, '\t', ' ')
	}
}

func (w *writer) name(name string) {
	w.comma()
	w.quote(name)
	if w.spaced {
		w.b = append(w.b, ' ', ':', ' ')
		return
	}
	w.b = append(w.b, ':')
}

func (w *writer) quote(text string) {
	w.b = append(w.b, '"')
	if w.escaped && text != "" {
		first, size := utf8.DecodeRuneInString(text)
		w.b = appendEscape(w.b, first)
		text = text[size:]
	}
	w.b = append(w.b, text...)
	w.b = append(w.b, '"')
}

// appendEscape writes a letter of the basic plane as \u….
func appendEscape(b []byte, letter rune) []byte {
	const digits = "0123456789abcdef"
	return append(b, '\\', 'u', digits[letter>>12&15], digits[letter>>8&15], digits[letter>>4&15], digits[letter&15])
}

// text writes a member whose value is a text.
func (w *writer) text(name, value string) {
	w.name(name)
	w.quote(value)
}

// given is text, but for the empty text, which stands for no member.
func (w *writer) given(name, value string) {
	if value != "" {
		w.text(name, value)
	}
}

// raw writes a member whose value is written as JSON.
func (w *writer) raw(name, json string) {
	w.name(name)
	w.b = append(w.b, json...)
}

func (w *writer) open(name string) {
	w.name(name)
	w.b = append(w.b, '{')
}

func (w *writer) close() { w.b = append(w.b, '}') }

func (w *writer) openList(name string) {
	w.name(name)
	w.b = append(w.b, '[')
}

// openEntry begins an object in a list.
func (w *writer) openEntry() {
	w.comma()
	w.b = append(w.b, '{')
}

func (w *writer) closeList() { w.b = append(w.b, ']') }
