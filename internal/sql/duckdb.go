package sql

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// duckdb is DuckDB from 1.3 on, which has the word lambda.
type duckdb struct{}

func (duckdb) limits() []string {
	return []string{
		"Of a member that stands twice in an object, DuckDB reads the first, and both as entries of a set; the rules call such a document malformed.",
		"DuckDB takes a comma before a closing bracket, NaN and Infinity for JSON; the rules call such a document malformed.",
		"A document of more than 1 MiB, or nested deeper than 64, is judged; the rules call it malformed.",
	}
}

func (duckdb) parse(column string) string { return "try_cast(" + column + " as json)" }

func (duckdb) parseNotes(string) []string {
	return []string{"The column is of type JSON or VARCHAR."}
}

func (duckdb) fence() string        { return "" }
func (duckdb) kind(x string) string { return "json_type(" + x + ")" }
func (duckdb) text() string         { return "VARCHAR" }
func (duckdb) truth() string        { return "BOOLEAN" }
func (duckdb) object() string       { return "OBJECT" }
func (duckdb) list() string         { return "ARRAY" }
func (duckdb) child(x, name string) string {
	return "json_extract(" + x + ", " + literal(step(name)) + ")"
}
func (duckdb) rounds() bool           { return true }
func (duckdb) textOf(x string) string { return "(" + x + " ->> '$')" }
func (duckdb) code(text string) string {
	return "regexp_extract(" + text + ", " + literal(codePattern) + ")"
}
func (duckdb) none() string              { return "array[]::varchar[]" }
func (duckdb) hasNull(set string) string { return "list_count(" + set + ") < len(" + set + ")" }
func (duckdb) isEmpty(set string) string { return "len(" + set + ") = 0" }
func (duckdb) anyOf(s string, v []string) string {
	return "list_has_any(" + s + ", array[" + literals(v) + "])"
}
func (duckdb) allOf(s string, v []string) string {
	return "list_has_all(array[" + literals(v) + "], " + s + ")"
}
func (duckdb) record() string { return "record.*" }

// step is the path to a member. One with a star or a quote in it has to be a JSON
// pointer, which DuckDB takes for an index only where it is a number.
func step(name string) string {
	if plain(name) {
		return `$."` + name + `"`
	}
	return "/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
}

func plain(name string) bool { return !strings.ContainsAny(name, `*"`) }

// pick reads all places at once, so that a document is parsed once.
func (d duckdb) pick(members []member) []string {
	lines := []string{"json_extract(document, ["}
	for i, m := range members {
		path := "$"
		for _, step := range m.path {
			if !plain(step) {
				path = "$" // read in layer member
				break
			}
			path += `."` + step + `"`
		}
		end := ","
		if i == len(members)-1 {
			end = ""
		}
		lines = append(lines, "  "+literal(path)+end)
	}
	return append(lines, "]) as place")
}

func (d duckdb) member(i int, m member) string {
	x := fmt.Sprintf("place[%d]", i+1)
	for _, step := range m.path {
		if !plain(step) {
			x = d.down("document", m.path)
			break
		}
	}
	switch {
	case m.even:
		return "nullif(" + x + ", 'null')"
	case m.written:
		return rounded(x) + d.down(cmp.Or(m.numbers, quotedNumbers), m.path) + " end"
	}
	return d.filled(x)
}

// rounded begins a case of JSON with a number that may have been rounded.
func rounded(x string) string {
	return "case when regexp_matches(" + x + "::varchar, '[0-9][.eE]') then "
}

func (duckdb) asWritten(document string) string { return rounded(document) + quotedNumbers + " end" }

func (d duckdb) at(x string, path rulebook.Path) string { return d.filled(d.down(x, path)) }
func (d duckdb) even(x string, path rulebook.Path) string {
	return "nullif(" + d.down(x, path) + ", 'null')"
}

