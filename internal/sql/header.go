package sql

// header writes what the query is, and what it cannot say, as a comment.
func (q *query) header() {
	what := "The status of each document in a column"
	if q.options.Histogram {
		what = "How many documents in a column say the same to the rules, as lines of CSV"
	}
	q.out.comment(0, what+", by the rule book "+q.book.Hash+". It is generated: change the rules, not the query.")
	q.out.line(0, "--")
	switch {
	case q.own != nil:
		q.ownHeader()
	case !q.options.Histogram:
		q.out.comment(0, "It adds four columns to those of the table: provider, as the document names it; recorded, the status that the document "+
			"records, none, or unknown; "+statusAndRule)
		q.out.line(0, "--")
	}
	if q.own == nil && q.options.Only != "" {
		q.out.comment(0, "Records of other providers, and of none, are left out, as are malformed ones.")
		q.out.line(0, "--")
	}
	q.out.comment(0, "The limits of the database's JSON:")
	for _, limit := range q.dialect.limits() {
		q.out.comment(0, "- "+limit)
	}
	q.out.comment(0, "- What a caller supplies beside a document, such as a verdict, is not known here.")
}

const statusAndRule = "status, which is accepted, rejected, inconclusive, canceled, failed, pending, processing, " +
	"undecided, unknown value, unknown provider or malformed; and rule, the row that decides."

// ownHeader says what the query makes of documents of a provider's own kind, and of
// others.
func (q *query) ownHeader() {
	k := q.own.kind
	q.out.comment(0, "The documents are of the kind "+k.Name+", which name no provider: "+k.Meaning)
	q.out.line(0, "--")
	shape, other := "object", "A list is malformed here too, whatever it holds."
	if k.Looks.List {
		shape, other = "object or list", "A list is malformed if no entry of it is of a kind that is known."
	}
	if q.options.Histogram {
		q.out.comment(0, "A document of another kind, a Get process document among them, is counted without provider and signals, "+
			"and one that is no JSON "+shape+" without a recorded status too. "+other)
	} else {
		q.out.comment(0, "The query adds four columns to those of the table: provider, which is "+q.own.table.Providers[0]+"; recorded, which is "+
			"none, since such documents record no status; "+statusAndRule)
		q.out.line(0, "--")
		q.out.comment(0, "A document of another kind, a Get process document among them, is of an unknown provider, and one that is no JSON "+
			shape+" malformed. "+other)
	}
	q.out.line(0, "--")
}
