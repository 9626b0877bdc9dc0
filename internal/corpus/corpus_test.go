package corpus

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// made gives a corpus and what is planted in it.
func made(t testing.TB, c Corpus) ([]byte, Planted) {
	t.Helper()
	var b bytes.Buffer
	planted, err := c.Write(&b)
	if err != nil {
		t.Fatal(err)
	}
	if int64(b.Len()) != planted.Bytes || planted.Records != c.Records {
		t.Fatalf("%+v has %d bytes, and Planted says %d of %d records", c, b.Len(), planted.Bytes, planted.Records)
	}
	return b.Bytes(), planted
}

// documentsOf splits lines.
func documentsOf(text []byte) (documents [][]byte) {
	for line := range bytes.Lines(text) {
		if line = bytes.TrimSpace(line); len(line) > 0 {
			documents = append(documents, line)
		}
	}
	return documents
}

// TestSameBytes: measurements name a corpus by its seed, so the same seed gives
// the same bytes on every machine. A change of the generator changes this hash.
func TestSameBytes(t *testing.T) {
	text, _ := made(t, Corpus{Seed: 1, Records: 500})
	sum := sha256.Sum256(text)
	const want = "c10a30ed6763d8daa5806f2563a4f0b6acd6175a2416830ecf9c143672465b0e"
	if got := hex.EncodeToString(sum[:]); got != want {
		t.Errorf("the hash is %s, want %s", got, want)
	}
	if other, _ := made(t, Corpus{Seed: 2, Records: 500}); bytes.Equal(text, other) {
		t.Error("another seed gives the same bytes")
	}
}

// TestRecount: what is planted is what a plain reading of every document finds,
// record by record.
func TestRecount(t *testing.T) {
	for seed := range uint64(3) {
		text, planted := made(t, Corpus{Seed: seed, Records: 5000, Own: seed > 0})
		documents := documentsOf(text)
		if len(documents) != planted.Records {
			t.Fatalf("%d lines are not blank, want %d", len(documents), planted.Records)
		}
		opinions := make([]opinion, len(documents))
		for i, document := range documents {
			opinions[i] = opinionOn(t, document)
		}
		changes(opinions)

		found, codes := newPlanted(), make([][]string, len(documents))
		found.Records, found.Bytes = len(documents), int64(len(text))
		for i, o := range opinions {
			codes[i] = slices.Sorted(slices.Values(o.codes))
			for _, code := range o.codes {
				found.Findings[code]++
			}
			found.Matrix[o.cell]++
			found.Months[o.month]++
			if o.kind != "" {
				found.Kinds[o.kind]++
			}
			if o.row != "" {
				found.Rules[o.row]++
			}
			for _, pointer := range o.unknown {
				found.Unknown[pointer]++
			}
		}
		wantCodes := make([][]string, len(documents))
		for _, place := range planted.Places {
			wantCodes[place.Record-1] = append(wantCodes[place.Record-1], place.Code)
		}
		for i := range wantCodes {
			slices.Sort(wantCodes[i])
			if diff := cmp.Diff(wantCodes[i], codes[i]); diff != "" {
				t.Errorf("seed %d, record %d (-planted +found):\n%s%.3000s", seed, i+1, diff, documents[i])
			}
		}
		planted.Places = nil
		if diff := cmp.Diff(planted, found); diff != "" {
			t.Errorf("seed %d (-planted +found):\n%s", seed, diff)
		}
	}
}

// TestPlaces: a place leads to its document in every form.
func TestPlaces(t *testing.T) {
	for _, form := range []Form{Lines, Array, Concatenated} {
		text, planted := made(t, Corpus{Seed: 7, Records: 1000, Form: form, Own: true})
		if len(planted.Places) < len(anomalies) {
			t.Fatalf("%s: %d places, want at least %d", form, len(planted.Places), len(anomalies))
		}
		last := 0
		for _, place := range planted.Places {
			if place.Record < last {
				t.Errorf("%s: record %d stands after record %d", form, place.Record, last)
			}
			last = place.Record
			if line := 1 + bytes.Count(text[:place.Offset], []byte("\n")); int64(line) != place.Line {
				t.Errorf("%s: record %d is on line %d, and its place says %d", form, place.Record, line, place.Line)
			}
			if begin := text[place.Offset]; begin != '{' && begin != '[' {
				t.Errorf("%s: record %d does not begin with a bracket", form, place.Record)
			}
			if form == Lines && len(documentsOf(text[:place.Offset])) != place.Record-1 {
				t.Errorf("record %d has %d documents before it", place.Record, len(documentsOf(text[:place.Offset])))
			}
		}
	}
}

