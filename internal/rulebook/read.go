package rulebook

import (
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Limits of a table.
const (
	maxFile  = 1 << 20
	maxRules = 1000
)

var (
	identifier   = regexp.MustCompile(`^[a-z][A-Za-z0-9]{0,63}$`)
	ruleID       = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	providerName = regexp.MustCompile(`^[a-z][a-z0-9._-]*(:\*)?$`)
	basisWord    = regexp.MustCompile(`^(text|example|R[1-9][0-9]*)$`)
	readingID    = regexp.MustCompile(`^R[1-9][0-9]*$`)
)

// reader reads one file into a table.
type reader struct {
	*source
	table *Table
	names map[string]symbol
	ids   map[string]bool
	needs []pendingNeed
	later map[string]bool // terms whose conditions are not read yet
}

// readTable reads one file. The table is complete only when the source has no
// problems.
func readTable(src *source) *Table {
	if len(src.text) > maxFile {
		src.refuse(Pos{}, CodeLimit, "a rule file has at most %d bytes", maxFile)
		return nil
	}
	root, ok := src.parse()
	if !ok {
		return nil
	}
	o, ok := src.object(root, "a table", "provider", "title", "source", "readings", "gives", "else",
		"signals", "terms", "rules", "remarks", "claims", "result", "unverifiedToken", "documents", "tests")
	if !ok {
		return nil
	}
	o.required("provider", "title", "source", "gives", "signals", "rules")
	r := &reader{source: src, names: map[string]symbol{}, ids: map[string]bool{}}
	r.table = &Table{
		File:     src.name,
		Title:    o.text("title"),
		Source:   o.text("source"),
		Readings: r.matching(o, "readings", readingID, "a reading such as R7"),
		Gives:    r.statuses(o, "gives"),
		At:       map[string]Pos{"provider": o.at("provider"), "gives": o.at("gives")},
	}
	r.readProviders(o)
	if n := o.values["signals"]; n != nil {
		r.readSignals(n)
	}
	if n := o.values["terms"]; n != nil {
		r.readTerms(n)
	}
	r.lowerNeeds()
	r.checkLifecycle()
	r.readRules(o)
	r.readRemarks(o)
	r.readClaims(o)
	r.readResult(o)
	r.checkPlaces()
	r.readKinds(o)
	r.readTests(o)
	return r.table
}

func (r *reader) readProviders(o object) {
	for i, name := range o.texts("provider") {
		switch {
		case name == "":
		case name == "*":
			r.table.Lifecycle = true
		case !providerName.MatchString(name):
			r.refuse(o.atEntry("provider", i), CodeName, "%q cannot be a provider: lower-case letters, digits and . _ -, with :* at the end for a family", name)
		}
		r.table.Providers = append(r.table.Providers, name)
	}
	switch otherwise := o.text("else"); {
	case r.table.Lifecycle && otherwise != "judge":
		r.refuse(o.at("else"), CodeRequired, "the lifecycle table (provider '*') has to say else: judge")
	case !r.table.Lifecycle && otherwise != "":
		r.refuse(o.at("else"), CodeKey, "only the lifecycle table (provider '*') has else")
	case r.table.Lifecycle && len(r.table.Providers) > 1:
		r.refuse(o.at("provider"), CodeValue, "the lifecycle table is for '*' alone")
	}
}

// matching gives the key's texts, refusing those that pattern does not match.
func (r *reader) matching(o object, key string, pattern *regexp.Regexp, want string) []string {
	texts := o.texts(key)
	for i, t := range texts {
		if t != "" && !pattern.MatchString(t) {
			r.refuse(o.atEntry(key, i), CodeValue, "%s cannot be %q; it has to be %s", key, t, want)
		}
	}
	return texts
}

func (r *reader) basis(o object) []string {
	return r.matching(o, "basis", basisWord, "text, example, or a reading such as R7")
}

func (r *reader) statuses(o object, key string) []Status {
	var statuses []Status
	for i, name := range o.texts(key) {
		status, ok := ParseStatus(name)
		if !ok {
			if name != "" {
				r.refuse(o.atEntry(key, i), CodeValue, "there is no status %q; %s", name, didYouMean(name, statusNames[1:]))
			}
			continue
		}
		for _, s := range statuses {
			if s == status {
				r.refuse(o.atEntry(key, i), CodeTwice, "%s names %s a second time", key, name)
			}
		}
		statuses = append(statuses, status)
	}
	return statuses
}

// id reads the object's id and refuses a second use.
func (r *reader) id(o object) string {
	id := o.text("id")
	switch {
	case id == "":
	case !ruleID.MatchString(id):
		r.refuse(o.at("id"), CodeName, "%q cannot be an id: lower-case words joined by single hyphens", id)
	case r.ids[id]:
		r.refuse(o.at("id"), CodeTwice, "the id %s is taken; ids are never used twice", id)
	}
	r.ids[id] = true
	return id
}

func (r *reader) list(o object, key string) []*yaml.Node {
	if !o.has(key) {
		return nil
	}
	return r.items(o.values[key], key)
}

func (r *reader) readRules(o object) {
	nodes := r.list(o, "rules")
	if n := o.values["rules"]; n != nil && n.Kind == yaml.SequenceNode && len(nodes) == 0 {
		r.refuse(o.at("rules"), CodeValue, "a table has to have a rule")
	}
	if len(nodes) > maxRules {
		r.refuse(o.at("rules"), CodeLimit, "a table has at most %d rules", maxRules)
		return
	}
	for _, n := range nodes {
		row, ok := r.object(n, "a rule", "id", "status", "when", "reason", "source", "basis", "advice")
		if !ok {
			continue
		}
		row.required("id", "status", "when", "reason", "source", "basis")
		rule := &Rule{ID: r.id(row), Reason: row.text("reason"), Source: row.text("source"), Basis: r.basis(row), Advice: row.text("advice"), At: row.pos}
		if row.has("status") {
			name := row.text("status")
			status, ok := ParseStatus(name)
			if !ok && name != "" {
				r.refuse(row.at("status"), CodeValue, "there is no status %q; %s", name, didYouMean(name, statusNames[1:]))
			}
			rule.Status = status
		}
		rule.Text, rule.When, rule.Program = r.when(row, rule.Status == Accepted)
		r.checkJudges(row.at("when"), rule.When)
		r.table.Rules = append(r.table.Rules, rule)
	}
}

func (r *reader) readRemarks(o object) {
	for _, n := range r.list(o, "remarks") {
		row, ok := r.object(n, "a remark", "id", "when", "beside", "reason", "source", "basis")
		if !ok {
			continue
		}
		row.required("id", "when", "reason")
		remark := &Rule{ID: r.id(row), Reason: row.text("reason"), Source: row.text("source"), Basis: r.basis(row), Beside: r.statuses(row, "beside"), At: row.pos}
		remark.Text, remark.When, remark.Program = r.when(row, false)
		r.table.Remarks = append(r.table.Remarks, remark)
	}
	if len(r.table.Remarks) > maxRules {
		r.refuse(o.at("remarks"), CodeLimit, "a table has at most %d remarks", maxRules)
	}
}

func (r *reader) readClaims(o object) {
	for _, n := range r.list(o, "claims") {
		row, ok := r.object(n, "a claim", "id", "never", "when", "why")
		if !ok {
			continue
		}
		row.required("id", "never", "when", "why")
		claim := Claim{ID: r.id(row), Never: r.statuses(row, "never"), Why: row.text("why"), At: row.pos}
		claim.Text, claim.When, _ = r.when(row, false)
		r.checkJudges(row.at("when"), claim.When)
		r.table.Claims = append(r.table.Claims, claim)
	}
}

// checkJudges refuses a condition that asks what only remarks may ask.
func (r *reader) checkJudges(at Pos, c *Cond) {
	if c == nil {
		return
	}
	c.Atoms(func(a *Cond, _ bool) {
		if s := r.table.Signals[a.Signal]; s.Aside {
			r.refuse(at, CodeFragment, "only remarks can ask about %s, which has use: remarks", s.Name)
		}
	})
}

// when reads the condition of a row.
func (r *reader) when(row object, accepts bool) (string, *Cond, *Program) {
	n := row.values["when"]
	if n == nil {
		return "", nil, nil
	}
	text, ok := r.condition(n, "when")
	if !ok {
		return "", nil, nil
	}
	parsed, ok := r.parseCondition(text, accepts)
	if !ok {
		return text.text, nil, nil
	}
	return text.text, parsed.cond, r.compile(text, parsed.inlined)
}

func (r *reader) readTerms(n *yaml.Node) {
	r.later = map[string]bool{}
	for i := 0; i < len(n.Content); i += 2 {
		r.later[n.Content[i].Value] = true
	}
	r.pairs(n, "terms", func(key, value *yaml.Node) {
		if !r.usableName(key) {
			return
		}
		// A term that is refused stays known, so that its users are not refused too.
		term := Term{Name: key.Value, Cond: nothing, inlined: "false", At: position(key)}
		if text, ok := r.condition(value, "a term"); ok {
			if parsed, ok := r.parseCondition(text, false); ok {
				term.Text, term.Cond, term.inlined, term.negated = text.text, parsed.cond, parsed.inlined, parsed.negated
			}
		}
		delete(r.later, term.Name)
		r.table.Terms = append(r.table.Terms, term)
		r.names[term.Name] = symbol{term: &term}
	})
	r.later = nil
}

// usableName refuses names that a condition could not hold.
func (r *reader) usableName(key *yaml.Node) bool {
	name := key.Value
	switch {
	case !identifier.MatchString(name):
		r.refuse(position(key), CodeName, "%q cannot be a name: a lower-case letter, then letters and digits", name)
	case reserved(name):
		r.refuse(position(key), CodeName, "%q means something in conditions and cannot be a name", name)
	case r.names[name].declared():
		r.refuse(position(key), CodeTwice, "the name %s is taken", name)
	default:
		return true
	}
	return false
}

func (r *reader) readTests(o object) {
	for _, n := range r.list(o, "tests") {
		row, ok := r.object(n, "a test", "about", "signals", "status")
		if !ok {
			continue
		}
		row.required("about", "signals", "status")
		test := Test{About: row.text("about"), At: row.pos}
		name := row.text("status")
		status, ok := ParseStatus(name)
		if !ok && name != "" && name != Undecided.String() {
			r.refuse(row.at("status"), CodeValue, "there is no status %q; %s", name, didYouMean(name, statusNames[:]))
		}
		test.Status = status
		if signals := row.values["signals"]; signals != nil {
			test.Vector = r.readVector(signals)
		}
		r.table.Tests = append(r.table.Tests, test)
	}
}

// readVector reads the signals of a test: words as a document carries them.
func (r *reader) readVector(n *yaml.Node) []uint8 {
	vector := make([]uint8, len(r.table.Signals))
	r.pairs(n, "signals", func(key, value *yaml.Node) {
		s := r.names[key.Value]
		if s.signal == nil {
			r.refuse(position(key), CodeUnknown, "no signal is called %q; %s", key.Value, didYouMean(key.Value, r.signalNames()))
			return
		}
		if !s.signal.Set {
			vector[s.index] = r.testClass(s.signal, value)
			return
		}
		for _, entry := range r.items(value, "the value of a set") {
			vector[s.index] |= 1 << r.testClass(s.signal, entry)
		}
	})
	return vector
}

// testClass classifies one word of a test; absent stands for absence.
func (r *reader) testClass(s *Signal, n *yaml.Node) uint8 {
	text := n.Value
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		text = ""
	}
	class, ok := uint8(0), text == "absent"
	switch {
	case ok:
	case s.Kind == Words:
		class, ok = WordClass(s, text)
	case s.Kind == Boolean:
		if ok = text == "true" || text == "false"; ok {
			class = s.BoolClass(text == "true")
		}
	case s.Kind == Integer:
		if number, isNumber := plainInt(text); isNumber {
			class, ok = s.IntClass(number)
		}
	default:
		class, ok = 1, text == "present"
	}
	if !ok {
		r.refuse(position(n), CodeLiteral, "%s takes %s, or absent", s.Name, strings.Join(s.testWords(), ", "))
	}
	return class
}

// testWords is Allowed in the words of a table's own tests.
func (s *Signal) testWords() []string {
	if s.Kind == Presence {
		return s.Values
	}
	return s.Allowed()
}

func (r *reader) signalNames() []string {
	var names []string
	for _, s := range r.table.Signals {
		names = append(names, s.Name)
	}
	return names
}
