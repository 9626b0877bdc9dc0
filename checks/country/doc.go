// Package country checks the library's country codes against those of
// golang.org/x/text. It has tests only, and stands in a module of its own so
// that nothing else depends on x/text.
package country