// TestForms: the three forms have the same documents in the same order, but for
// those malformed ones that only lines can keep apart.
func TestForms(t *testing.T) {
	corpus := Corpus{Seed: 3, Records: 800, Own: true}
	text, planted := made(t, corpus)
	unbalanced := map[int]bool{}
	for _, a := range anomalies {
		for _, place := range planted.Places {
			if a.unbalanced && place.Kind == a.kind {
				unbalanced[place.Record] = true
			}
		}
	}
	if len(unbalanced) < 5 {
		t.Fatalf("%d documents are not balanced, want at least 5", len(unbalanced))
	}
	for _, form := range []Form{Array, Concatenated} {
		corpus.Form = form
		whole, other := made(t, corpus)
		rest := bytes.TrimPrefix(whole, []byte("[")) // of the array
		for i, document := range documentsOf(text) {
			rest = bytes.TrimLeft(rest, ", \t\r\n")
			if unbalanced[i+1] {
				_, after, ok := bytes.Cut(rest, []byte(`,"provider":"eid"}`))
				if !ok {
					t.Fatalf("%s: record %d has no name twice", form, i+1)
				}
				rest = after
				continue
			}
			after, ok := bytes.CutPrefix(rest, document)
			if !ok {
				t.Fatalf("%s: record %d is not that of lines:\n%.500s\n%.500s", form, i+1, document, rest)
			}
			rest = after
		}
		if rest = bytes.TrimLeft(rest, "], \t\r\n"); len(rest) > 0 {
			t.Errorf("%s: something follows the last document: %.100s", form, rest)
		}
		if diff := cmp.Diff(planted.Findings, other.Findings); diff != "" {
			t.Errorf("%s: the findings differ (-lines +%s):\n%s", form, form, diff)
		}
		if first, _, _ := bytes.Cut(whole, []byte("\n")); form == Concatenated && !bytes.Contains(first, []byte("}{")) {
			t.Error("the first line of concatenated documents has one document only, and looks like lines")
		}
	}
}

// codesOfFindings are all that an audit knows.
var codesOfFindings = strings.Fields(`
	accepted-not-derived bad-timestamp fail-reason-without-failed final-result-beside-end final-result-different
	final-result-missing final-result-unexpected malformed milder no-status not-final-but-complete status-changed
	stricter undecided unknown-provider unknown-value updated-before-created verdict-beside-end`)

// TestEveryKind: as soon as there is place, each kind of anomaly is planted, and
// with them each code.
func TestEveryKind(t *testing.T) {
	var kinds []string
	for _, a := range slices.Concat(anomalies, ownAnomalies) {
		kinds = append(kinds, a.kind)
	}
	slices.Sort(kinds)
	if diff := cmp.Diff(slices.Compact(slices.Clone(kinds)), kinds); diff != "" {
		t.Fatalf("two kinds have one name:\n%s", diff)
	}
	for seed := range uint64(8) {
		_, planted := made(t, Corpus{Seed: seed, Records: 4 * len(kinds), Own: true})
		if diff := cmp.Diff(codesOfFindings, slices.Sorted(maps.Keys(planted.Findings))); diff != "" {
			t.Errorf("seed %d: codes (-all +planted):\n%s", seed, diff)
		}
		found := map[string]bool{}
		for _, place := range planted.Places {
			found[place.Kind] = true
		}
		if diff := cmp.Diff(kinds, slices.Sorted(maps.Keys(found))); diff != "" {
			t.Errorf("seed %d: kinds (-all +planted):\n%s", seed, diff)
		}
	}
}

// TestEverySize: no size is too small, and the first document is well-formed, so
// that the form can be seen.
func TestEverySize(t *testing.T) {
	sizes := []int{0, 1, 2, 3, 4, 5, 7, 8, 11, 16, 23, 31, 32, 33, 40, 64, 100, 150, 200, 201, 202, 203, 267, 268, 269, 300}
	for _, size := range sizes {
		for seed := range uint64(8) {
			text, planted := made(t, Corpus{Seed: seed, Records: size, Own: seed%2 == 1})
			documents := documentsOf(text)
			records := 0
			for _, n := range planted.Matrix {
				records += n
			}
			if len(documents) != size || records != size {
				t.Errorf("size %d, seed %d: %d documents, %d in the matrix", size, seed, len(documents), records)
			}
			if size > 0 && !bytes.HasSuffix(documents[0], []byte("}")) {
				t.Errorf("size %d, seed %d: the first document is cut short", size, seed)
			}
			if len(planted.Places) > 0 && planted.Places[0].Record == 1 && planted.Places[0].Code == "malformed" {
				t.Errorf("size %d, seed %d: the first document is malformed", size, seed)
			}
		}
	}
}

