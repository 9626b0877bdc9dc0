module github.com/verdict-id/verdict/checks/schema

go 1.26

replace github.com/verdict-id/verdict => ../..

require (
	github.com/gowebpki/jcs v1.0.2
	github.com/santhosh-tekuri/jsonschema/v6 v6.0.3
	github.com/verdict-id/verdict v0.0.0-00010101000000-000000000000
	go.yaml.in/yaml/v3 v3.0.6
)

require (
	github.com/expr-lang/expr v1.17.8 // indirect
	golang.org/x/text v0.14.0 // indirect
)
