package typed

import (
	"strconv"
	"strings"

	"github.com/expr-lang/expr"
)

// ternary writes rules as one expression, which is no slower than a program a
// rule.
func (c conditions) ternary() string {
	var b strings.Builder
	for _, rule := range c {
		b.WriteString("(" + rule.when + ") ? " + strconv.Quote(rule.status) + " : ")
	}
	return b.String() + `"undecided"`
}

// exprWay gives expr the struct itself.
func (p Provider[S]) exprWay(inputs []S) (Way, error) {
	var s S
	program, err := expr.Compile(p.expr.ternary(), expr.Env(s))
	if err != nil {
		return Way{}, err
	}
	return eachWay(ExprWay, len(inputs), func(i int) string {
		out, err := expr.Run(program, &inputs[i])
		if err != nil {
			panic(err)
		}
		return out.(string)
	}), nil
}

// exprMapWay gives expr a map that is filled anew for each input.
func (p Provider[S]) exprMapWay(inputs []S) (Way, error) {
	env := map[string]any{}
	var s S
	p.fill(env, &s)
	program, err := expr.Compile(p.expr.ternary(), expr.Env(env))
	if err != nil {
		return Way{}, err
	}
	return eachWay(ExprMapWay, len(inputs), func(i int) string {
		p.fill(env, &inputs[i])
		out, err := expr.Run(program, env)
		if err != nil {
			panic(err)
		}
		return out.(string)
	}), nil
}

func (p Provider[S]) fill(env map[string]any, s *S) {
	for _, f := range p.fields {
		env[f.name] = f.get(s)
	}
}

// value is what a pointer points to, or nil.
func value[T any](pointer *T) any {
	if pointer == nil {
		return nil
	}
	return *pointer
}
