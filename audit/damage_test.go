package audit

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"strings"
	"testing"
	"testing/iotest"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict/internal/corpus"
)

var errBroken = errors.New("the disk is gone")

// rejects are documents with one finding each: accepted is recorded, and the rules
// reject.
func rejects(n int) []string {
	docs := make([]string, n)
	for i := range docs {
		docs[i] = doc(forged, `"status":"accepted"`, fmt.Sprintf(`"processId":"p-%d"`, i+1))
	}
	return docs
}

// lines puts documents on a line each.
func lines(docs []string) string { return strings.Join(docs, "\n") + "\n" }

// checkPrefix: a report is that of the first n documents of rejects, and so is what
// was found.
func checkPrefix(t *testing.T, n int64, r *Report, found []Finding) {
	t.Helper()
	if r == nil {
		t.Fatal("there is no report")
	}
	checkSums(t, r)
	checkFindings(t, Options{}, r, found)
	if r.Records != n || int64(len(found)) != n {
		t.Errorf("%d records with %d findings, want %d", r.Records, len(found), n)
	}
	for i, f := range found {
		if id := fmt.Sprintf("p-%d", i+1); f.Record != int64(i+1) || f.ProcessID != id {
			t.Errorf("finding %d is of record %d, %s", i, f.Record, f.ProcessID)
		}
	}
}

// TestSequenceFails: all documents before the error are audited.
func TestSequenceFails(t *testing.T) {
	for _, n := range []int{0, 1, 255, 256, 257, 1000} {
		var found []Finding
		o := Options{Found: func(f Finding) error { found = append(found, f); return nil }}
		r, err := Documents(t.Context(), broken(rejects(n)), o)
		if !errors.Is(err, errBroken) {
			t.Errorf("after %d documents the error is %v", n, err)
		}
		checkPrefix(t, int64(n), r, found)
		if r.Ended != errBroken.Error() {
			t.Errorf("the report says it ended because of %q", r.Ended)
		}
	}
}

// broken gives documents, then an error, and then would go on.
func broken(docs []string) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for doc := range sequence(docs) {
			if !yield(doc, nil) {
				return
			}
		}
		if yield(nil, errBroken) {
			yield([]byte(`{}`), nil)
		}
	}
}

// TestFoundFails: an error of Found ends the audit, though the documents go on for
// ever, and Found is not called again.
func TestFoundFails(t *testing.T) {
	for _, after := range []int{1, 2, 300, 1000} {
		calls := 0
		o := Options{Found: func(Finding) error {
			if calls++; calls == after {
				return errBroken
			}
			return nil
		}}
		endless := func(yield func([]byte, error) bool) {
			text := []byte(rejects(1)[0])
			for yield(text, nil) {
			}
		}
		r, err := Documents(t.Context(), endless, o)
		if !errors.Is(err, errBroken) || calls != after || r == nil || r.Ended != errBroken.Error() {
			t.Errorf("%d calls, want %d; %v, %+v", calls, after, err, r)
		}
	}
}

// TestFoundFailsWhole: where Found gives an error, the report still counts every
// finding of the records that it counts, whatever the workers did meanwhile.
func TestFoundFailsWhole(t *testing.T) {
	docs := rejects(4000)
	records := map[int64]bool{}
	for range 5 {
		for _, workers := range []int{1, 7} {
			o := Options{Found: func(f Finding) error {
				if f.Record == 300 {
					return errBroken
				}
				return nil
			}}
			r, err := ready(t, o).run(t.Context(), workers, readDocuments(docs))
			if !errors.Is(err, errBroken) {
				t.Fatal(err)
			}
			records[r.Records] = true
			for _, c := range r.Counts {
				if c.Count != r.Records {
					t.Errorf("%d findings of %d records, want one each", c.Count, r.Records)
				}
			}
		}
	}
	if records[0] {
		t.Error("a report counts no record")
	}
}

