package conformance

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"
)

// asImplementation is the first argument with which the test program is not the
// tests but an implementation that they start. Then follow its manners, and "mark="
// with the name of a file that it makes when it is started for the first time.
const asImplementation = "as-implementation"

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == asImplementation {
		i := newImplementation(os.Args[2:])
		if slices.Contains(i.manners, "one-shot") {
			i.oneShot()
		}
		i.serve()
	}
	// With the race detector a program sleeps before it ends, unless told otherwise.
	os.Setenv("GORACE", os.Getenv("GORACE")+" atexit_sleep_ms=0")
	os.Exit(m.Run())
}

// implementation answers what the documents themselves say, {"say":{…}}, after it
// did to them what they ask for, {"do":"crash"}. Its manners go with every question.
type implementation struct {
	manners []string
	again   bool // it was started before
	out     *bufio.Writer
}

func newImplementation(args []string) *implementation {
	i := &implementation{manners: args, out: bufio.NewWriter(os.Stdout)}
	for _, arg := range args {
		if file, found := strings.CutPrefix(arg, "mark="); found {
			_, err := os.Stat(file)
			i.again = err == nil
			os.WriteFile(file, nil, 0o666)
		}
	}
	return i
}

func (i *implementation) is(manner string) bool { return slices.Contains(i.manners, manner) }

// exit writes out what is written and ends.
func (i *implementation) exit(status int) {
	i.out.Flush()
	os.Exit(status)
}

// document is what a document of these tests says: one answer, or a list of them.
type document struct {
	Do  string          `json:"do"`
	Say json.RawMessage `json:"say"`
}

func (d document) answers() []string {
	var list []json.RawMessage
	if json.Unmarshal(d.Say, &list) != nil {
		return []string{string(d.Say)}
	}
	var answers []string
	for _, answer := range list {
		answers = append(answers, string(answer))
	}
	return answers
}

// serve speaks JSON Lines.
func (i *implementation) serve() {
	i.begin()
	in := bufio.NewReader(os.Stdin)
	var all []string
	for {
		line, err := in.ReadBytes('\n')
		if err != nil {
			break
		}
		answer := i.answer(line)
		all = append(all, answer)
		if !i.is("buffer") && !i.is("reverse") {
			i.out.WriteString(answer)
			i.out.Flush()
		}
		if i.is("one-each") {
			i.exit(0)
		}
	}
	if i.is("reverse") {
		slices.Reverse(all)
	}
	if i.is("buffer") || i.is("reverse") {
		i.out.WriteString(strings.TrimSuffix(strings.Join(all, ""), "\n")) // the last line has no end
	}
	i.end()
}

// begin has the manners that show before the first question.
func (i *implementation) begin() {
	switch {
	case i.is("ends"):
		fmt.Fprintln(os.Stderr, "no such file: mapping.json")
		i.exit(5)
	case i.is("never-reads"):
		time.Sleep(time.Hour)
	case i.is("grandchild"):
		grandchild := exec.Command(os.Args[0], asImplementation, "sleeps")
		grandchild.Stdout, grandchild.Stderr = os.Stdout, os.Stderr
		if err := grandchild.Start(); err != nil {
			panic(err)
		}
	case i.is("sleeps"):
		time.Sleep(time.Minute)
		os.Exit(0)
	case i.is("chatters"):
		fmt.Println("listening on port 8080")
		fmt.Println(`{"level":"info"}`)
		fmt.Println(`{"id":"t/unheard-of","status":"accepted"}`)
		fmt.Println(" ")
	}
}

// end has the manners that show after the last answer.
func (i *implementation) end() {
	switch {
	case i.is("exits-4"):
		fmt.Fprintln(os.Stderr, "cannot close the log")
		i.exit(4)
	case i.is("stays"):
		i.out.Flush()
		time.Sleep(time.Hour)
	}
	i.exit(0)
}

// answer gives the lines for a question.
func (i *implementation) answer(line []byte) string {
	var q struct {
		ID, Document   string
		DocumentBase64 []byte
		Context        Context
	}
	if err := json.Unmarshal(line, &q); err != nil {
		panic(err)
	}
	if q.DocumentBase64 != nil {
		q.Document = string(q.DocumentBase64)
	}
	id, _ := json.Marshal(q.ID)
	name := fmt.Sprintf(`{"id":%s,`, id)
	if i.is("nameless") {
		name = "{"
	}
	lines := ""
	for _, answer := range i.decide([]byte(q.Document), q.Context) {
		lines += strings.Replace(answer, "{", name, 1) + "\n"
	}
	if i.is("twice") {
		lines += lines
	}
	if i.is("no-line-ends") {
		lines = strings.TrimSuffix(lines, "\n")
	}
	return lines
}

// decide does what a document asks for, and gives what it says.
func (i *implementation) decide(text []byte, c Context) []string {
	var d document
	if err := json.Unmarshal([]byte(strings.ToValidUTF8(string(text), "?")), &d); err != nil {
		panic(err)
	}
	do := d.Do
	if first, found := strings.CutSuffix(do, "-the-first-time"); found {
		do = first
		if i.again {
			do = ""
		}
	}
	switch do {
	case "crash":
		fmt.Fprintln(os.Stderr, "boom\n  at line 7")
		i.exit(3)
	case "exit-0":
		i.exit(0)
	case "exit-1":
		fmt.Fprintln(os.Stderr, "Traceback")
		i.exit(1)
	case "hang":
		fmt.Fprintln(os.Stderr, "waiting for a lock")
		i.out.Flush()
		time.Sleep(time.Hour)
	case "half-a-line":
		i.out.WriteString(`{"id":"t/half","sta`)
		i.exit(1)
	case "half-a-line-well":
		i.out.WriteString(`{"id":"t/half","sta`)
		i.exit(0)
	case "close-stdout":
		i.out.Flush()
		os.Stdout.Close()
	case "flood-stderr":
		for n := range 100_000 {
			fmt.Fprintln(os.Stderr, "line", n)
		}
		i.exit(3)
	case "flood-stdout":
		for {
			i.out.WriteString("xxxxxxxxxxxxxxxx")
		}
	case "stray":
		i.out.WriteString(`{"id":"t/0","status":"accepted"}` + "\n")
		i.exit(0)
	case "context":
		if c == (Context{ProcessType: "document", Verdict: "a <b>"}) {
			return []string{`{"error":"undecided"}`}
		}
		return []string{`{"error":"malformed"}`}
	}
	return d.answers()
}

// oneShot answers one document.
func (i *implementation) oneShot() {
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		panic(err)
	}
	var c Context
	if given, found := os.LookupEnv("VERDICT_CONTEXT"); found {
		if err := json.Unmarshal([]byte(given), &c); err != nil {
			panic(err)
		}
	}
	i.begin()
	i.out.WriteString(strings.Join(i.decide(text, c), ""))
	switch {
	case i.is("chatters-after"):
		i.out.WriteString("\nbye")
	case i.is("floods-after"):
		for {
			i.out.WriteString(" ")
		}
	case i.is("exits-1"):
		i.exit(1)
	case i.is("hangs-after"):
		i.out.Flush()
		time.Sleep(time.Hour)
	}
	i.end()
}
