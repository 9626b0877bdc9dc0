module github.com/verdict-id/verdict/checks/python

go 1.26

replace github.com/verdict-id/verdict => ../..

require github.com/verdict-id/verdict v0.0.0-00010101000000-000000000000

require github.com/google/go-cmp v0.7.0
