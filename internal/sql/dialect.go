package sql

import "github.com/verdict-id/verdict/internal/rulebook"

// dialect is what one database says in its own way. Its methods give
// expressions, of expressions; x is JSON that is not null, {} or [], or NULL.
type dialect interface {
	// limits are what the database's JSON cannot say, in sentences.
	limits() []string

	// parse gives the JSON of a column, or NULL; parseNotes says of which type the
	// column is.
	parse(column string) string
	parseNotes(column string) []string

	// fence ends a layer of which no expression is to be written out in the next.
	fence() string

	// kind gives the type of JSON; text, truth, object and list are four of them.
	kind(x string) string
	text() string
	truth() string
	object() string
	list() string

	// child is a member of JSON, NULL where that is no object.
	child(x, name string) string

	// pick gives a layer before that of the members, or none; member is the i-th
	// of them, NULL where it is absent.
	pick(members []member) []string
	member(i int, m member) string

	// at gives what stands at a path, NULL where it is absent; even gives {} and [] too.
	at(x string, path rulebook.Path) string
	even(x string, path rulebook.Path) string

	// rounds tells whether JSON rounds numbers, so that those of signals have to be
	// read as they were written.
	rounds() bool

	// asWritten is a document with its numbers as texts, NULL where JSON rounds none.
	asWritten(document string) string

	// textOf is the text of a JSON text, and true and false as text.
	textOf(x string) string

	// number gives WHEN clauses for the whole numbers from low to high.
	number(x, written string, low, high int) []string

	// code is the first error code in a text, or what is no word.
	code(text string) string

	// isProvider tells whether a provider has a name, which may end in *.
	isProvider(x, name string) string

	// entries gives, for each entry of JSON of the right type, what body gives.
	// There e has a column for each place in an entry, named by its path, and
	// one for numbers as they were written.
	entries(parent, written string, below rulebook.Path, body []string) []string

	// none is a set without entries; anyOf and allOf ask whether a set has an
	// entry with one of the values, or only such.
	none() string
	anyOf(set string, values []string) string
	allOf(set string, values []string) string

	// isEmpty asks whether a set has no entry, hasNull whether some entry is NULL.
	isEmpty(set string) string
	hasNull(set string) string

	// declared gives the values that stand in a set, each once, in order.
	declared(set string, values []string) string

	// chosen gives a set of those values whose conditions hold.
	chosen(values, conditions []string) string

	// held gives the documents that JSON is, or as a list holds; null where it should be a
	// list, and is none. unnested gives a row for each of them.
	held(x string, many bool) string
	unnested(held []string) []string

	// record gives all columns of a record.
	record() string
}

var dialects = map[string]dialect{"postgres": postgres{}, "duckdb": duckdb{}}

const (
	codePattern  = `urn:signicat:error[^; \t\r\n]*` // see rulebook.SignicatErrorCode
	providerRest = `[A-Za-z0-9._-]+`                // see rulebook.MatchProvider
)