// TestShape: large corpora look like those of a bank: most processes are accepted,
// one in a hundred documents is not right, and every month has its share.
func TestShape(t *testing.T) {
	text, planted := made(t, Corpus{Seed: 5, Records: 30000})
	if mean := len(text) / planted.Records; mean < 1000 || mean > 1400 {
		t.Errorf("a document has %d bytes in the mean, want about 1200", mean)
	}
	if n := len(planted.Places); n < 300 || n > 450 {
		t.Errorf("%d findings in 30000 documents, want a little more than one in a hundred", n)
	}
	for what, part := range map[string]string{
		"a line that ends with CRLF": "}\r\n", "a blank line": "\n\n", "a blank line with spaces": "\n \t\n", "the other spelling of canceled": `:"cancelled"`,
		"an escape in a name": `"\u0070rovider":`, "an escape in a status": `"\u0061ccepted"`, "white space inside": `",` + "\t " + `"`,
		"a number as 11.0": `"matchLevel":11.0,`, "a number as 110e-1": `"matchLevel":110e-1,`, "a boolean that is a text elsewhere": `"livenessDetected":true`,
		"a member that nobody reads": `"labels":["retail"`, "an error that is null": `"error":null`, "a document without times": `"createdAt":null`,
		"a document as deep as may be": strings.Repeat("[", maxDepth-1) + strings.Repeat("]", maxDepth-1) + ",",
	} {
		if !bytes.Contains(text, []byte(part)) {
			t.Errorf("nowhere is there %s", what)
		}
	}
	recorded, providers := map[string]int{}, map[string]int{}
	for cell, n := range planted.Matrix {
		recorded[cell.Recorded] += n
		name, _, _ := strings.Cut(cell.Provider, ":")
		providers[name] += n
	}
	if share := recorded["accepted"] * 100 / planted.Records; share < 65 || share > 85 {
		t.Errorf("%d %% are accepted, want about three quarters", share)
	}
	for _, status := range strictestFirst {
		if recorded[status] < 200 {
			t.Errorf("%d are %s, want at least 200", recorded[status], status)
		}
	}
	for _, name := range []string{"onfido", "eid", "signicatvideoid", "readid", "facetec", "signicatpaper", "connect"} {
		if providers[name] < 1000 {
			t.Errorf("%d are of %s, want at least 1000", providers[name], name)
		}
	}
	for _, month := range monthNames {
		if planted.Months[month] < 500 {
			t.Errorf("%d began in %s, want at least 500", planted.Months[month], month)
		}
	}
	if planted.Months["2024-07"]*3 > planted.Months["2024-12"]*2 {
		t.Error("July has nearly as many as December")
	}
}

// TestWriteError: what the writer refuses comes back.
func TestWriteError(t *testing.T) {
	full := errors.New("no space left")
	if _, err := (Corpus{Records: 2000}).Write(&limited{left: 100000, err: full}); !errors.Is(err, full) {
		t.Errorf("the error is %v, want %v", err, full)
	}
	if _, err := (Corpus{Records: 10}).Write(iotest.TruncateWriter(io.Discard, 0)); err != nil {
		t.Error(err)
	}
}

// limited refuses what is beyond a number of bytes.
type limited struct {
	left int
	err  error
}

func (l *limited) Write(b []byte) (int, error) {
	if l.left -= len(b); l.left < 0 {
		return 0, l.err
	}
	return len(b), nil
}

// TestParseForm: the names of the forms are read back, and nothing else is.
func TestParseForm(t *testing.T) {
	for _, form := range []Form{Lines, Array, Concatenated} {
		if got, err := ParseForm(form.String()); got != form || err != nil {
			t.Errorf("%s is read as %v, %v", form, got, err)
		}
	}
	for _, name := range []string{"", "Lines", "csv"} {
		if _, err := ParseForm(name); err == nil || !strings.Contains(err.Error(), "lines, array and concatenated") {
			t.Errorf("%q gives %v, want an error that lists the names", name, err)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	const records = 20000
	var size int64
	for b.Loop() {
		planted, err := Corpus{Seed: 1, Records: records}.Write(io.Discard)
		if err != nil {
			b.Fatal(err)
		}
		size = planted.Bytes
	}
	b.SetBytes(size)
	b.ReportMetric(float64(records)*float64(b.N)/b.Elapsed().Seconds(), "records/s")
}
