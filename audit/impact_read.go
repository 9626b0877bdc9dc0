package audit

import (
	"crypto/sha256"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// histogramColumns are the columns of a histogram.
var histogramColumns = []string{"book", "provider", "recorded", "signals", "records"}

// histogram reads the rows of a histogram.
type histogram struct {
	csv      *csv.Reader
	hash     string // of the rule book that made it
	book     *book
	grammars map[int]*grammar // by table, 0 for an unknown provider
	seen     map[[sha256.Size / 2]byte]struct{}
	buffer   []byte
	records  int64
}

// histogramRow is a row.
type histogramRow struct {
	vector
	records int64
}

func newHistogram(in io.Reader) (*histogram, error) {
	h := &histogram{csv: csv.NewReader(in), grammars: map[int]*grammar{}, seen: map[[sha256.Size / 2]byte]struct{}{}}
	h.csv.FieldsPerRecord, h.csv.ReuseRecord = -1, true
	header, err := h.csv.Read()
	if err != nil && err != io.EOF {
		return nil, notHistogram(err)
	}
	if !slices.Equal(header, histogramColumns) {
		return nil, fmt.Errorf("line 1: a histogram begins with the line %s", strings.Join(histogramColumns, ","))
	}
	return h, nil
}

// notHistogram says what is wrong with a text that is no CSV. It quotes nothing.
func notHistogram(err error) error {
	var wrong *csv.ParseError
	if errors.As(err, &wrong) {
		return fmt.Errorf("line %d: not CSV: %w", wrong.Line, wrong.Err)
	}
	return fmt.Errorf("the histogram cannot be read: %w", err)
}

// next reads a row, or gives io.EOF. For the first one know finds the rule book.
func (h *histogram) next(know func(line int64, hash string) (*book, error)) (*histogramRow, error) {
	fields, err := h.csv.Read()
	if err == io.EOF {
		return nil, err
	}
	if err != nil {
		return nil, notHistogram(err)
	}
	at, _ := h.csv.FieldPos(0)
	line := int64(at)
	if len(fields) != len(histogramColumns) {
		return nil, fmt.Errorf("line %d: it has %d columns; a row has %s", line, len(fields), strings.Join(histogramColumns, ", "))
	}
	if h.book == nil {
		if h.book, err = know(line, fields[0]); err != nil {
			return nil, err
		}
		h.hash = fields[0]
	}
	row, err := h.row(fields)
	if err != nil {
		return nil, fmt.Errorf("line %d: %w", line, err)
	}
	return row, nil
}

// row reads the fields of a row.
func (h *histogram) row(fields []string) (*histogramRow, error) {
	book, provider, recorded, signals, records := fields[0], fields[1], fields[2], fields[3], fields[4]
	if book != h.hash {
		return nil, errors.New("book: another rule book than in the rows before; a histogram is made by one")
	}
	row := &histogramRow{vector: vector{provider: provider, known: signals != ""}}
	if err := h.once(provider, recorded, signals); err != nil {
		return nil, err
	}
	if err := h.count(row, records); err != nil {
		return nil, err
	}
	if !row.known {
		row.recorded = notJSON
		if provider+recorded != "" {
			return nil, errors.New("signals: they are left out for malformed records alone, which have neither provider nor recorded; without any signal they are {}")
		}
		return row, nil
	}
	var ok bool
	if row.recorded, ok = recordedAnswers[recorded]; !ok {
		return nil, errors.New("recorded: no such status; it is one of " + strings.Join(recordedNames, ", "))
	}
	if provider != "" {
		if row.table, ok = h.book.judge.Table(provider); !ok {
			return nil, errors.New("provider: the rule book that made the histogram has no table for it; the provider of such records is empty")
		}
	}
	return row, h.grammar(row.table).read(signals, &row.vector)
}

// once makes sure that no row stands twice.
func (h *histogram) once(parts ...string) error {
	h.buffer = h.buffer[:0]
	for _, part := range parts {
		h.buffer = append(strconv.AppendInt(h.buffer, int64(len(part)), 10), ' ')
		h.buffer = append(h.buffer, part...)
	}
	sum := sha256.Sum256(h.buffer)
	key := [sha256.Size / 2]byte(sum[:])
	if _, again := h.seen[key]; again {
		return errors.New("the row stands above already; each vector has one row, with all of its records")
	}
	h.seen[key] = struct{}{}
	return nil
}

// count reads how many records a row has.
func (h *histogram) count(row *histogramRow, text string) error {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 1 || strconv.FormatInt(n, 10) != text {
		return errors.New("records: not a number of records; it is a whole number from 1, in digits alone")
	}
	if n > math.MaxInt64-h.records {
		return errors.New("records: together they are more than can be counted")
	}
	h.records += n
	row.records = n
	return nil
}

// recordedNames are the words of the column recorded, and recordedAnswers what they
// stand for.
var recordedNames, recordedAnswers = func() (names []string, of map[string]answer) {
	of = map[string]answer{}
	for a := nothing; a <= notDeclared; a++ {
		names, of[a.recorded()] = append(names, a.recorded()), a
	}
	return names, of
}()

// grammar gives the grammar of the signals of a table.
func (h *histogram) grammar(table int) *grammar {
	if h.grammars[table] == nil {
		h.grammars[table] = newGrammar(h.book, table)
	}
	return h.grammars[table]
}
