package sql

// header writes what the query is, and what it cannot say, as a comment.
func (q *query) header() {
	what := "The status of each document in a column"
	if q.options.Histogram {
		what = "How many documents in a column say the same to the rules, as lines of CSV"
	}
	q.out.comment(0, what+", by the rule book "+q.book.Hash+". It is generated: change the rules, not the query.")
	q.out.line(0, "--")
	if !q.options.Histogram {
		q.out.comment(0, "It adds four columns to those of the table: provider, as the document names it; recorded, the status that the document "+
			"records, none, or unknown; status, which is accepted, rejected, inconclusive, canceled, failed, pending, processing, "+
			"undecided, unknown value, unknown provider or malformed; and rule, the row that decides.")
		q.out.line(0, "--")
	}
	if q.options.Only != "" {
		q.out.comment(0, "Records of other providers, and of none, are left out, as are malformed ones.")
		q.out.line(0, "--")
	}
	q.out.comment(0, "The limits of the database's JSON:")
	for _, limit := range q.dialect.limits() {
		q.out.comment(0, "- "+limit)
	}
	q.out.comment(0, "- What a caller supplies beside a document, such as a verdict, is not known here.")
}
