package conformance

import (
	"maps"
	"slices"
	"strings"
)

// again is the shell's command that asks a vector alone, under the same readings.
func (r *Runner) again(v *Vector) string {
	words := []string{"verdict", "conform", "--run", v.ID}
	if r.OneShot {
		words = append(words, "--one-shot")
	}
	if r.Timeout != 0 && r.Timeout != DefaultTimeout {
		words = append(words, "--timeout", r.Timeout.String())
	}
	for _, name := range slices.Sorted(maps.Keys(r.Options.Profiles)) {
		words = append(words, "--profile", name+"="+r.Options.Profiles[name])
	}
	words = append(append(words, "--"), r.Command...)
	for i, word := range words {
		words[i] = shellQuote(word)
	}
	return strings.Join(words, " ")
}

// shellQuote writes a word so that a POSIX shell reads it as it is.
func shellQuote(word string) string {
	const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@%+=:,./_-"
	if word != "" && strings.Trim(word, plain) == "" {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
