// Package typed has the ways to decide typed signals that are compared: the
// switch by hand, this project's, and rule engines with rules as their users
// would write them.
package typed

import (
	"fmt"

	"cel.dev/cel-go/cel"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/bench/draw"
	"github.com/verdict-id/verdict/bench/hand"
)

// Signals are the providers' signals.
type Signals interface {
	verdict.Onfido | verdict.EID | verdict.ReadID | verdict.FaceTec | verdict.Paper | verdict.Connect
}

// Provider is one provider: its inputs, and all that the ways to decide them
// need to know of it.
type Provider[S Signals] struct {
	Name string
	Draw func(*draw.Source) S
	Hand func(*S) (verdict.Status, error)

	// Loops over inputs, a function each so that calls are direct. They add
	// the statuses up, so that no call can be left out.
	byHand, byWalk func([]S) int

	table  string                  // in the rule book
	values func(*S) map[string]any // as verdict.Values has them
	fields []field[S]              // as expr sees them in a map, and CEL
	expr   conditions              // for expr, over the struct's fields
	cel    conditions              // for CEL, over the same
	rego   string                  // for OPA, over the struct as JSON
}

// field is one field of the struct.
type field[S Signals] struct {
	name   string
	kind   *cel.Type
	get    func(*S) any
	forCEL func(*S) any // nil: get will do; CEL takes no nil pointers
}

// conditions have the strictest status first: the first that holds
// decides.
type conditions []struct{ status, when string }

// Way is one way to decide, ready to run on some inputs.
type Way struct {
	Name   string
	Inputs int // how many there are
	// Run decides the first n inputs and adds the statuses up.
	Run func(n int) int
	// Answer decides one input. It gives the name of a status, or
	// "undecided".
	Answer func(i int) string
}

// The names of the ways.
const (
	HandWay    = "hand"
	WalkWay    = "verdict"
	RowsWay    = "verdict's rows in expr"
	ExprWay    = "expr, struct"
	ExprMapWay = "expr, map"
	CELWay     = "cel-go"
	OPAWay     = "OPA"
	// OPAParsedWay has its inputs as OPA's own values before.
	OPAParsedWay = "OPA, parsed before"
)

// Ways makes every way to decide ready for inputs.
func (p Provider[S]) Ways(inputs []S) ([]Way, error) {
	const few = 4096 // for ways that need much memory for each input beforehand
	ways := []Way{p.hand(inputs), p.walk(inputs)}
	for _, other := range []struct {
		make   func([]S) (Way, error)
		inputs []S
	}{
		{p.rowsWay, inputs[:min(len(inputs), few)]},
		{p.exprWay, inputs},
		{p.exprMapWay, inputs},
		{p.celWay, inputs},
		{p.opaWay, inputs[:min(len(inputs), few)]},
		{p.opaParsedWay, inputs[:min(len(inputs), few)]},
	} {
		way, err := other.make(other.inputs)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p.Name, err)
		}
		ways = append(ways, way)
	}
	return ways, nil
}

// Decided draws n typical inputs that a status follows from.
func (p Provider[S]) Decided(n int, seed uint64) []S {
	source := draw.Typical(seed)
	inputs := make([]S, 0, n)
	for len(inputs) < n {
		s := p.Draw(source)
		if _, err := p.Hand(&s); err == nil {
			inputs = append(inputs, s)
		}
	}
	return inputs
}

func (p Provider[S]) hand(inputs []S) Way {
	return Way{HandWay, len(inputs), func(n int) int { return p.byHand(inputs[:n]) }, func(i int) string {
		status, err := p.Hand(&inputs[i])
		if err != nil {
			return err.Error()
		}
		return status.String()
	}}
}

func (p Provider[S]) walk(inputs []S) Way {
	return Way{WalkWay, len(inputs), func(n int) int { return p.byWalk(inputs[:n]) }, func(i int) string {
		return Answer(verdict.Decide(any(inputs[i]).(verdict.Signals)))
	}}
}

// eachWay is a way that decides one input after the other. With some hundred
// nanoseconds a decision the call does not matter.
func eachWay(name string, inputs int, decide func(i int) string) Way {
	return Way{name, inputs, func(n int) (sum int) {
		for i := range n {
			sum += len(decide(i))
		}
		return sum
	}, decide}
}

// Answer names the status, or the kind of error.
func Answer(d verdict.Decision, err error) string {
	switch err.(type) {
	case nil:
		return d.Status().String()
	case *verdict.SignalError:
		return hand.ErrUnknown.Error()
	case *verdict.UndecidedError:
		return hand.ErrUndecided.Error()
	default:
		return err.Error()
	}
}

// Provided is a Provider whose type of signals is not looked at.
type Provided interface {
	Called() string
	// DecidedWays makes every way ready for n typical inputs that a status
	// follows from.
	DecidedWays(n int, seed uint64) ([]Way, error)
}

// Providers are all of them.
var Providers = []Provided{Onfido, EID, ReadID, FaceTec, Paper, Connect}

// Called is the name.
func (p Provider[S]) Called() string { return p.Name }

// DecidedWays makes every way ready.
func (p Provider[S]) DecidedWays(n int, seed uint64) ([]Way, error) {
	return p.Ways(p.Decided(n, seed))
}
