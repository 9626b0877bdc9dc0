package reference

import (
	"bytes"
	"io"
	"maps"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// numeral is a JSON number as it was written.
type numeral string

// integer is the number as a table would write it, or empty where no table
// could.
func (n numeral) integer() string {
	digits, zeros, ok := Whole(string(n))
	if !ok || zeros.Cmp(big.NewInt(6)) > 0 {
		return ""
	}
	return digits + strings.Repeat("0", int(zeros.Int64()))
}

// Whole gives a JSON number as its digits and how many zeros follow them, where
// its exact value is whole and not negative: 1.20e3 is 12 and two zeros. Zero is
// the digit 0 alone, whatever its sign and power. The value itself, which may be
// huge, is never computed. What is not a JSON number panics.
func Whole(number string) (digits string, zeros *big.Int, ok bool) {
	mantissa, power, hasPower := strings.Cut(strings.ToLower(number), "e")
	if !hasPower {
		power = "0"
	}
	mantissa, negative := strings.CutPrefix(mantissa, "-")
	whole, fraction, _ := strings.Cut(mantissa, ".")
	written := strings.TrimLeft(whole+fraction, "0")
	if written == "" {
		return "0", new(big.Int), true
	}
	zeros, isNumber := new(big.Int).SetString(power, 10)
	if !isNumber {
		panic("not the power of a JSON number: " + power)
	}
	digits = strings.TrimRight(written, "0")
	zeros.Add(zeros, big.NewInt(int64(len(written)-len(digits)-len(fraction))))
	return digits, zeros, !negative && zeros.Sign() >= 0
}

// place is a place in a document with what stands there: nil, bool, string,
// numeral, []any or map[string]any.
type place struct {
	value   any
	pointer string
}

// absent is null, and what is empty, and what is not there.
func (p place) absent() bool {
	switch v := p.value.(type) {
	case nil:
		return true
	case map[string]any:
		return len(v) == 0
	case []any:
		return len(v) == 0
	}
	return false
}

// walk goes down a path. It stops, and is not ok, where something else than an
// object stands on the way.
func (p place) walk(path []string) (end place, ok bool) {
	for _, step := range path {
		if _, isObject := p.value.(map[string]any); !isObject && !p.absent() {
			return p, false
		}
		p = p.member(step)
	}
	return p, true
}

func (p place) member(name string) place {
	members, _ := p.value.(map[string]any)
	return place{members[name], p.pointer + "/" + escape(name)}
}

// entries are the members of an object, by name, or the entries of a list. They
// are not right where the other of the two stands there, or neither.
func (p place) entries(step string) (entries []place, right bool) {
	if step == rulebook.Entries {
		list, isList := p.value.([]any)
		for i, entry := range list {
			entries = append(entries, place{entry, p.pointer + "/" + strconv.Itoa(i)})
		}
		return entries, isList
	}
	members, isObject := p.value.(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(members)) {
		entries = append(entries, p.member(name))
	}
	return entries, isObject
}

// stepForMany is the index of the step that stands for many.
func stepForMany(path []string) int {
	return slices.IndexFunc(path, func(step string) bool { return step == rulebook.Members || step == rulebook.Entries })
}

// pointerTo is where a document carries a signal, or an entry of a set; what
// only a caller can supply is named as if it stood at the top.
func pointerTo(signal *rulebook.Signal, entry string) string {
	if len(signal.Path) == 0 {
		return "/" + signal.Name
	}
	path := slices.Clone(signal.Path)
	if family := stepForMany(path); family >= 0 {
		path[family] = escape(entry)
	}
	return "/" + strings.Join(path, "/")
}

// escape writes a name as a step of a JSON pointer (RFC 6901).
func escape(name string) string {
	return strings.ReplaceAll(strings.ReplaceAll(name, "~", "~0"), "/", "~1")
}

// parse decodes one value of strict JSON; what is written twice and what
// is no UTF-8 the decoder refuses.
func parse(doc []byte) (top place, ok bool) {
	const longest = 1 << 20
	if len(doc) > longest {
		return place{}, false
	}
	decoder := jsontext.NewDecoder(bytes.NewReader(doc))
	value, ok := decode(decoder)
	if !ok {
		return place{}, false
	}
	_, err := decoder.ReadToken()
	return place{value, ""}, err == io.EOF
}

func decode(decoder *jsontext.Decoder) (any, bool) {
	const deepest = 64
	token, err := decoder.ReadToken()
	if err != nil || decoder.StackDepth() > deepest {
		return nil, false
	}
	switch token.Kind() {
	case 'n':
		return nil, true
	case 't', 'f':
		return token.Bool(), true
	case '"':
		return token.String(), true
	case '0':
		return numeral(token.String()), true
	case '[':
		return decodeList(decoder)
	default:
		return decodeObject(decoder)
	}
}

func decodeList(decoder *jsontext.Decoder) (any, bool) {
	list := []any{}
	for decoder.PeekKind() != ']' {
		entry, ok := decode(decoder)
		if !ok {
			return nil, false
		}
		list = append(list, entry)
	}
	_, err := decoder.ReadToken()
	return list, err == nil
}

func decodeObject(decoder *jsontext.Decoder) (any, bool) {
	object := map[string]any{}
	for decoder.PeekKind() != '}' {
		name, err := decoder.ReadToken()
		if err != nil {
			return nil, false
		}
		key := name.String() // the next token takes its place
		value, ok := decode(decoder)
		if !ok {
			return nil, false
		}
		object[key] = value
	}
	_, err := decoder.ReadToken()
	return object, err == nil
}
