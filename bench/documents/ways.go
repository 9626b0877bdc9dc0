package documents

import (
	"encoding/json"

	jsonv2 "github.com/go-json-experiment/json"
	goccyv2 "github.com/goccy/go-json/v2"

	"github.com/verdict-id/verdict"
)

// Way is one way from a document to a status.
type Way struct {
	Name string
	// Decide gives the status, or an error and none.
	Decide func(document []byte) (verdict.Status, error)
}

// The names of the ways.
const (
	VerdictWay = "verdict"
	GoccyWay   = "goccy/go-json/v2"
	SelectWay  = "goccy/go-json/jsontext"
)

// Ways are all of them.
var Ways = []Way{
	{"encoding/json", switched(func(document []byte, m *message) error { return json.Unmarshal(document, m) })},
	{"go-json-experiment", switched(func(document []byte, m *message) error { return jsonv2.Unmarshal(document, m) })},
	{GoccyWay, switched(func(document []byte, m *message) error { return goccyv2.UnmarshalOf(document, m) })},
	{SelectWay, selected},
	{VerdictWay, parsed},
}

// switched decodes a document and decides it by hand.
func switched(decode func(document []byte, m *message) error) func([]byte) (verdict.Status, error) {
	return func(document []byte) (verdict.Status, error) {
		var m message
		if err := decode(document, &m); err != nil {
			return 0, err
		}
		return m.decide()
	}
}

func parsed(document []byte) (verdict.Status, error) {
	p, err := verdict.Parse(document)
	if err != nil {
		return 0, err
	}
	d, err := p.Decide()
	return d.Status(), err
}
