package beamaudit

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict/audit"
)

// runner does by hand what a runner does, in small bundles, each of which is tried
// three times: prism ends a job with the first bundle that fails. What the attempts
// before the last give is dropped, as runners do.
type runner struct {
	*testing.T
	*rand.Rand
	bundles int
}

// output is what one attempt at a bundle gives, each element as its coder writes it.
type output struct {
	Seen         []keyed
	Found, Parts []string
}

// keyed is what is seen of the process with an id.
type keyed struct{ ID, Seen string }

func (o *output) see(id []byte, s audit.Seen) {
	o.Seen = append(o.Seen, keyed{string(id), string(encodeSeen(s))})
}

func (o *output) find(line []byte) { o.Found = append(o.Found, string(line)) }

func (o *output) count(p audit.Part) {
	text, err := encodePart(p)
	if err != nil {
		panic(err)
	}
	o.Parts = append(o.Parts, string(text))
}

// bundle tries a bundle: the first attempt fails at some element, and the result of
// the second is lost. It gives what the third gives, into all.
func (r *runner) bundle(elements int, all *output, attempt func(o *output, elements int, finish bool) error) {
	r.Helper()
	r.bundles++
	var failed, lost, kept output
	for _, err := range []error{
		attempt(&failed, r.IntN(elements+1), false),
		attempt(&lost, elements, true),
		attempt(&kept, elements, true),
	} {
		if err != nil {
			r.Fatal(err)
		}
	}
	if diff := cmp.Diff(lost, kept); diff != "" {
		r.Fatalf("the third attempt gives other than the second (-second +third):\n%s", diff)
	}
	all.Seen = append(all.Seen, kept.Seen...)
	all.Found = append(all.Found, kept.Found...)
	all.Parts = append(all.Parts, kept.Parts...)
}

// bundlesOf gives the elements of n in bundles of random sizes, and random order.
func (r *runner) bundlesOf(n int) [][]int {
	var bundles [][]int
	for order := r.Perm(n); len(order) > 0; {
		size := min(1+r.IntN(200), len(order))
		bundles = append(bundles, order[:size])
		order = order[size:]
	}
	return bundles
}

// arrived gives a DoFn as it arrives at a worker.
func arrived[F any](t *testing.T, fn F) *F {
	t.Helper()
	text, err := json.Marshal(fn)
	if err != nil {
		t.Fatal(err)
	}
	var other F
	if err := json.Unmarshal(text, &other); err != nil {
		t.Fatal(err)
	}
	return &other
}

// judge runs the bundles of records, encoded by their coder.
func (r *runner) judge(b basis, records []string, all *output) {
	fn := arrived(r.T, judgeFn{Basis: b})
	for _, bundle := range r.bundlesOf(len(records)) {
		r.bundle(len(bundle), all, func(o *output, elements int, finish bool) error {
			if err := fn.StartBundle(o.see, o.find, o.count); err != nil {
				return err
			}
			for _, i := range bundle[:elements] {
				record, err := decodeRecord([]byte(records[i]))
				if err != nil {
					return err
				}
				if err := fn.ProcessElement(record, o.see, o.find, o.count); err != nil {
					return err
				}
			}
			if finish {
				fn.FinishBundle(o.see, o.find, o.count)
			}
			return nil
		})
	}
}

// follow runs the bundles of processes.
func (r *runner) follow(b basis, all *output) {
	histories := map[string][]string{}
	for _, k := range all.Seen {
		histories[k.ID] = append(histories[k.ID], k.Seen)
	}
	var ids []string
	for id := range histories {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	fn := arrived(r.T, processFn{Basis: b})
	for _, bundle := range r.bundlesOf(len(ids)) {
		r.bundle(len(bundle), all, func(o *output, elements int, finish bool) error {
			if err := fn.StartBundle(o.find, o.count); err != nil {
				return err
			}
			for _, i := range bundle[:elements] {
				if err := fn.ProcessElement([]byte(ids[i]), iterate(r.T, histories[ids[i]]), o.find, o.count); err != nil {
					return err
				}
			}
			if finish {
				fn.FinishBundle(o.find, o.count)
			}
			return nil
		})
	}
}

// iterate gives what was seen one by one.
func iterate(t *testing.T, history []string) func(*audit.Seen) bool {
	return func(into *audit.Seen) bool {
		if len(history) == 0 {
			return false
		}
		var err error
		if *into, err = decodeSeen([]byte(history[0])); err != nil {
			t.Fatal(err)
		}
		history = history[1:]
		return true
	}
}

// combine adds parts in random groups and order. Each group is added twice, and the
// first sum is lost.
func (r *runner) combine(b basis, parts []string) []byte {
	fn := arrived(r.T, partFn{Basis: b})
	var sums []string
	for _, group := range r.bundlesOf(len(parts)) {
		lost, kept := r.sum(fn, parts, group, fn.AddInput), r.sum(fn, parts, group, fn.AddInput)
		if lost != kept {
			r.Fatal("the same parts add up to something else")
		}
		sums = append(sums, kept)
	}
	last, err := decodePart([]byte(r.sum(fn, sums, r.Perm(len(sums)), fn.MergeAccumulators)))
	if err != nil {
		r.Fatal(err)
	}
	report, err := fn.ExtractOutput(last)
	if err != nil {
		r.Fatal(err)
	}
	return report
}

func (r *runner) sum(fn *partFn, parts []string, group []int, add func(a, b audit.Part) (audit.Part, error)) string {
	sum := fn.CreateAccumulator()
	for _, i := range group {
		part, err := decodePart([]byte(parts[i]))
		if err != nil {
			r.Fatal(err)
		}
		if sum, err = add(sum, part); err != nil {
			r.Fatal(err)
		}
	}
	var o output
	o.count(sum)
	return o.Parts[0]
}

// TestRetries: bundles that are tried again give what one machine gives, whatever
// bundles there are.
func TestRetries(t *testing.T) {
	_, names := dealt(t, made(t, 22, 5000), 2)
	for _, o := range []Options{{Words: true}, {Against: example("facetec-level-8")}} {
		b, err := newBasis(o)
		if err != nil {
			t.Fatal(err)
		}
		want := onOneMachine(t, o, names)
		for seed := range uint64(2) {
			r := &runner{T: t, Rand: rand.New(rand.NewPCG(seed, 0))}
			var all output
			r.judge(b, encodedRecords(t, names), &all)
			r.follow(b, &all)
			if r.bundles < 50 {
				t.Fatalf("only %d bundles were tried", r.bundles)
			}
			slices.Sort(all.Found)
			compare(t, want, &result{decoded(t, r.combine(b, all.Parts)), all.Found})
		}
	}
}

// encodedRecords reads files.
func encodedRecords(t *testing.T, names []string) []string {
	t.Helper()
	var all []string
	for _, name := range names {
		file, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		for r, err := range audit.Records(name, file) {
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, string(encodeRecord(r)))
		}
	}
	return all
}
