package corpus

var malformedAnomalies = []anomaly{
	bad("a line cut short", true, func(d *doc) { d.b = d.b[:1+d.below(len(d.b)-1)] }),
	bad("a bracket alone", true, func(d *doc) { d.b = d.b[:1] }),
	bad("a name twice", false, nameTwice),
	bad("a name twice inside", false, inside(`"again":{"a":1,"b":[{"c":0,"c":0}]}`)),
	bad("broken UTF-8", false, inside("\"note\":\"caf\xe9\"")),
	bad("UTF-8 of half a pair", false, inside("\"note\":\"\xed\xa0\x80\"")),
	bad("a number with a leading zero", false, inside(`"retries":07`)),
	bad("a raw tab in a text", false, inside("\"note\":\"a\tb\"")),
	bad("a comma too many", false, func(d *doc) { d.b = append(d.b[:len(d.b)-1], ",}"...) }),
	bad("no number", false, inside(`"score":NaN`)),
	bad("nested too deep", false, func(d *doc) { d.b = d.b[:len(d.b)-1]; d.nested(maxDepth + 1); d.close() }),
	bad("text after the object", true, func(d *doc) { d.b = append(d.b, " ok"...) }),
	bad("a comma after the object", true, func(d *doc) { d.b = append(d.b, ',') }),
	bad("an object after the object", true, func(d *doc) { d.b = append(d.b, `{"more":1}`...) }),
	bad("a list in place of an object", true, func(d *doc) { d.b = append(append(d.b[:0], '['), `"`+strangeWord+`"]`...) }),
	huge(bad("a document too long", false, func(d *doc) {
		d.b = append(d.b[:len(d.b)-1], `,"note":"`...)
		for len(d.b) < maxBytes-1 {
			d.b = append(d.b, "wobble "...)
		}
		d.b = append(d.b, `"}`...)
	})),
}

// maxBytes is how long a document may be.
const maxBytes = 1 << 20

func bad(kind string, unbalanced bool, spoil func(*doc)) anomaly {
	return anomaly{kind: kind, unbalanced: unbalanced, from: deciding, spoil: spoil, codes: codes(malformedCode)}
}

func huge(a anomaly) anomaly {
	a.huge = true
	return a
}

// nameTwice repeats a member at the top.
func nameTwice(d *doc) { inside(`"provider":"eid"`)(d) }

// inside adds a member at the end of the document.
func inside(member string) func(*doc) {
	return func(d *doc) {
		d.b = append(append(append(d.b[:len(d.b)-1], ','), member...), '}')
	}
}
