package conformance

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// said is what an implementation says in one JSON object.
type said struct {
	id     string // empty where it names none, or several
	answer Answer
	wrong  error  // why it is no answer
	odd    string // what is wrong with the form of the final result, or empty
}

// parseSaid reads what an implementation says. Names are compared exactly, and
// members that the protocol does not have are passed over.
func parseSaid(text []byte) said {
	members, ok := parseObject(text)
	if !ok {
		return said{wrong: fmt.Errorf("%s is no JSON object", quote(string(text)))}
	}
	var s said
	for _, name := range slices.Sorted(maps.Keys(members)) {
		if len(members[name]) > 1 {
			s.refuse("the member %s stands twice: %s", bare(name), quote(string(text)))
		}
	}
	s.id = s.text(members, "id")
	s.answer.Status = s.text(members, "status")
	s.answer.Error = s.text(members, "error")
	s.answer.Skipped = s.text(members, "skipped")
	for _, result := range members["finalResult"] {
		s.answer.FinalResult, s.odd = parseResult(result)
	}
	if ids := members["id"]; slices.ContainsFunc(ids, func(id json.RawMessage) bool { return !bytes.Equal(id, ids[0]) }) {
		s.id = ""
	}
	if err := s.answer.check(); err != nil {
		s.refuse("%w: %s", err, quote(string(text)))
	}
	return s
}

// refuse says why it is no answer. The first reason counts.
func (s *said) refuse(format string, args ...any) {
	if s.wrong == nil {
		s.wrong = fmt.Errorf(format, args...)
	}
}

// text gives a member, which has to be text or null. If it stands twice, no value can
// hide that another one is accepted.
func (s *said) text(members map[string][]json.RawMessage, name string) string {
	text := ""
	for _, value := range members[name] {
		var next string
		if json.Unmarshal(value, &next) != nil {
			s.refuse("%s is no text: %s", name, quote(string(value)))
		} else if text != "accepted" {
			text = next
		}
	}
	return text
}

// parseObject gives all values of each member of a JSON object, in their order.
func parseObject(text []byte) (members map[string][]json.RawMessage, ok bool) {
	if !json.Valid(text) {
		return nil, false
	}
	d := json.NewDecoder(bytes.NewReader(text))
	if start, err := d.Token(); err != nil || start != json.Delim('{') {
		return nil, false
	}
	members = map[string][]json.RawMessage{}
	for d.More() {
		name, err := d.Token()
		var value json.RawMessage
		if err != nil || d.Decode(&value) != nil {
			return nil, false
		}
		members[name.(string)] = append(members[name.(string)], value)
	}
	return members, true
}

// bare leaves a name without quotes if it is a plain word.
func bare(name string) string {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	if len(name) <= maxQuoted && name != "" && strings.Trim(name, letters) == "" {
		return name
	}
	return quote(name)
}

// parseResult reads a final result, which is nil where it is null, and says what is
// wrong with its form.
func parseResult(text json.RawMessage) (result map[string]string, odd string) {
	if string(text) == "null" {
		return nil, ""
	}
	fields, ok := parseObject(text)
	if !ok {
		return map[string]string{}, "finalResult is no object: " + quote(string(text))
	}
	result = make(map[string]string, len(fields))
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		field := fields[name][0]
		var value *string
		switch err := json.Unmarshal(field, &value); {
		case len(fields[name]) > 1:
			odd = fmt.Sprintf("the field %s of finalResult stands twice", quote(name))
		case err != nil:
			odd = fmt.Sprintf("the field %s of finalResult is no text: %s", quote(name), quote(string(field)))
		case value == nil:
			odd = fmt.Sprintf("the field %s of finalResult is null; a field without a value is left out", quote(name))
		default:
			result[name] = *value
		}
	}
	return result, odd
}

// saidBy is an answer that was given as such.
func saidBy(a Answer) said { return said{answer: a, wrong: a.check()} }
