package conformance

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// said is what an implementation says in one JSON object.
type said struct {
	id     string // empty where it names none
	answer Answer
	wrong  error  // why it is no answer
	odd    string // what is wrong with the form of the final result, or empty
}

// parseSaid reads what an implementation says. Names are compared exactly, and
// members that the protocol does not have are passed over.
func parseSaid(text []byte) said {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(text, &members); err != nil || members == nil {
		return said{wrong: fmt.Errorf("%s is no JSON object", quote(string(text)))}
	}
	var s said
	for _, m := range []struct {
		name string
		to   *string
	}{{"id", &s.id}, {"status", &s.answer.Status}, {"error", &s.answer.Error}, {"skipped", &s.answer.Skipped}} {
		if json.Unmarshal(present(members[m.name]), m.to) != nil {
			s.wrong = fmt.Errorf("%s is no text: %s", m.name, quote(string(members[m.name])))
			return s
		}
	}
	s.answer.FinalResult, s.odd = parseResult(members["finalResult"])
	if err := s.answer.check(); err != nil {
		s.wrong = fmt.Errorf("%w: %s", err, quote(string(text)))
	}
	return s
}

// present is the text of a member; one that is not there counts as null.
func present(member json.RawMessage) []byte {
	if member == nil {
		return []byte("null")
	}
	return member
}

// parseResult reads a final result, which is nil where it is null or not there,
// and says what is wrong with its form.
func parseResult(text json.RawMessage) (result map[string]string, odd string) {
	var fields map[string]json.RawMessage
	if json.Unmarshal(present(text), &fields) != nil {
		return map[string]string{}, "finalResult is no object: " + quote(string(text))
	}
	if fields == nil {
		return nil, ""
	}
	result = make(map[string]string, len(fields))
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		var value *string
		switch err := json.Unmarshal(fields[name], &value); {
		case err != nil:
			odd = fmt.Sprintf("the field %s of finalResult is no text: %s", quote(name), quote(string(fields[name])))
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
