package measure_test

import (
	"math"
	"testing"

	"github.com/verdict-id/verdict/bench/measure"
)

func TestMedian(t *testing.T) {
	for _, c := range []struct {
		numbers []float64
		want    float64
		why     string
	}{
		{[]float64{9, 1, 5}, 5, "the middle, whatever the order"},
		{[]float64{4, 1, 2, 100}, 3, "between the two in the middle"},
		{[]float64{7}, 7, "the only one"},
	} {
		if got := measure.Median(c.numbers); got != c.want {
			t.Errorf("%v: %v, want %v: %s", c.numbers, got, c.want, c.why)
		}
	}
}

func TestGeometricMean(t *testing.T) {
	if got := measure.GeometricMean([]float64{1, 2, 4}); math.Abs(got-2) > 1e-9 {
		t.Errorf("%v, want 2, the cube root of 8", got)
	}
}

// TestJobs: every job is done, on no more inputs than it has, and results stand
// in the order of the jobs.
func TestJobs(t *testing.T) {
	most := [2]int{}
	job := func(i, inputs int) measure.Job {
		return measure.Job{Name: string(rune('a' + i)), Inputs: inputs, Run: func(n int) int {
			most[i] = max(most[i], n)
			return n
		}}
	}
	results := measure.Jobs([]measure.Job{job(0, 10), job(1, 1000)})
	if most != [2]int{10, 1000} {
		t.Errorf("jobs were done on %v inputs at most, want 10 and 1000", most)
	}
	if len(results) != 2 || results[0].Name != "a" || results[1].Name != "b" {
		t.Errorf("%v, want results of a and b", results)
	}
}
