package verdict_test

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// slowly decides a document.
func slowly(book *rulebook.Book, doc []byte, processType, verdictWord string) slowAnswer {
	top, ok := slowParse(doc)
	if !ok {
		return slowAnswer{Kind: "malformed"}
	}
	provider, _ := top["provider"].(string)
	table := slowTable(book, provider)
	if table == nil {
		return slowAnswer{Kind: "unknown-provider"}
	}
	lifecycle := slowRead(book.Lifecycle, top, nil)
	if a := lifecycle.decide(); a.Kind != "undecided" {
		return a
	}
	a := slowRead(table, top, map[string]string{"processType": processType, "verdict": verdictWord}).decide()
	if status, ok := rulebook.ParseStatus(a.Kind); ok {
		a.Remarks = append(lifecycle.remarks(status), a.Remarks...)
	}
	return a
}

// slowlyValues decides signals given by name, by their provider's table alone.
func slowlyValues(book *rulebook.Book, v verdict.Values) slowAnswer {
	table := slowTable(book, v.Provider)
	if table == nil {
		return slowAnswer{Kind: "unknown-provider"}
	}
	s := &slowSignals{table: table}
	for _, signal := range table.Signals {
		s.classes = append(s.classes, s.given(signal, v.Signals[signal.Name]))
	}
	for _, name := range slices.Sorted(maps.Keys(v.Signals)) {
		if !slices.ContainsFunc(table.Signals, func(signal *rulebook.Signal) bool { return signal.Name == name }) {
			s.unknown = append(s.unknown, "/"+slowEscape(name))
		}
	}
	return s.decide()
}

// slowTable finds the table of a provider. One that has the very name goes
// before one for a family.
func slowTable(book *rulebook.Book, provider string) *rulebook.Table {
	var found *rulebook.Table
	for _, table := range book.Tables {
		for _, name := range table.Providers {
			if rulebook.MatchProvider(name, provider) && (found == nil || name == provider) {
				found = table
			}
		}
	}
	return found
}

// slowSignals are the signals of one table as they were read: classes, for a
// set a bit for the class of each entry, and pointers to what is not declared.
type slowSignals struct {
	table   *rulebook.Table
	classes []uint8
	unknown []string
}

// decide asks every row.
func (s *slowSignals) decide() slowAnswer {
	if len(s.unknown) > 0 {
		return slowAnswer{Kind: "unknown-value", Unknown: s.unknown}
	}
	rules := s.holding(s.table.Rules)
	if len(rules) == 0 {
		return slowAnswer{Kind: "undecided"}
	}
	slices.SortStableFunc(rules, func(a, b *rulebook.Rule) int { return int(b.Status) - int(a.Status) })
	a := slowAnswer{Kind: rules[0].Status.String(), Remarks: s.remarks(rules[0].Status)}
	for _, r := range rules {
		a.Rules = append(a.Rules, r.ID)
	}
	return a
}

