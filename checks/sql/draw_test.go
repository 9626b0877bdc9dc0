package sql

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// draw adds documents that are drawn around the places that the tables read:
// mostly declared words, and of all else some. The same book gives the same
// documents.
func (s *shelf) draw(t *testing.T, n int) {
	t.Helper()
	d := &drawer{rand.New(rand.NewPCG(20, 26)), s.judge.book}
	statuses := map[string]int{}
	for i := range n {
		g := s.judge.judge(t, fmt.Sprintf("drawn %d", i), []byte(d.document()))
		if *g.want.status == "malformed" && !otherJSON(g.text) {
			t.Fatalf("drawn %d is malformed: %s", i, g.text)
		}
		statuses[*g.want.status]++
		s.documents = append(s.documents, g)
	}
	t.Logf("%s: %v", s.name, statuses)
	for _, table := range s.judge.book.All() {
		for _, status := range table.Gives {
			if statuses[status.String()] < n/1000 {
				t.Errorf("%s: %d of %d drawn documents are %s, too few to show anything", s.name, statuses[status.String()], n, status)
			}
		}
	}
}

// drawer draws documents.
type drawer struct {
	*rand.Rand
	book *rulebook.Book
}

// A drawn value is JSON as text, an *object or a list.
type (
	object struct{ members []member }
	member struct {
		name  string
		value any
	}
	list []any
)

func (o *object) at(name string) *member {
	i := slices.IndexFunc(o.members, func(m member) bool { return m.name == name })
	if i < 0 {
		o.members = append(o.members, member{name: name})
		i = len(o.members) - 1
	}
	return &o.members[i]
}

// put puts a value at a path, unless something else than an object is on the way.
func (o *object) put(path []string, value any) {
	m := o.at(path[0])
	if len(path) == 1 {
		m.value = value
		return
	}
	if m.value == nil {
		m.value = &object{}
	}
	if below, ok := m.value.(*object); ok {
		below.put(path[1:], value)
	}
}

func (d *drawer) percent(p float64) bool { return d.Float64()*100 < p }

func of[T any](d *drawer, all []T) T { return all[d.IntN(len(all))] }

func (d *drawer) document() string {
	if d.percent(0.2) {
		return of(d, []string{"[]", "null", `"text"`, "7", "[{}]", " true "})
	}
	top := &object{}
	table := of(d, d.book.Tables)
	if !d.percent(1) {
		top.put([]string{"provider"}, d.provider(table))
	}
	mood := of(d, []float64{0, 0, 0, 5, 15, 40})
	d.fill(top, d.book.Lifecycle, 12, mood)
	d.fill(top, table, of(d, []float64{60, 90, 100, 100}), mood)
	if d.percent(3) {
		d.fill(top, of(d, d.book.Tables), 30, 40)
	}
	if d.percent(10) {
		d.spoil(top)
	}
	d.Shuffle(len(top.members), func(i, j int) { top.members[i], top.members[j] = top.members[j], top.members[i] })
	var b strings.Builder
	d.write(&b, top)
	return b.String()
}

func (d *drawer) provider(table *rulebook.Table) any {
	name := of(d, table.Providers)
	switch {
	case d.percent(1):
		return d.stray()
	case d.percent(1):
		return text(of(d, []string{"Connect:x", "connect:", "connect:ä", "connect:a b", "connect:a\n", "onfido ", "exo:", "exo:A_b.c-9\n", name}))
	}
	return text(strings.Replace(name, "*", of(d, []string{"idin", "A.b_c-9", "nbid"}), 1))
}

// fill puts signals of a table into a document, each with a chance, and bad ones
// with another.
func (d *drawer) fill(top *object, table *rulebook.Table, chance, mood float64) {
	other := d.percent(20)
	for _, s := range table.Signals {
		path := s.Path
		if len(s.Also) > 0 && (other != d.percent(0.5)) {
			path = s.Also
		}
		if len(path) > 0 && d.percent(chance) {
			d.signal(top, s, path, mood)
		}
	}
}

func (d *drawer) signal(top *object, s *rulebook.Signal, path rulebook.Path, mood float64) {
	many := slices.IndexFunc(path, func(step string) bool { return step == rulebook.Members || step == rulebook.Entries })
	if many < 0 {
		top.put(path, d.value(s, mood))
		return
	}
	members, entries := &object{}, list{}
	for i := range d.IntN(4) + d.IntN(2) {
		value := d.value(s, mood)
		if below := path[many+1:]; len(below) > 0 && !d.percent(1) {
			entry := &object{}
			if !d.percent(2) {
				entry.put(below, value)
			}
			value = entry
		}
		members.put([]string{of(d, []string{"a", "b/c", "", "é", "~", "valid"}) + strconv.Itoa(i)}, value)
		entries = append(entries, value)
	}
	if (path[many] == rulebook.Entries) != d.percent(0.5) {
		top.put(path[:many], entries)
	} else {
		top.put(path[:many], members)
	}
}

