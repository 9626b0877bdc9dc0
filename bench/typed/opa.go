package typed

import (
	"bytes"
	"context"
	"encoding/json"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
)

// opaWay asks a prepared query, and gives it the struct.
func (p Provider[S]) opaWay(inputs []S) (Way, error) {
	ask, err := p.prepare()
	if err != nil {
		return Way{}, err
	}
	return eachWay(OPAWay, len(inputs), func(i int) string {
		return ask(rego.EvalInput(&inputs[i]))
	}), nil
}

// opaParsedWay asks a prepared query. Its inputs, the structs as JSON, are
// OPA's own values before.
func (p Provider[S]) opaParsedWay(inputs []S) (Way, error) {
	ask, err := p.prepare()
	if err != nil {
		return Way{}, err
	}
	values := make([]ast.Value, len(inputs))
	for i := range inputs {
		text, err := json.Marshal(inputs[i])
		if err != nil {
			return Way{}, err
		}
		if values[i], err = ast.ValueFromReader(bytes.NewReader(text)); err != nil {
			return Way{}, err
		}
	}
	return eachWay(OPAParsedWay, len(inputs), func(i int) string {
		return ask(rego.EvalParsedInput(values[i]))
	}), nil
}

// prepare compiles the rules.
func (p Provider[S]) prepare() (func(input rego.EvalOption) string, error) {
	ctx := context.Background()
	query, err := rego.New(rego.Query("data.verdict.status"), rego.Module("verdict.rego", p.rego)).PrepareForEval(ctx)
	if err != nil {
		return nil, err
	}
	return func(input rego.EvalOption) string {
		out, err := query.Eval(ctx, input)
		if err != nil {
			panic(err)
		}
		return out[0].Expressions[0].Value.(string)
	}, nil
}