// TestCanceled cancels an audit while it waits for a document that never comes: it
// ends all the same, and the report is that of the first documents, as many as it
// says.
func TestCanceled(t *testing.T) {
	ready(t, Options{}) // loads the rule book
	for _, n := range []int{0, 10, 1000} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancelCause(t.Context())
			never := make(chan struct{})
			docs := func(yield func([]byte, error) bool) {
				for doc := range sequence(rejects(n)) {
					if !yield(doc, nil) {
						return
					}
				}
				<-never
			}
			go func() {
				synctest.Wait()
				cancel(errBroken)
			}()
			var found []Finding
			r, err := Documents(ctx, docs, Options{Found: func(f Finding) error { found = append(found, f); return nil }})
			if !errors.Is(err, errBroken) || r == nil || r.Ended != errBroken.Error() {
				t.Fatalf("%v, %+v", err, r)
			}
			checkPrefix(t, r.Records, r, found)
			if r.Records > int64(n) {
				t.Errorf("%d records of %d documents", r.Records, n)
			}
			// What can be missing is less than a chunk.
			if least := int64(n - mostRecords + 1); r.Records < least {
				t.Errorf("%d records of %d documents, want %d at least", r.Records, n, least)
			}
			close(never)
		})
	}
}

// TestCanceledReportsAllRead: what came before the audit was canceled is in the
// report, down to the last document.
func TestCanceledReportsAllRead(t *testing.T) {
	ready(t, Options{})
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		in, give := io.Pipe()
		go func() {
			io.WriteString(give, lines(rejects(10)))
			synctest.Wait() // until all of it is read, and more is waited for
			cancel()
		}()
		r, err := Files(ctx, []File{{Name: "pipe", Open: func() (io.ReadCloser, error) { return in, nil }}}, Options{})
		if !errors.Is(err, context.Canceled) || r.Records != 10 {
			t.Errorf("%v, and %d records of 10 that came", err, r.Records)
		}
		give.Close()
	})
}

// TestCanceledBefore: an audit that is canceled before it begins reads nothing more
// than it must, and has a report.
func TestCanceledBefore(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r, err := Documents(ctx, sequence(rejects(1000)), Options{})
	if !errors.Is(err, context.Canceled) || r == nil || r.Records != 0 || r.Ended == "" {
		t.Errorf("%v, %+v", err, r)
	}
}

// TestFilesFail: a file that cannot be read to its end does not keep others from
// being audited, and the error names it.
func TestFilesFail(t *testing.T) {
	docs := rejects(400)
	first, last := lines(docs[:150]), lines(docs[150:])
	opening := func(in io.Reader, err error) func() (io.ReadCloser, error) {
		return func() (io.ReadCloser, error) {
			if err != nil {
				return nil, err
			}
			return io.NopCloser(in), nil
		}
	}
	zip := packed(t, first)
	for _, c := range []struct {
		why  string
		file File
		read int64 // bytes
		err  error
		says string
	}{
		{"it is not there", File{"gone", opening(nil, fs.ErrNotExist)}, 0, fs.ErrNotExist, "file does not exist"},
		{"reading fails at once", File{"dark", opening(iotest.ErrReader(errBroken), nil)}, 0, errBroken, "the disk is gone"},
		{"closing fails", File{"stuck", func() (io.ReadCloser, error) { return badCloser{strings.NewReader("")}, nil }}, 0, errBroken, "the disk is gone"},
		{"it is packed and cut off in its header", File{"cut.gz", opening(strings.NewReader(zip[:5]), nil)}, 5, io.ErrUnexpectedEOF, "the gzip data is cut off: unexpected EOF"},
	} {
		var found []Finding
		o := Options{Hash: true, Found: func(f Finding) error { found = append(found, f); return nil }}
		r, err := Files(t.Context(), []File{textFile("first", first), c.file, textFile("last", last)}, o)
		if !errors.Is(err, c.err) || err.Error() != c.file.Name+": "+c.says {
			t.Errorf("%s: the error is %v", c.why, err)
		}
		checkPrefix(t, 400, r, found)
		if r.Ended != err.Error() {
			t.Errorf("%s: the report says it ended because of %q", c.why, r.Ended)
		}
		want := []InputRead{
			{Name: "first", Bytes: int64(len(first)), SHA256: r.Inputs[0].SHA256},
			{Name: c.file.Name, Bytes: c.read, Ended: c.says},
			{Name: "last", Bytes: int64(len(last)), SHA256: r.Inputs[2].SHA256},
		}
		if diff := cmp.Diff(want, r.Inputs); diff != "" || r.Inputs[0].SHA256 == "" || r.Inputs[2].SHA256 == "" {
			t.Errorf("%s: inputs (-want +got):\n%s", c.why, diff)
		}
	}
}

