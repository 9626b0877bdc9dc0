package rulebook

// Decimal gives the exact value of a JSON number when it is a whole number of
// at most six digits; 6.0, 6e0 and 60e-1 are 6. The text must be a valid JSON
// number; it is never rounded, and a huge exponent costs nothing.
func Decimal(text []byte) (int, bool) {
	negative := len(text) > 0 && text[0] == '-'
	if negative {
		text = text[1:]
	}
	mantissa, exponent := splitExponent(text)

	// The point moves right by the exponent; digits left of it are the value,
	// digits right of it must be zeros.
	point := len(mantissa)
	for i, b := range mantissa {
		if b == '.' {
			point = i
			break
		}
	}
	point += exponent
	value, place := 0, 0
	for _, b := range mantissa {
		if b == '.' {
			continue
		}
		digit := int(b - '0')
		if place >= point && digit != 0 {
			return 0, false
		}
		if place < point {
			value = value*10 + digit
		}
		if value > maxDecimal {
			return 0, false
		}
		place++
	}
	for ; place < point && value != 0; place++ {
		if value *= 10; value > maxDecimal {
			return 0, false
		}
	}
	if negative {
		value = -value
	}
	return value, true
}

const maxDecimal = 999_999

// splitExponent splits 60e-1 into 60 and -1. Exponents are capped far beyond
// anything a document of the greatest size could compensate.
func splitExponent(text []byte) (mantissa []byte, exponent int) {
	for i, b := range text {
		if b != 'e' && b != 'E' {
			continue
		}
		mantissa, text = text[:i], text[i+1:]
		negative := text[0] == '-'
		for _, b := range text {
			if b >= '0' && b <= '9' && exponent < 1<<26 {
				exponent = exponent*10 + int(b-'0')
			}
		}
		if negative {
			exponent = -exponent
		}
		return mantissa, exponent
	}
	return text, 0
}
