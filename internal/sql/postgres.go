package sql

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// postgres is PostgreSQL from 12 on, where a layer is part of the query.
type postgres struct{}

func (postgres) limits() []string {
	return []string{
		"Of a member that stands twice in an object, jsonb keeps the last; the rules call such a document malformed.",
		"A document that jsonb does not take ends the query with an error: text that is no JSON; JSON with \\u0000, with half of a " +
			"surrogate pair, or with a number that numeric does not hold (more than 131072 digits before the point or 16383 after it).",
		"A document of more than 1 MiB, or nested deeper than 64, is judged; the rules call it malformed.",
	}
}

func (postgres) parse(column string) string { return column + "::jsonb" }

func (postgres) parseNotes(column string) []string {
	return []string{
		"The column is of type json, jsonb or text. From PostgreSQL 16 on, text that is no JSON is malformed, in place of an error, " +
			"with: case when pg_input_is_valid(" + column + "::text, 'jsonb') then " + column + "::jsonb end",
	}
}

func (postgres) fence() string               { return " offset 0" }
func (postgres) kind(x string) string        { return "jsonb_typeof(" + x + ")" }
func (postgres) text() string                { return "string" }
func (postgres) truth() string               { return "boolean" }
func (postgres) object() string              { return "object" }
func (postgres) list() string                { return "array" }
func (postgres) child(x, name string) string { return x + " -> " + literal(name) }
func (postgres) pick([]member) []string      { return nil }
func (postgres) rounds() bool                { return false }
func (postgres) asWritten(string) string     { return "" }
func (postgres) textOf(x string) string      { return x + " #>> '{}'" }
func (postgres) code(text string) string {
	return "substring(" + text + " from " + literal(codePattern) + ")"
}
func (postgres) none() string                      { return "array[]::text[]" }
func (postgres) hasNull(set string) string         { return "array_position(" + set + ", null) is not null" }
func (postgres) isEmpty(set string) string         { return set + " = '{}'" }
func (postgres) anyOf(s string, v []string) string { return s + " && array[" + literals(v) + "]" }
func (postgres) allOf(s string, v []string) string { return s + " <@ array[" + literals(v) + "]" }
func (postgres) record() string                    { return "(record).*" }

func (p postgres) member(_ int, m member) string {
	if m.even {
		return p.even("document", m.path)
	}
	return p.at("document", m.path)
}

func (p postgres) at(x string, path rulebook.Path) string { return p.filled(p.down(x, path)) }
func (p postgres) even(x string, path rulebook.Path) string {
	return "nullif(" + p.down(x, path) + ", 'null')"
}

// down goes down a path.
func (p postgres) down(x string, path rulebook.Path) string {
	for _, step := range path {
		x = p.child(x, step)
	}
	return x
}

// filled is JSON, or NULL where it is absent.
func (postgres) filled(x string) string {
	return "nullif(nullif(nullif(" + x + ", 'null'), '{}'), '[]')"
}

func (postgres) number(x, _ string, low, high int) []string {
	return []string{
		"when jsonb_typeof(" + x + ") <> 'number' then null",
		fmt.Sprintf("when %s::numeric between %d and %d and %[1]s::numeric = trunc(%[1]s::numeric) then trunc(%[1]s::numeric)::text", x, low, high),
	}
}

func (postgres) isProvider(x, name string) string {
	prefix, family := strings.CutSuffix(name, "*")
	if !family {
		return x + " = " + literal(name)
	}
	return x + " ~ " + literal("^"+regexp.QuoteMeta(prefix)+providerRest+"$")
}

func (p postgres) entries(parent, _ string, below rulebook.Path, body []string) []string {
	from := "jsonb_each(" + parent + ") as each(name, entry)"
	if below[0] == rulebook.Entries {
		from = "jsonb_array_elements(" + parent + ") as each(entry)"
	}
	lines := append([]string{"array(", "  select"}, indented(2, body)...)
	lines = append(lines, "  from (", "    select")
	x := "entry"
	for i, step := range below {
		if i > 0 {
			x = p.child(x, step)
		}
		end := ","
		if i == len(below)-1 {
			end = ""
		}
		lines = append(lines, "      "+p.filled(x)+" as "+identifier(strings.Join(below[:i+1], "/"))+end)
	}
	return append(lines, "    from "+from+" offset 0", "  ) as e", ")")
}

func (p postgres) declared(set string, values []string) string {
	var stands []string
	for _, v := range values {
		stands = append(stands, literal(v)+" = any("+set+")")
	}
	return p.chosen(values, stands)
}

func (postgres) chosen(values, conditions []string) string {
	var each []string
	for i, v := range values {
		each = append(each, "case when "+conditions[i]+" then "+literal(v)+" end")
	}
	return "array_remove(array[" + strings.Join(each, ", ") + "], null)"
}

func (postgres) held(x string, many bool) string {
	if many {
		return "case when jsonb_typeof(" + x + ") = 'array' then " + x + " when " + x + " is not null then '[null]' end"
	}
	return "case when " + x + " is not null then jsonb_build_array(" + x + ") end"
}

func (postgres) unnested(held []string) []string {
	return append(append([]string{"jsonb_array_elements("}, indented(1, held)...), ")")
}