type badCloser struct{ io.Reader }

func (badCloser) Close() error { return errBroken }

// TestReadingBreaksOff: where a file breaks off in the middle, the records that were
// whole are audited, and those of the next file.
func TestReadingBreaksOff(t *testing.T) {
	docs := rejects(10)
	text := lines(docs[:7]) + docs[7][:20]
	var found []Finding
	o := Options{Found: func(f Finding) error { found = append(found, f); return nil }}
	in := io.MultiReader(strings.NewReader(text), iotest.ErrReader(errBroken))
	r, err := Files(t.Context(), []File{
		{"broken", func() (io.ReadCloser, error) { return io.NopCloser(in), nil }},
		textFile("next", lines(docs[7:])),
	}, o)
	if !errors.Is(err, errBroken) || !strings.HasPrefix(err.Error(), "broken: ") {
		t.Errorf("the error is %v", err)
	}
	checkPrefix(t, 10, r, found)
	if found[6].File != "broken" || found[7].File != "next" || found[7].Line != 1 {
		t.Errorf("findings stand at %v and %v", found[6], found[7])
	}
}

// TestPackedIsCutOff: of packed records those are audited that are whole, and the
// error says that the rest is not there.
func TestPackedIsCutOff(t *testing.T) {
	docs := rejects(5000)
	zip := packed(t, lines(docs))
	var found []Finding
	o := Options{Found: func(f Finding) error { found = append(found, f); return nil }}
	r, err := Files(t.Context(), []File{textFile("dump.gz", zip[:len(zip)/2])}, o)
	if !errors.Is(err, io.ErrUnexpectedEOF) || err.Error() != "dump.gz: the gzip data is cut off: unexpected EOF" {
		t.Errorf("the error is %v", err)
	}
	checkPrefix(t, r.Records, r, found)
	if r.Records < 1000 || r.Records >= 5000 {
		t.Errorf("%d records of 5,000 in half the file", r.Records)
	}
	if r.Inputs[0].Bytes != int64(len(zip)/2) || r.Inputs[0].Ended != "the gzip data is cut off: unexpected EOF" {
		t.Errorf("%+v", r.Inputs[0])
	}
}

// TestLongRecord: a record that is too long is malformed, costs itself alone, and so
// do several of them.
func TestLongRecord(t *testing.T) {
	docs := rejects(3)
	long := doc(`"provider":"readid","x":"` + strings.Repeat("x", 3<<20) + `"`)
	text := lines([]string{docs[0], long, docs[1], long, long, docs[2]})
	for _, in := range []struct {
		name string
		text string
	}{{"plain", text}, {"packed", packed(t, text)}} {
		_, findings := auditedFiles(t, Options{}, textFile(in.name, in.text))
		var got []string
		for _, f := range findings {
			got = append(got, fmt.Sprintf("%d:%s %s", f.Line, f.Code, f.ProcessID))
		}
		want := []string{"1:accepted-not-derived p-1", "2:malformed ", "3:accepted-not-derived p-2", "4:malformed ", "5:malformed ", "6:accepted-not-derived p-3"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", in.name, diff)
		}
	}
}

