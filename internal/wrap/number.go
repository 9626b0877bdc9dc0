package wrap

import "fmt"

// Grouped writes a whole number, of any type that package fmt knows, with its
// digits in threes.
func Grouped(n any) string {
	digits := fmt.Sprint(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + " " + digits[i:]
	}
	return digits
}

// Plural writes how many there are of something that takes an s.
func Plural[N int | int64](n N, what string) string {
	if n != 1 {
		what += "s"
	}
	return Grouped(n) + " " + what
}
