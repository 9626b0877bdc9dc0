package strict

// numberEnd finds the end of the number at from: RFC 8259, section 6. Where it
// is at fault, it gives the place of that; that of a number cut short is where
// it begins.
func numberEnd(text []byte, from int) (int, ending) {
	at := from
	if text[at] == '-' {
		at++
	}
	if at < len(text) && text[at] == '0' { // no digit may follow
		at++
	} else if end := digitsEnd(text, at); end > at {
		at = end
	} else {
		return missingDigit(text, from, at)
	}
	if at < len(text) && text[at] == '.' {
		end := digitsEnd(text, at+1)
		if end == at+1 {
			return missingDigit(text, from, end)
		}
		at = end
	}
	if at < len(text) && text[at]|0x20 == 'e' {
		at++
		if at < len(text) && (text[at] == '+' || text[at] == '-') {
			at++
		}
		end := digitsEnd(text, at)
		if end == at {
			return missingDigit(text, from, end)
		}
		at = end
	}
	return at, plain
}

// digitsEnd finds the end of a run of digits, which may have none.
func digitsEnd(text []byte, at int) int {
	for at < len(text) && text[at]-'0' <= 9 {
		at++
	}
	return at
}

func missingDigit(text []byte, from, at int) (int, ending) {
	if at >= len(text) {
		return from, cut
	}
	return at, broken
}
