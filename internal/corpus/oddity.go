package corpus

// oddity is something unusual that is no finding.
type oddity uint8

const (
	plain      oddity = iota
	escapes           // texts and names with \u…
	spaces            // white space inside
	shuffled          // members at the top in any order
	strangers         // members that nobody reads
	nulls             // null and {} where something could stand
	otherForms        // numbers as 6.0 or 60e-1, booleans as texts or the other way round
	asDeep            // nested as deep as may be
	timeless          // without times
	oddities          // the number of them
)
