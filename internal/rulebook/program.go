package rulebook

import (
	"fmt"
	"strconv"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"
)

// Program is a condition compiled by expr: the reference evaluator, against
// which the lowered condition and the diagram are tested.
type Program struct{ program *vm.Program }

// Eval asks the condition of an environment made by Table.Env.
func (p *Program) Eval(env map[string]any) (bool, error) {
	out, err := expr.Run(p.program, env)
	if err != nil {
		return false, err
	}
	return out.(bool), nil
}

// compile compiles a condition, its terms written out. Every single signal is
// declared nil: so expr itself refuses what absence would make a run-time error.
func (r *reader) compile(text conditionText, inlined string) *Program {
	env := map[string]any{"absent": nil, "present": nil}
	for name, s := range r.names {
		switch {
		case s.group != nil || s.signal != nil && s.signal.Set:
			env[name] = []any{}
		case s.signal != nil:
			env[name] = nil
		}
	}
	program, err := expr.Compile(inlined,
		expr.Env(env), expr.AsBool(), expr.Optimize(false),
		expr.DisableAllBuiltins(), expr.EnableBuiltin("any"), expr.EnableBuiltin("all"), expr.EnableBuiltin("none"))
	if err != nil {
		r.refuse(text.at(0), CodeSyntax, "expr does not compile the condition: %v", err)
		return nil
	}
	return &Program{program}
}

// Env is a vector as expr sees it: declared values, nil for absent, a list for
// a group or a set.
func (t *Table) Env(vector []uint8) map[string]any {
	env := map[string]any{"absent": nil, "present": "present"}
	for i, s := range t.Signals {
		if !s.Set {
			env[s.Name] = s.native(vector[i])
			continue
		}
		entries := []any{}
		for class := range uint8(len(s.Values) + 1) {
			if Classes(vector[i]).Has(class) {
				entries = append(entries, s.native(class))
			}
		}
		env[s.Name] = entries
	}
	for _, g := range t.Groups {
		members := make([]any, len(g.Members))
		for i, m := range g.Members {
			members[i] = t.Signals[m].native(vector[m])
		}
		env[g.Name] = members
	}
	return env
}

// native is the value that a class stands for, as expr sees it.
func (s *Signal) native(class uint8) any {
	if class == 0 {
		return nil
	}
	value := s.Values[class-1]
	switch s.Kind {
	case Boolean:
		return value == "true"
	case Integer:
		n, err := strconv.Atoi(value)
		if err != nil {
			panic(fmt.Sprintf("internal error: %q is not a number", value))
		}
		return n
	default:
		return value
	}
}
