package picture

import (
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// Sizes of text, in pixels.
const (
	headSize  = 18 // of the heading over a diagram
	titleSize = 14
	textSize  = 13
	noteSize  = 12
)

// textWidth estimates how wide text is drawn, for a wide font, so that there is
// room in any. It counts in hundredths of the size, so that every machine comes
// to the same width.
func textWidth(text string, size int, bold bool) float64 {
	width := 0
	for _, c := range text {
		switch {
		case strings.ContainsRune("ijlI|'", c):
			width += 29
		case strings.ContainsRune(" .,:;frt()[]-/", c):
			width += 40
		case strings.ContainsRune("cksz", c):
			width += 56
		case strings.ContainsRune("mwMW", c):
			width += 98
		case c >= 'A' && c <= 'Z':
			width += 72
		default:
			width += 62
		}
	}
	if bold {
		width += width / 8
	}
	return float64(width*size/100 + 1)
}

// widest is the width of the longest line.
func widest(lines []string) float64 {
	width := 0.0
	for _, line := range lines {
		width = max(width, textWidth(line, textSize, false))
	}
	return width
}

// chipWidth is the width of a status with its symbol.
func chipWidth(s rulebook.Status) float64 {
	return chipIcon + textWidth(s.String(), textSize, false) + padding
}

// wrap breaks text between words into lines of about so many characters.
func wrap(text string, most int) []string {
	var lines []string
	for _, word := range strings.Fields(text) {
		last := len(lines) - 1
		if last >= 0 && len(lines[last])+1+len(word) <= most {
			lines[last] += " " + word
		} else {
			lines = append(lines, word)
		}
	}
	return lines
}