// TestGarbage: 100,000 lines of one byte are as many malformed records.
func TestGarbage(t *testing.T) {
	const n = 30_000
	r, findings := auditedFiles(t, Options{}, textFile("garbage", strings.Repeat("x\n", n)))
	if r.Records != n || len(findings) != n {
		t.Fatalf("%d records and %d findings, want %d", r.Records, len(findings), n)
	}
	want := Finding{
		Code: Malformed, Severity: Serious, File: "garbage", Record: n, Line: n, Offset: 2 * (n - 1),
		Derived: "malformed", Reasons: []string{"not strict JSON"},
	}
	if diff := cmp.Diff(want, findings[n-1]); diff != "" {
		t.Errorf("the last (-want +got):\n%s", diff)
	}
}

// TestEmptyInput: nothing is in nothing.
func TestEmptyInput(t *testing.T) {
	for _, text := range []string{"", " \n\t\r\n", "\uFEFF", "[]", "[ ]\n", packed(t, "")} {
		r, findings := auditedFiles(t, Options{}, textFile("empty", text))
		if r.Records != 0 || len(findings) != 0 || len(r.Matrix) != 0 || r.Ended != "" || r.Inputs[0].Bytes != int64(len(text)) {
			t.Errorf("%q: %+v", text, r)
		}
	}
	if r, _ := auditedFiles(t, Options{}); r.Records != 0 || len(r.Inputs) != 0 {
		t.Errorf("no files: %+v", r)
	}
	if r, _ := audited(t, Options{}); r.Records != 0 {
		t.Errorf("no documents: %+v", r)
	}
}

// TestDamagedCorpus turns bytes of a corpus into others: the audit comes to its end,
// and every record is counted.
func TestDamagedCorpus(t *testing.T) {
	for _, form := range []corpus.Form{corpus.Lines, corpus.Array, corpus.Concatenated} {
		text, planted := made(t, corpus.Corpus{Seed: 8, Records: 500, Form: form, Own: true})
		damaged := []byte(text)
		for i, b := range []byte("{}[]\",:\n\x00\xff\\") {
			for at := 997*i + 13; at < len(damaged); at += 11_003 {
				damaged[at] = b
			}
		}
		r, _ := auditedFiles(t, Options{}, textFile("damaged", string(damaged)))
		var malformed int64
		for _, c := range r.Counts {
			if c.Code == Malformed {
				malformed = c.Count
			}
		}
		if r.Records < int64(planted.Records)/2 || malformed <= int64(planted.Findings["malformed"]) {
			t.Errorf("%s: %d records, %d malformed", form, r.Records, malformed)
		}
		if bytes.Equal(damaged, []byte(text)) {
			t.Fatal("nothing is damaged")
		}
	}
}

// TestProgress: what is told never goes back, and ends with the whole.
func TestProgress(t *testing.T) {
	const bad = "[{},,{} {}]"
	for _, c := range []struct {
		why   string
		files []string
	}{
		{"a chunk that is not full", []string{lines(rejects(10))}},
		{"chunks that are full to the last", []string{lines(rejects(mostRecords)), lines(rejects(2 * mostRecords))}},
		{"the last file is empty", []string{lines(rejects(mostRecords)), "", "\n\n"}},
		{"packed", []string{packed(t, lines(rejects(3000)))}},
		{"damage between records", []string{bad}},
	} {
		var files []File
		size := int64(0)
		for _, text := range c.files {
			files = append(files, textFile("x", text))
			size += int64(len(text))
		}
		var last Progress
		calls := 0
		r, err := Files(t.Context(), files, Options{Progress: func(p Progress) {
			if p.Records < last.Records || p.Bytes < last.Bytes {
				t.Errorf("%s: %+v comes after %+v", c.why, p, last)
			}
			last = p
			calls++
		}})
		if err != nil || calls == 0 {
			t.Fatalf("%s: %v, %d calls", c.why, err, calls)
		}
		if want := (Progress{r.Records, size}); last != want {
			t.Errorf("%s: it ends with %+v, want %+v", c.why, last, want)
		}
	}
}