// value is what may stand where a signal is read.
func (d *drawer) value(s *rulebook.Signal, mood float64) any {
	switch {
	case d.percent(1):
		return d.stray()
	case d.percent(2):
		return of(d, []any{"null", &object{}, list{}})
	case s.Code != nil:
		return d.coded(s)
	}
	value := s.Values[0]
	if d.percent(mood) || !s.Ordered {
		value = of(d, s.Values)
	}
	switch s.Kind {
	case rulebook.Boolean:
		if s.Words != nil {
			if word := d.word(s, value); word != "true" && word != "false" || d.percent(40) {
				return text(word)
			} else {
				return word
			}
		}
		return of(d, []string{value, value, text(value)})
	case rulebook.Integer:
		n, _ := strconv.Atoi(value)
		return d.number(n)
	case rulebook.Words:
		return text(d.word(s, value))
	}
	switch s.Shape {
	case rulebook.ObjectShape:
		return &object{[]member{{"x", "null"}}}
	case rulebook.ListShape:
		return list{"0"}
	case rulebook.StringShape:
		return of(d, []string{text("x"), text("x"), text("")})
	}
	return of(d, []any{"0", "false", text(""), &object{[]member{{"x", "1"}}}, list{"null"}})
}

// word is a word for a value; sometimes one that is nearly it.
func (d *drawer) word(s *rulebook.Signal, value string) string {
	words := []string{}
	for _, w := range s.Words {
		if w.Class > 0 && s.Values[w.Class-1] == value {
			words = append(words, w.Raw)
		}
	}
	if s.Other != 0 && s.Values[s.Other-1] == value {
		words = append(words, "any", "null", "true", "{}", "é")
	}
	if len(words) == 0 || d.percent(2) { // a place of a provider's own document may have words for some values alone
		for _, w := range s.Words {
			words = append(words, w.Raw)
		}
	}
	word := of(d, words)
	if d.percent(0.7) {
		return of(d, []string{strings.ToUpper(word), word + " ", "", "absent", "present", strings.ToLower(word), word + "\n"})
	}
	return word
}

func (d *drawer) coded(s *rulebook.Signal) any {
	code := of(d, s.Words).Raw
	texts := []string{
		code, "It ended. " + code + "; more", "urn:signicat:error:internal:x", "x" + code + "\tx", code + ".", code + "\u00a0y", "",
		"urn:signicat:error; " + code, "urn:signicat:error:x " + code, strings.ToUpper(code), "nothing", code + "\r" + code,
	}
	o := &object{[]member{{"error", text("access_denied")}, {s.Code.Member, text(of(d, texts))}}}
	if d.percent(5) {
		o.members[1].value = d.stray()
	}
	return of(d, []any{o, o, o, o, &object{}, &object{[]member{{"error", "1"}}}})
}

// number is a small whole number in one of its spellings, or nearly one.
func (d *drawer) number(n int) string {
	s := strconv.Itoa(n)
	if d.percent(3) && n > 0 {
		return of(d, []string{s + ".5", "1" + s + "e-1", "-" + s, s + ".00000000000000000000001", s + "e1", s + "e-1", text(s), "16", "1e400", "-1", s + "e99999999", "1e-400",
			strings.Repeat("9", 30), "0." + strings.Repeat("0", 20) + s, "5.99999999999999999999", s + "e99999999999999999999"})
	}
	if n == 0 {
		return of(d, []string{s, s, s, "-0", "0.0", "0e99", "-0.0e9", "0.00E-7"})
	}
	return of(d, []string{s, s, s, s, s + ".0", s + "e0", s + "0e-1", s + ".000E+0", "0.000" + s + "E+" + strconv.Itoa(3+len(s)), s + "00e-2"})
}

// stray is something that no table expects.
func (d *drawer) stray() any {
	return of(d, []any{
		"null", "true", "false", "0", "1.5", "1e300", text(""), text("x"), text("true"), text("\x00"), text("null"), text("{}"),
		&object{}, list{}, &object{[]member{{"", "null"}}}, &object{[]member{{"x", text("y")}}}, list{"null"}, list{&object{}}, list{text("x")},
	})
}

// spoil puts something in the place of a member, somewhere.
func (d *drawer) spoil(o *object) {
	if len(o.members) == 0 {
		return
	}
	m := &o.members[d.IntN(len(o.members))]
	if below, ok := m.value.(*object); ok && !d.percent(25) {
		d.spoil(below)
		return
	}
	m.value = d.stray()
}

// text writes a text as JSON.
func text(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case r < ' ':
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String() + `"`
}

// write writes a value, with white space here and there, and characters of names
// as escapes now and then.
func (d *drawer) write(b *strings.Builder, value any) {
	if d.percent(3) {
		b.WriteString(" ")
	}
	switch value := value.(type) {
	case *object:
		b.WriteString("{")
		for i, m := range value.members {
			if i > 0 {
				b.WriteString(",")
			}
			b.WriteString(d.escaped(text(m.name)) + ":")
			d.write(b, m.value)
		}
		b.WriteString("}")
	case list:
		b.WriteString("[")
		for i, entry := range value {
			if i > 0 {
				b.WriteString(", ")
			}
			d.write(b, entry)
		}
		b.WriteString("]")
	case string:
		b.WriteString(d.escaped(value))
	default:
		panic(fmt.Sprintf("%T is no drawn value", value))
	}
}

// escaped writes the first letter of a JSON text as an escape, now and then.
func (d *drawer) escaped(raw string) string {
	if len(raw) > 2 && raw[0] == '"' && raw[1] >= 'A' && raw[1] <= 'z' && raw[1] != '\\' && d.percent(1) {
		return fmt.Sprintf(`"\u%04X%s`, raw[1], raw[2:])
	}
	return raw
}