// quotedNumbers is the document with quotes around each number, so that none is
// rounded. The pattern is a number with the texts and all else before it, or the
// end with what is before that, where quotes too many come off again.
const quotedNumbers = `left(regexp_replace(document, ` +
	`'((?:"(?:[^"\\]|\\.)*"|[^"0-9-])*)(-?[0-9][0-9.eE+-]*|$)', '\1"\2"', 'g'), -2)::json`

// down goes down a path.
func (d duckdb) down(x string, path rulebook.Path) string {
	for _, step := range path {
		x = d.child(x, step)
	}
	return x
}

func (duckdb) filled(x string) string {
	return "nullif(nullif(nullif(" + x + ", 'null'), '{}'), '[]')"
}

// number compares a number that is no whole one to JSON as a double, and its
// digits without zeros at either end as they were written: where both are the
// same, so is the exact value.
func (duckdb) number(x, written string, low, high int) []string {
	var whole []string
	for n := low; n <= high; n++ {
		whole = append(whole, strconv.Itoa(n))
	}
	double := "try_cast(" + x + "::varchar as double)"
	digits := "trim(regexp_replace(regexp_replace(" + written + "::varchar, '[eE].*$', ''), '[^0-9]', '', 'g'), '0')"
	return []string{
		"when " + in(x+"::varchar", whole) + " then " + x + "::varchar",
		"when json_type(" + x + ") <> 'DOUBLE' then null",
		"-- DuckDB rounds: the digits as they were written, without outer zeros, show whether it did.",
		fmt.Sprintf("when %s between %d and %d and %[1]s = trunc(%[1]s) and %[4]s = rtrim(try_cast(%[1]s as bigint)::varchar, '0') "+
			"then try_cast(%[1]s as bigint)::varchar", double, low, high, digits),
	}
}

func (duckdb) isProvider(x, name string) string {
	prefix, family := strings.CutSuffix(name, "*")
	if !family {
		return x + " = " + literal(name)
	}
	return "regexp_full_match(" + x + ", " + literal(regexp.QuoteMeta(prefix)+providerRest) + ")"
}

func (d duckdb) entries(parent, written string, below rulebook.Path, body []string) []string {
	all := "'$.*'"
	if below[0] == rulebook.Entries {
		all = "'$[*]'"
	}
	lambda := "lambda entry:"
	if written != "" {
		lambda = "lambda entry, i:"
	}
	lines := []string{
		"list_transform(",
		"  list_transform(json_extract(" + parent + ", " + all + "), " + lambda + " {",
	}
	x := "entry"
	for i, step := range below {
		if i > 0 {
			x = d.child(x, step)
		}
		lines = append(lines, "    "+literal(strings.Join(below[:i+1], "/"))+": "+d.filled(x)+",")
	}
	if written != "" {
		lines = append(lines, "    'as written': "+d.down("json_extract("+written+", "+all+")[i]", below[1:])+",")
	}
	lines[len(lines)-1] = strings.TrimSuffix(lines[len(lines)-1], ",")
	lines = append(append(lines, "  }),", "  lambda e:"), indented(2, body)...)
	return append(lines, ")")
}

func (duckdb) declared(set string, values []string) string {
	return "list_filter(array[" + literals(values) + "], lambda value: list_contains(" + set + ", value))"
}

func (duckdb) chosen(values, conditions []string) string {
	var each []string
	for i, v := range values {
		each = append(each, "case when "+conditions[i]+" then "+literal(v)+" end")
	}
	return "list_filter(array[" + strings.Join(each, ", ") + "], lambda value: value is not null)"
}

func (duckdb) held(x string, many bool) string {
	if many {
		return "case when json_type(" + x + ") = 'ARRAY' then json_extract(" + x + ", '$[*]') when " + x + " is not null then array['null'::json] end"
	}
	return "case when " + x + " is not null then array[" + x + "] end"
}

func (duckdb) unnested(held []string) []string {
	return append(append([]string{"unnest("}, indented(1, held)...), ")")
}
