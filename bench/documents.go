package main

import (
	"fmt"

	"github.com/verdict-id/verdict/bench/documents"
	"github.com/verdict-id/verdict/bench/draw"
	"github.com/verdict-id/verdict/bench/measure"
)

// drawnDocuments are so many that neither the processor's caches nor its
// branch predictor know them.
const drawnDocuments = 1 << 14

func documentsReport() (report, error) {
	drawn := draw.Several(drawnDocuments, draw.Typical(5).Document)
	bytes := 0
	for _, d := range drawn {
		bytes += len(d)
	}
	var jobs []measure.Job
	for _, way := range documents.Ways {
		jobs = append(jobs, measure.Job{Name: way.Name, Inputs: len(drawn), Run: func(n int) (sum int) {
			for _, d := range drawn[:n] {
				status, _ := way.Decide(d)
				sum += int(status)
			}
			return sum
		}})
	}
	results := measure.Jobs(jobs)
	named := versions("github.com/goccy/go-json", "github.com/go-json-experiment/json")
	markdown := fmt.Sprintf("%s; medians of %d counts, documents of all six providers, %d bytes in the mean.\n\n%s\n%s\n"+
		"What each makes of hostile documents:\n\n%s",
		named, measure.Counts, bytes/len(drawn), documentTable(results), documentsReach(results), hostileTable())
	return report{markdown, documentsChart(results)}, nil
}

func documentTable(results []measure.Result) string {
	peer := find(results, documents.GoccyWay)
	rows := [][]string{{"from a document to a status", "time", "against goccy/go-json/v2", "allocations"}}
	for _, r := range results {
		rows = append(rows, []string{r.Name, nanoseconds(r.Nanoseconds), fmt.Sprintf("%.2f×", r.Nanoseconds/peer.Nanoseconds), fmt.Sprintf("%.0f", r.Allocs)})
	}
	return table(rows)
}

func documentsReach(results []measure.Result) string {
	ours := find(results, documents.VerdictWay)
	ratio := ours.Nanoseconds / find(results, documents.GoccyWay).Nanoseconds
	return table([][]string{
		reachHead,
		reach("verdict against goccy/go-json/v2 and the switch", fmt.Sprintf("%.2f×", ratio), "at most 2.2×", ratio <= 2.2),
		reach("allocations", fmt.Sprintf("%.0f", ours.Allocs), "0", ours.Allocs < 0.5),
	})
}

func hostileTable() string {
	head := []string{"a chip that did not verify, and"}
	for _, way := range documents.Ways {
		head = append(head, way.Name)
	}
	rows := [][]string{head}
	for _, h := range documents.Hostiles {
		row := []string{h.Name}
		for _, way := range documents.Ways {
			answer := way.Answer(h.Document)
			if answer == "accepted" {
				answer = "**accepted**"
			}
			row = append(row, answer)
		}
		rows = append(rows, row)
	}
	return table(rows)
}