// remarks are the ids of those made beside a status.
func (s *slowSignals) remarks(status rulebook.Status) []string {
	var ids []string
	for _, r := range s.holding(s.table.Remarks) {
		if len(r.Beside) == 0 || slices.Contains(r.Beside, status) {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

func (s *slowSignals) holding(rows []*rulebook.Rule) []*rulebook.Rule {
	env := s.table.Env(s.classes)
	return slices.DeleteFunc(slices.Clone(rows), func(r *rulebook.Rule) bool {
		holds, err := r.Program.Eval(env)
		if err != nil {
			panic("expr fails on " + r.ID + ": " + err.Error())
		}
		return !holds
	})
}

// slowRead reads the signals of a table out of a document. supplied is what the
// caller says, by signal.
func slowRead(table *rulebook.Table, top map[string]any, supplied map[string]string) *slowSignals {
	s := &slowSignals{table: table}
	for _, signal := range table.Signals {
		s.classes = append(s.classes, s.read(signal, slowPlace{top, ""}, supplied[signal.Name]))
	}
	return s
}

// read gives the class of one signal.
func (s *slowSignals) read(signal *rulebook.Signal, top slowPlace, supplied string) uint8 {
	switch {
	case signal.Set:
		return s.set(signal, top)
	case signal.Better != nil:
		return s.better(signal, top)
	case signal.Context && supplied != "":
		return s.supplied(signal, top, supplied)
	case len(signal.Path) == 0:
		return 0
	case len(signal.Also) == 0:
		return s.at(signal, top, signal.Path)
	}
	s.refuseBoth(signal, top)
	return max(s.at(signal, top, signal.Path), s.at(signal, top, signal.Also))
}

// at reads a signal at the end of a path.
func (s *slowSignals) at(signal *rulebook.Signal, top slowPlace, path []string) uint8 {
	p, ok := top.walk(path)
	if !ok {
		return s.refuse(signal, p.pointer)
	}
	if signal.Code != nil {
		return s.coded(signal, p)
	}
	return s.value(signal, p)
}

// value reads the value at one place.
func (s *slowSignals) value(signal *rulebook.Signal, p slowPlace) uint8 {
	if p.absent() {
		return 0
	}
	class, ok := slowClass(signal, p.value)
	if !ok {
		return s.refuse(signal, p.pointer)
	}
	return class
}

// coded reads an element with a code in the text of a member. Even {} is one:
// an error without details.
func (s *slowSignals) coded(signal *rulebook.Signal, p slowPlace) uint8 {
	if p.value == nil {
		return 0
	}
	if _, isObject := p.value.(map[string]any); !isObject {
		return s.refuse(signal, p.pointer)
	}
	member := p.member(signal.Code.Member)
	if member.absent() {
		return signal.Other
	}
	text, isText := member.value.(string)
	if !isText {
		return s.refuse(signal, member.pointer)
	}
	return slowCode(signal, text)
}

// set reads the entries of a set: a bit for the class of each.
func (s *slowSignals) set(signal *rulebook.Signal, top slowPlace) (classes uint8) {
	family := slowFamily(signal.Path)
	p, ok := top.walk(signal.Path[:family])
	if p.absent() {
		return 0
	}
	entries, right := p.entries(signal.Path[family])
	if !ok || !right {
		return s.refuse(signal, p.pointer)
	}
	for _, entry := range entries {
		classes |= 1 << s.at(signal, entry, signal.Path[family+1:])
	}
	return classes
}

// better is present where one of many values is better than another signal,
// whatever else stands there.
func (s *slowSignals) better(signal *rulebook.Signal, top slowPlace) uint8 {
	family := slowFamily(signal.Path)
	p, _ := top.walk(signal.Path[:family])
	entries, _ := p.entries(signal.Path[family])
	for _, entry := range entries {
		end, ok := entry.walk(signal.Path[family+1:])
		if class, declared := slowClass(signal.Better.Signal, end.value); ok && declared && class < s.classes[signal.Better.Index] {
			return 1
		}
	}
	return 0
}

// supplied reads a signal of which the caller knows a word: it has to be the
// document's own, if that has one.
func (s *slowSignals) supplied(signal *rulebook.Signal, top slowPlace, word string) uint8 {
	p := slowPlace{nil, slowPointer(signal, "")}
	if len(signal.Path) > 0 {
		s.at(signal, top, signal.Path)
		p, _ = top.walk(signal.Path)
	}
	class, ok := slowClass(signal, word)
	if !ok || !utf8.ValidString(word) || !p.absent() && p.value != word {
		return s.refuse(signal, p.pointer)
	}
	return class
}

// refuseBoth refuses a document that fills both names of one thing. Where a
// text is asked for, the empty one fills nothing.
func (s *slowSignals) refuseBoth(signal *rulebook.Signal, top slowPlace) {
	parting := 0
	for signal.Path[parting] == signal.Also[parting] {
		parting++
	}
	fills := func(p slowPlace, ok bool) bool {
		noText := p.value == "" && signal.Shape == rulebook.StringShape && parting == len(signal.Path)-1
		return ok && !p.absent() && !noText
	}
	other, ok := top.walk(signal.Also[:parting+1])
	if fills(other, ok) && fills(top.walk(signal.Path[:parting+1])) {
		s.refuse(signal, other.pointer)
	}
}

// given reads the value of a signal given by name.
func (s *slowSignals) given(signal *rulebook.Signal, value any) (classes uint8) {
	if !signal.Set {
		return s.givenOne(signal, value, "")
	}
	switch entries := value.(type) {
	case nil:
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(entries)) {
			classes |= 1 << s.givenOne(signal, entries[name], name)
		}
	case []any:
		for i, entry := range entries {
			classes |= 1 << s.givenOne(signal, entry, strconv.Itoa(i))
		}
	default:
		return s.refuse(signal, "/"+signal.Name)
	}
	return classes
}

// givenOne reads one value, of the entry of a set if that has a name.
func (s *slowSignals) givenOne(signal *rulebook.Signal, value any, entry string) uint8 {
	if value == nil {
		return 0
	}
	class, ok := slowGiven(signal, value)
	if !ok {
		return s.refuse(signal, slowPointer(signal, entry))
	}
	return class
}

// refuse notes a place, once. What only remarks ask about refuses nothing.
func (s *slowSignals) refuse(signal *rulebook.Signal, pointer string) uint8 {
	if !signal.Aside && !slices.Contains(s.unknown, pointer) {
		s.unknown = append(s.unknown, pointer)
	}
	return 0
}

// slowClass gives the class of a value that is there; 0 is one that counts as
// absent.
func slowClass(signal *rulebook.Signal, value any) (uint8, bool) {
	switch signal.Kind {
	case rulebook.Words:
		word, isText := value.(string)
		return slowWord(signal, word), isText && slowWord(signal, word) != 0
	case rulebook.Boolean:
		word, isText := value.(string)
		if truth, isTruth := value.(bool); isTruth {
			word, isText = strconv.FormatBool(truth), true
		}
		at := slices.Index(signal.Values, word)
		return uint8(at + 1), isText && at >= 0
	case rulebook.Integer:
		number, isNumber := value.(slowNumber)
		at := slices.Index(signal.Values, number.integer())
		return uint8(at + 1), isNumber && at >= 0
	}
	text, isText := value.(string)
	_, isObject := value.(map[string]any)
	_, isList := value.([]any)
	switch signal.Shape {
	case rulebook.ObjectShape:
		return 1, isObject
	case rulebook.ListShape:
		return 1, isList
	case rulebook.StringShape:
		return uint8(min(len(text), 1)), isText
	}
	return 1, true
}

// slowGiven gives the class of a Go value. Presence is a matter of true and
// false, a code stands in any text, and other text is what a document could
// carry.
func slowGiven(signal *rulebook.Signal, value any) (uint8, bool) {
	truth, isTruth := value.(bool)
	text, isText := value.(string)
	number, isNumber := value.(int)
	switch {
	case signal.Kind == rulebook.Presence && isTruth && truth:
		return 1, true
	case signal.Kind == rulebook.Presence:
		return 0, isTruth
	case signal.Code != nil && isText:
		return slowCode(signal, text), true
	case isNumber:
		return slowClass(signal, slowNumber(strconv.Itoa(number)))
	}
	class, ok := slowClass(signal, value)
	return class, ok && (!isText || utf8.ValidString(text))
}

// slowWord gives the class of a word, 0 of one that is not declared.
func slowWord(signal *rulebook.Signal, word string) uint8 {
	for _, known := range signal.Words {
		if known.Raw == word {
			return known.Class
		}
	}
	if word == "" {
		return 0
	}
	return signal.Other
}

// slowCode gives the class of the first code in a text: it begins as below and
// ends before white space or a semicolon.
func slowCode(signal *rulebook.Signal, text string) uint8 {
	code := slowCodePattern.FindString(text)
	if code == "" {
		return signal.Other
	}
	return slowWord(signal, code)
}

var slowCodePattern = regexp.MustCompile(`urn:signicat:error[^; \t\r\n]*`)
