package verdict_test

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/expr-lang/expr/ast"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// variant is a condition with one small mistake in it.
type variant struct {
	kind          string
	before, after string // the part that differs
	node          ast.Node
}

// vocabulary holds the literals that a condition can compare a signal with, by
// the name of the signal, set or group.
type vocabulary map[string][]ast.Node

func newVocabulary(t *rulebook.Table) vocabulary {
	v := vocabulary{}
	for _, s := range t.Signals {
		v[s.Name] = literalsOf(s)
	}
	for _, g := range t.Groups {
		v[g.Name] = literalsOf(t.Signals[g.Members[0]])
	}
	return v
}

func literalsOf(s *rulebook.Signal) []ast.Node {
	all := []ast.Node{identifier("absent")}
	for _, value := range s.Values {
		switch s.Kind {
		case rulebook.Words:
			all = append(all, &ast.StringNode{Value: value})
		case rulebook.Integer:
			n, err := strconv.Atoi(value)
			if err != nil {
				panic(err)
			}
			all = append(all, &ast.IntegerNode{Value: n})
		default: // true, false or present
			all = append(all, identifier(value))
		}
	}
	return all
}

func identifier(name string) ast.Node { return &ast.IdentifierNode{Value: name} }

func array(items []ast.Node) ast.Node { return &ast.ArrayNode{Nodes: items} }

func not(n ast.Node) ast.Node { return &ast.UnaryNode{Operator: "not", Node: n} }

func operation(operator string, left, right ast.Node) ast.Node {
	return &ast.BinaryNode{Operator: operator, Left: left, Right: right}
}

// variants gives every mutant of a condition; inside any, all and none, entry
// holds the literals for #.
func (v vocabulary) variants(n ast.Node, entry []ast.Node) []variant {
	switch n := n.(type) {
	case *ast.BinaryNode:
		if n.Operator == "and" || n.Operator == "or" {
			return v.junction(n, entry)
		}
		if entry == nil {
			entry = v[n.Left.String()]
		}
		return comparison(n, entry)
	case *ast.UnaryNode:
		return append(inside(v.variants(n.Node, entry), not), variant{"negation", n.String(), n.Node.String(), n.Node})
	case *ast.BuiltinNode:
		return v.quantifier(n)
	case *ast.IdentifierNode: // a term
		return []variant{{"negation", n.Value, not(n).String(), not(n)}}
	}
	panic(fmt.Sprintf("no mutants are known of %T: %s", n, n))
}

// inside puts the mutants of a part into the whole.
func inside(parts []variant, whole func(part ast.Node) ast.Node) []variant {
	for i := range parts {
		parts[i].node = whole(parts[i].node)
	}
	return parts
}

// junction exchanges and with or, and leaves each operand out. The operands of
// "a and b and c" are a and b at the inner "and", and c at the outer.
func (v vocabulary) junction(n *ast.BinaryNode, entry []ast.Node) []variant {
	other := map[string]string{"and": "or", "or": "and"}[n.Operator]
	exchanged := operation(other, n.Left, n.Right)
	variants := []variant{{"and/or", n.Operator + " " + n.Right.String(), other + " " + n.Right.String(), exchanged}}
	for _, side := range [][2]ast.Node{{n.Left, n.Right}, {n.Right, n.Left}} {
		if chain, ok := side[0].(*ast.BinaryNode); !ok || chain.Operator != n.Operator {
			variants = append(variants, variant{"operand", side[0].String(), "", side[1]})
		}
	}
	left := inside(v.variants(n.Left, entry), func(part ast.Node) ast.Node { return operation(n.Operator, part, n.Right) })
	right := inside(v.variants(n.Right, entry), func(part ast.Node) ast.Node { return operation(n.Operator, n.Left, part) })
	return slices.Concat(variants, left, right)
}

// quantifier exchanges any, all and none, and mutates what they ask.
func (v vocabulary) quantifier(n *ast.BuiltinNode) []variant {
	family, predicate := n.Arguments[0], n.Arguments[1].(*ast.PredicateNode).Node
	asks := func(quantifier string, predicate ast.Node) ast.Node {
		return &ast.BuiltinNode{Name: quantifier, Arguments: []ast.Node{family, predicate}}
	}
	variants := inside(v.variants(predicate, v[family.String()]), func(part ast.Node) ast.Node { return asks(n.Name, part) })
	for _, quantifier := range []string{"any", "all", "none"} {
		if quantifier != n.Name {
			variants = append(variants, variant{kind: "any/all", node: asks(quantifier, predicate)})
		}
	}
	for i := range variants { // # alone would not say whose entry it is
		variants[i].before, variants[i].after = n.String(), variants[i].node.String()
	}
	return variants
}

// comparison compares with each other literal, moves numbers by one, and asks
// for the opposite. A row that accepts may name the opposite values, but must
// not say "not".
func comparison(n *ast.BinaryNode, literals []ast.Node) []variant {
	var variants []variant
	add := func(kind, operator string, right ast.Node) {
		node := operation(operator, n.Left, right)
		variants = append(variants, variant{kind, n.String(), node.String(), node})
	}
	switch right := n.Right.(type) {
	case *ast.ArrayNode:
		for i, item := range right.Nodes {
			for _, other := range others(item, literals) {
				add("literal", n.Operator, array(slices.Concat(right.Nodes[:i], []ast.Node{other}, right.Nodes[i+1:])))
			}
		}
	case *ast.BinaryNode: // a range
		for _, by := range []int{-1, 1} {
			add("bound", n.Operator, operation("..", moved(right.Left, by), right.Right))
			add("bound", n.Operator, operation("..", right.Left, moved(right.Right, by)))
		}
	case *ast.IntegerNode:
		add("literal", n.Operator, identifier("absent"))
		add("bound", n.Operator, moved(right, -1))
		add("bound", n.Operator, moved(right, 1))
	default:
		for _, other := range others(right, literals) {
			add("literal", n.Operator, other)
		}
	}
	add("negation", "in", array(opposite(n, literals)))
	return variants
}

func moved(n ast.Node, by int) ast.Node {
	return &ast.IntegerNode{Value: n.(*ast.IntegerNode).Value + by}
}

// others are all literals but one.
func others(one ast.Node, literals []ast.Node) []ast.Node {
	return slices.DeleteFunc(slices.Clone(literals), func(l ast.Node) bool { return l.String() == one.String() })
}

// opposite gives the literals for which a comparison does not hold.
func opposite(n *ast.BinaryNode, literals []ast.Node) []ast.Node {
	named := map[string]bool{}
	switch right := n.Right.(type) {
	case *ast.ArrayNode:
		for _, item := range right.Nodes {
			named[item.String()] = true
		}
	case *ast.BinaryNode:
		for i := right.Left.(*ast.IntegerNode).Value; i <= right.Right.(*ast.IntegerNode).Value; i++ {
			named[fmt.Sprint(i)] = true
		}
	default:
		named[right.String()] = true
	}
	return slices.DeleteFunc(slices.Clone(literals), func(l ast.Node) bool { return named[l.String()] == (n.Operator != "!=") })
}
