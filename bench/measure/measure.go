// Package measure times ways to do one thing against one another, in turns, so
// that whatever else the machine does hits all of them alike.
package measure

import (
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"time"
)

// Job is one way to do a thing. Run does it n times, on the first n inputs; n
// is at most Inputs. It gives a number that depends on all results, so that the
// compiler can leave nothing out.
type Job struct {
	Name   string
	Inputs int
	Run    func(n int) int
}

// Result is what one Job took.
type Result struct {
	Name        string
	Nanoseconds float64 // the median of the counts, for one input
	Least, Most float64 // among the counts
	Allocs      float64 // for one input
}

// Counts is how often each job is timed.
const Counts = 20

// share is how long each job runs in one count, at least.
const share = 15 * time.Millisecond

// Jobs times each job Counts times, in an order that is random and new each
// time.
func Jobs(jobs []Job) []Result {
	random := rand.New(rand.NewPCG(1, 3))
	plans := make([]plan, len(jobs))
	for i, job := range jobs {
		plans[i] = newPlan(job)
	}
	times := make([][]float64, len(jobs))
	allocs := make([]float64, len(jobs))
	for range Counts {
		for _, i := range random.Perm(len(jobs)) {
			nanoseconds, mallocs := plans[i].run(jobs[i])
			times[i] = append(times[i], nanoseconds)
			allocs[i] += mallocs / Counts
		}
	}
	results := make([]Result, len(jobs))
	for i, job := range jobs {
		results[i] = Result{job.Name, Median(times[i]), slices.Min(times[i]), slices.Max(times[i]), allocs[i]}
	}
	return results
}

// plan is how many inputs a job takes in one round, and how many rounds are a
// count.
type plan struct{ inputs, rounds int }

func newPlan(job Job) plan {
	job.Run(1) // what is done once only does not count
	n, took := 1, time.Duration(0)
	for ; ; n *= 2 {
		n = min(n, job.Inputs)
		start := time.Now()
		job.Run(n)
		took = time.Since(start)
		if n == job.Inputs || took > share {
			break
		}
	}
	return plan{n, 1 + int(share/max(took, 1))}
}

func (p plan) run(job Job) (nanoseconds, mallocs float64) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	for range p.rounds {
		job.Run(p.inputs)
	}
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	n := float64(p.inputs * p.rounds)
	return float64(took.Nanoseconds()) / n, float64(after.Mallocs-before.Mallocs) / n
}

// Median is the middle of some numbers, of an even count the mean of the two in
// the middle. There has to be one.
func Median(numbers []float64) float64 {
	sorted := slices.Sorted(slices.Values(numbers))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// GeometricMean is the mean of ratios, all above 0. There has to be one.
func GeometricMean(ratios []float64) float64 {
	sum := 0.0
	for _, r := range ratios {
		sum += math.Log(r)
	}
	return math.Exp(sum / float64(len(ratios)))
}
