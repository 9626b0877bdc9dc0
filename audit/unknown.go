package audit

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
)

// countUnknown counts the places of a record whose values are not declared, each
// place once, and each word once at a place.
func (w *worker) countUnknown(doc []byte) {
	table, unknown := 0, w.Refused
	if len(unknown) == 0 {
		table, unknown = w.Table, w.Unknown
	}
	var content any
	if w.Words && len(unknown) > 0 {
		// The document was read as strict JSON, so this cannot fail; no word would
		// be shown if it did.
		_ = json.Unmarshal(doc, &content)
	}
	seen := map[place]bool{}
	said := map[struct {
		place
		word string
	}]bool{}
	for _, u := range unknown {
		at := place{w.book.tables[table].Name, u.Path.String()}
		counter := w.unknown[at]
		if counter == nil {
			counter = newWords()
			w.unknown[at] = counter
		}
		if !seen[at] {
			seen[at] = true
			counter.records++
		}
		if !w.Words {
			continue
		}
		word := wordAt(content, u.Pointer)
		if key := (struct {
			place
			word string
		}{at, word}); !said[key] {
			said[key] = true
			counter.of.at(word).add(&one)
		}
	}
}

// wordAt gives the text at a JSON pointer, and nothing where there is no text or
// it does not look like an identifier.
func wordAt(content any, pointer string) string {
	for _, step := range strings.Split(pointer, "/")[1:] {
		step = strings.NewReplacer("~1", "/", "~0", "~").Replace(step)
		switch c := content.(type) {
		case map[string]any:
			content = c[step]
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i >= len(c) {
				return ""
			}
			content = c[i]
		default:
			return ""
		}
	}
	if text, ok := content.(string); ok && isWord(text) {
		return text
	}
	return ""
}

// isWord tells whether a text looks like a word of a provider's vocabulary or
// the name of an entry, and not like a number of a document or person: at most 64
// letters, digits and _.:-, a letter first, and never four digits in a row.
func isWord(text string) bool {
	digits := 0
	for i := range len(text) {
		switch c := text[i]; {
		case 'a' <= c|0x20 && c|0x20 <= 'z':
			digits = 0
		case i == 0:
			return false
		case '0' <= c && c <= '9':
			digits++
		case c == '_' || c == '.' || c == ':' || c == '-':
			digits = 0
		default:
			return false
		}
		if digits == 4 {
			return false
		}
	}
	return text != "" && len(text) <= 64
}

// shown gives a JSON pointer as it is, with * for steps that do not look like
// identifiers or indexes.
func shown(pointer string) string {
	steps := strings.Split(pointer, "/")
	for i, step := range steps[1:] {
		steps[i+1] = shownStep(step)
	}
	return strings.Join(steps, "/")
}

// shownEntry does the same with what a decision names: a signal, or an entry of
// one, whose name can hold anything.
func shownEntry(name string) string {
	signal, entry, isEntry := strings.Cut(name, "/")
	if !isEntry {
		return name
	}
	return signal + "/" + shownStep(entry)
}

func shownStep(step string) string {
	if isWord(step) || indexForm.MatchString(step) {
		return step
	}
	return "*"
}

var indexForm = regexp.MustCompile(`^[0-9]{1,4}$`)

// shownProcess gives the id of a process, unless it could be anything else.
func shownProcess(id string) string {
	if processForm.MatchString(id) && strings.ContainsAny(strings.ToLower(id), "abcdefghijklmnopqrstuvwxyz") {
		return id
	}
	return ""
}

var processForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$`)
