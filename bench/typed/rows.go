package typed

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/verdict-id/verdict/internal/rulebook"
	"github.com/verdict-id/verdict/rules"
)

// rowsWay asks expr about every row of this project's table, as its tests do.
// The signals are classified, and expr's variables are made, before.
func (p Provider[S]) rowsWay(inputs []S) (Way, error) {
	table, err := loadTable(p.table)
	if err != nil {
		return Way{}, err
	}
	rows := slices.Clone(table.Rules)
	slices.SortStableFunc(rows, func(a, b *rulebook.Rule) int { return cmp.Compare(b.Status, a.Status) })
	known := map[string]map[string]any{} // variables by classes
	envs := make([]map[string]any, len(inputs))
	for i := range inputs {
		classes, err := classify(table, p.values(&inputs[i]))
		if err != nil {
			return Way{}, err
		}
		env, ok := known[string(classes)]
		if !ok {
			env = table.Env(classes)
			known[string(classes)] = env
		}
		envs[i] = env
	}
	return eachWay(RowsWay, len(inputs), func(i int) string {
		answer := rulebook.Undecided
		for _, row := range rows {
			holds, err := row.Program.Eval(envs[i])
			if err != nil {
				panic(err)
			}
			if holds && answer == rulebook.Undecided {
				answer = row.Status
			}
		}
		return answer.String()
	}), nil
}

func loadTable(provider string) (*rulebook.Table, error) {
	book, problems := rulebook.Load(rules.Book())
	if len(problems) > 0 {
		return nil, fmt.Errorf("the rule book: %v", problems[0])
	}
	for _, table := range book.Tables {
		if slices.Contains(table.Providers, provider) {
			return table, nil
		}
	}
	return nil, fmt.Errorf("the rule book has no table for %s", provider)
}

// classify gives the class of each signal of a table, for a set a bit for the
// class of each entry.
func classify(table *rulebook.Table, values map[string]any) ([]uint8, error) {
	classes := make([]uint8, len(table.Signals))
	for i, s := range table.Signals {
		value := values[s.Name]
		if !s.Set {
			class, ok := classOf(s, value)
			if !ok {
				return nil, fmt.Errorf("%v is not declared for %s", value, s.Name)
			}
			classes[i] = class
			continue
		}
		entries, _ := value.([]any)
		for _, entry := range entries {
			class, ok := classOf(s, entry)
			if !ok {
				return nil, fmt.Errorf("%v is not declared for %s", entry, s.Name)
			}
			classes[i] |= 1 << class
		}
	}
	return classes, nil
}

// classOf gives the class of one value; what is nil or empty is absent.
func classOf(s *rulebook.Signal, value any) (uint8, bool) {
	switch value := value.(type) {
	case string:
		if s.Code != nil {
			return rulebook.CodeClass(s, value)
		}
		if value == "" {
			return 0, true
		}
		return rulebook.WordClass(s, value)
	case bool:
		if s.Kind == rulebook.Presence {
			return map[bool]uint8{true: 1}[value], true
		}
		return s.BoolClass(value), true
	case int:
		return s.IntClass(value)
	}
	return 0, value == nil
}
