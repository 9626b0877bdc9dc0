module github.com/verdict-id/verdict/checks/country

go 1.26.0

replace github.com/verdict-id/verdict => ../..

require (
	github.com/google/go-cmp v0.7.0
	github.com/verdict-id/verdict v0.0.0-00010101000000-000000000000
	golang.org/x/text v0.43.0
)
