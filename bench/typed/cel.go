package typed

import "cel.dev/cel-go/cel"

// activation lets CEL read the fields of the struct, those it asks for.
type activation[S Signals] struct {
	signals *S
	fields  map[string]func(*S) any
}

// ResolveName gives a field.
func (a *activation[S]) ResolveName(name string) (any, bool) {
	get, ok := a.fields[name]
	if !ok {
		return nil, false
	}
	return get(a.signals), true
}

// Parent is none.
func (a *activation[S]) Parent() cel.Activation { return nil }

// celWay gives CEL the struct by way of an activation.
func (p Provider[S]) celWay(inputs []S) (Way, error) {
	var options []cel.EnvOption
	a := &activation[S]{fields: map[string]func(*S) any{}}
	for _, f := range p.fields {
		options = append(options, cel.Variable(f.name, f.kind))
		a.fields[f.name] = f.get
		if f.forCEL != nil {
			a.fields[f.name] = f.forCEL
		}
	}
	env, err := cel.NewEnv(options...)
	if err != nil {
		return Way{}, err
	}
	ast, issues := env.Compile(p.cel.ternary())
	if issues.Err() != nil {
		return Way{}, issues.Err()
	}
	program, err := env.Program(ast, cel.EvalOptions(cel.OptOptimize))
	if err != nil {
		return Way{}, err
	}
	return eachWay(CELWay, len(inputs), func(i int) string {
		a.signals = &inputs[i]
		out, _, err := program.Eval(a)
		if err != nil {
			panic(err)
		}
		return out.Value().(string)
	}), nil
}
