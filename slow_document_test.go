package verdict_test

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

// slowNumber is a JSON number as it was written.
type slowNumber string

// integer is the number as a table would write it, or empty where no table
// could. Its exact value is digits, times ten to the power of exponent, which
// is never computed where it is large.
func (n slowNumber) integer() string {
	mantissa, power, hasPower := strings.Cut(strings.ToLower(string(n)), "e")
	if !hasPower {
		power = "0"
	}
	mantissa, negative := strings.CutPrefix(mantissa, "-")
	whole, fraction, _ := strings.Cut(mantissa, ".")
	digits := strings.TrimLeft(whole+fraction, "0")
	if digits == "" {
		return "0" // whatever its sign and power
	}
	exponent, ok := new(big.Int).SetString(power, 10)
	if !ok {
		panic("not the power of a JSON number: " + power)
	}
	exponent.Sub(exponent, big.NewInt(int64(len(fraction))))
	short := strings.TrimRight(digits, "0")
	exponent.Add(exponent, big.NewInt(int64(len(digits)-len(short))))
	if negative || exponent.Sign() < 0 || exponent.Cmp(big.NewInt(6)) > 0 {
		return ""
	}
	return short + strings.Repeat("0", int(exponent.Int64()))
}

// slowPlace is a place in a document with what stands there: nil, bool, string,
// slowNumber, []any or map[string]any.
type slowPlace struct {
	value   any
	pointer string
}

// absent is null, and what is empty, and what is not there.
func (p slowPlace) absent() bool {
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
func (p slowPlace) walk(path []string) (end slowPlace, ok bool) {
	for _, step := range path {
		if _, isObject := p.value.(map[string]any); !isObject && !p.absent() {
			return p, false
		}
		p = p.member(step)
	}
	return p, true
}

func (p slowPlace) member(name string) slowPlace {
	members, _ := p.value.(map[string]any)
	return slowPlace{members[name], p.pointer + "/" + slowEscape(name)}
}

// entries are the members of an object, by name, or the entries of a list. They
// are not right where the other of the two stands there, or neither.
func (p slowPlace) entries(step string) (entries []slowPlace, right bool) {
	if step == rulebook.Entries {
		list, isList := p.value.([]any)
		for i, entry := range list {
			entries = append(entries, slowPlace{entry, p.pointer + "/" + strconv.Itoa(i)})
		}
		return entries, isList
	}
	members, isObject := p.value.(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(members)) {
		entries = append(entries, p.member(name))
	}
	return entries, isObject
}

// slowFamily is the index of the step that stands for many.
func slowFamily(path []string) int {
	return slices.IndexFunc(path, func(step string) bool { return step == rulebook.Members || step == rulebook.Entries })
}

// slowPointer is where a document carries a signal, or an entry of a set; what
// only a caller can supply is named as if it stood at the top.
func slowPointer(signal *rulebook.Signal, entry string) string {
	if len(signal.Path) == 0 {
		return "/" + signal.Name
	}
	path := slices.Clone(signal.Path)
	if family := slowFamily(path); family >= 0 {
		path[family] = slowEscape(entry)
	}
	return "/" + strings.Join(path, "/")
}

// slowEscape writes a name as a step of a JSON pointer (RFC 6901).
func slowEscape(name string) string {
	return strings.ReplaceAll(strings.ReplaceAll(name, "~", "~0"), "/", "~1")
}

// slowParse decodes one object of strict JSON; what is written twice and what
// is no UTF-8 the decoder refuses.
func slowParse(doc []byte) (map[string]any, bool) {
	const longest = 1 << 20
	if len(doc) > longest {
		return nil, false
	}
	decoder := jsontext.NewDecoder(bytes.NewReader(doc))
	value, ok := slowDecode(decoder)
	if !ok {
		return nil, false
	}
	if _, err := decoder.ReadToken(); err != io.EOF {
		return nil, false
	}
	top, isObject := value.(map[string]any)
	return top, isObject
}

func slowDecode(decoder *jsontext.Decoder) (any, bool) {
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
		return slowNumber(token.String()), true
	case '[':
		return slowList(decoder)
	default:
		return slowObject(decoder)
	}
}

func slowList(decoder *jsontext.Decoder) (any, bool) {
	list := []any{}
	for decoder.PeekKind() != ']' {
		entry, ok := slowDecode(decoder)
		if !ok {
			return nil, false
		}
		list = append(list, entry)
	}
	_, err := decoder.ReadToken()
	return list, err == nil
}

func slowObject(decoder *jsontext.Decoder) (any, bool) {
	object := map[string]any{}
	for decoder.PeekKind() != '}' {
		name, err := decoder.ReadToken()
		if err != nil {
			return nil, false
		}
		key := name.String() // the next token takes its place
		value, ok := slowDecode(decoder)
		if !ok {
			return nil, false
		}
		object[key] = value
	}
	_, err := decoder.ReadToken()
	return object, err == nil
}
