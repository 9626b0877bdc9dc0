// Package browser checks the page of the rule book in a browser without a
// window. It has tests only, and stands in a module of its own so that nothing
// else depends on a browser or on what drives it. The tests need Chromium. Go does
// not see when the page changes, so run them with -count=1.
package browser
