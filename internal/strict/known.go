package strict

// End is where a value ends in a text that was read before, and is known to be strict
// JSON; at is where it begins.
func End(text []byte, at int) int {
	for depth := 0; ; {
		switch begins[text[at]] {
		case aText:
			end, _ := stringEnd(text, at+1)
			at = end + 1
		case anObject, aList:
			depth++
			at++
		case aNumber, aLiteral:
			at = scalarEnd(text, at)
		default: // a bracket that closes, a comma, a colon or white space
			if text[at] == '}' || text[at] == ']' {
				depth--
			}
			at++
		}
		if depth == 0 {
			return at
		}
	}
}

// scalarEnd is where a number or a literal ends.
func scalarEnd(text []byte, at int) int {
	for at < len(text) && !follows[text[at]] {
		at++
	}
	return at
}

// follows are the bytes that can stand behind a number or a literal.
var follows = [256]bool{',': true, ']': true, '}': true, ' ': true, '\t': true, '\r': true, '\n': true}

// SkipKnown reads over a value of a text that was read before.
func (s *Scanner) SkipKnown() { s.pos = End(s.text, s.pos) }
