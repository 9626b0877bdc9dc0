package suite

import (
	"strconv"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// sampleWords stand for any other word, where a table takes any: words that the
// provider does send, and no two of them alike.
var sampleWords = map[string][]string{
	"documentType":       {"passport", "identityCard", "driversLicense", "residencePermit"},
	"similarityScore":    {"medium", "low", "verylow", "none"},
	"processType":        {"substantial", "substantialFullyAuto", "hybrid", "fullyAutomatic"},
	"status":             {"clear", "consider"}, // the result of a report, which says that it is complete
	"mrzFeatureMatching": {"FULL_MATCH", "LEVENSHTEIN1", "MISSING", "FOUND", "VALID"},
}

// entryNames are names for the entries of sets, as providers send them.
var entryNames = map[string][]string{
	"securityChecks":         {"nonExpired", "notBWCopy", "dataIntegrity", "notPrintedCopy"},
	"faceScanSecurityChecks": {"faceScanLivenessCheckSucceeded", "replayCheckSucceeded", "sessionTokenCheckSucceeded", "auditTrailVerificationCheckSucceeded"},
	"mrzChecksum":            {"documentNumber", "dateOfBirth", "dateOfExpiry", "personalNumber"},
	"mrzVerification":        {"documentType", "issuingCountry", "dateOfBirth", "dateOfExpiry"},
	"featuresVerification":   {"dateOfBirth", "dateOfExpiry", "drivingPermits", "documentNumber"},
	"mrzFeatureMatching":     {"firstName", "lastName", "documentNumber", "driving_permits"},
}

// entryName names the i-th entry of a set.
func entryName(s *rulebook.Signal, i int) string {
	if names := entryNames[s.Name]; i < len(names) {
		return names[i]
	}
	return "entry" + strconv.Itoa(i+1)
}

// words are the raw words of a class: those that the table lists, and samples
// where it takes any other.
func words(s *rulebook.Signal, class uint8) []string {
	var all []string
	for _, w := range s.Words {
		if w.Class == class {
			all = append(all, w.Raw)
		}
	}
	if s.Other == class && class != 0 {
		samples := sampleWords[s.Name]
		if len(samples) == 0 {
			samples = []string{"anotherWord"}
		}
		all = append(all, samples...)
	}
	return all
}

// value writes a class other than absent as a document carries it.
func value(s *rulebook.Signal, class uint8) *tree {
	switch {
	case s.Code != nil:
		return coded(s, "Not completed. "+codes[s.Values[class-1]]+"; later")
	case s.Kind == rulebook.Boolean, s.Kind == rulebook.Integer:
		return raw(s.Values[class-1])
	case s.Kind == rulebook.Words:
		return quoted(words(s, class)[0])
	}
	switch s.Shape {
	case rulebook.ObjectShape:
		return (&tree{kind: object}).with("firstName", quoted("EVA"))
	case rulebook.ListShape:
		return &tree{kind: list, items: []*tree{quoted("UNREADABLE")}}
	case rulebook.StringShape:
		return quoted("eyJhbGciOiJub25lIn0.e30.")
	}
	return (&tree{kind: object}).with("agent", quoted("7"))
}

// codes are those of the values that a code can mean.
var codes = map[string]string{
	"usercancel": "urn:signicat:error:usercancel",
	"other":      "urn:signicat:error:internal:Expired",
}

// coded is an element with a text in which a code may stand.
func coded(s *rulebook.Signal, text string) *tree {
	return (&tree{kind: object}).with("error", quoted("access_denied")).with(s.Code.Member, quoted(text))
}

// with adds a member.
func (t *tree) with(name string, value *tree) *tree {
	t.members = append(t.members, member{name, value})
	return t
}

// write puts a class of a signal into a document.
func write(doc *tree, s *rulebook.Signal, class uint8) {
	switch {
	case class == 0 || s.Better != nil || len(s.Path) == 0:
	case s.Set:
		writeSet(doc, s, entriesOf(s, class))
	default:
		doc.set(s.Path, "", value(s, class))
	}
}

// entriesOf are the classes of the entries of a set: one of each kind, those
// without a value last.
func entriesOf(s *rulebook.Signal, mask uint8) []uint8 {
	var classes []uint8
	for class := 1; class <= len(s.Values); class++ {
		if mask>>class&1 == 1 {
			classes = append(classes, uint8(class))
		}
	}
	if mask&1 == 1 {
		classes = append(classes, 0)
	}
	return classes
}

// writeSet puts entries of a set into a document, in their order.
func writeSet(doc *tree, s *rulebook.Signal, classes []uint8) {
	for i, class := range classes {
		v := raw("null")
		if class != 0 {
			v = value(s, class)
		}
		doc.set(s.Path, entryName(s, i), v)
	}
}

// slug names a class in an id.
func slug(s *rulebook.Signal, class uint8) string {
	if !s.Set {
		return s.ClassName(class)
	}
	if class == 0 {
		return "empty"
	}
	name := ""
	for i, entry := range entriesOf(s, class) {
		if i > 0 {
			name += "+"
		}
		if entry == 0 {
			name += "null"
		} else {
			name += s.Values[entry-1]
		}
	}
	return name
}
