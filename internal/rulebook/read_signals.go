package rulebook

import (
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// plainInt reads a number as tables write it.
func plainInt(text string) (int, bool) {
	n, err := strconv.Atoi(text)
	return n, err == nil && n >= 0 && n <= maxDecimal && strconv.Itoa(n) == text
}

// pendingNeed is a needed condition to be lowered once all names are known.
type pendingNeed struct {
	text    conditionText
	signals []*Signal
}

func (r *reader) readSignals(n *yaml.Node) {
	r.pairs(n, "signals", func(key, value *yaml.Node) {
		what := "signal " + key.Value
		o, ok := r.object(value, what, "meaning", "path", "also", "type", "set", "members", "values", "words",
			"range", "shape", "code", "order", "needed", "context", "loss", "use", "better", "basis")
		if !ok || !r.usableName(key) {
			return
		}
		o.required("meaning")
		s := r.readSignal(key, o)
		if o.has("members") {
			r.readGroup(key.Value, o, s)
			return
		}
		r.addSignal(s)
	})
	if len(r.table.Signals) > MaxSignals {
		r.refuse(position(n), CodeLimit, "a table has at most %d signals, members of groups counted", MaxSignals)
	}
	context := 0
	for _, s := range r.table.Signals {
		if s.Context {
			context++
		}
	}
	if context > MaxContext {
		r.refuse(position(n), CodeLimit, "a table has at most %d context signals", MaxContext)
	}
}

func (r *reader) addSignal(s *Signal) {
	r.names[s.Name] = symbol{signal: s, index: len(r.table.Signals)}
	r.table.Signals = append(r.table.Signals, s)
}

func (r *reader) readSignal(key *yaml.Node, o object) *Signal {
	s := &Signal{
		Name:    key.Value,
		Meaning: o.text("meaning"),
		Set:     o.flag("set"),
		Context: o.flag("context"),
		Basis:   r.basis(o),
		Ordered: o.oneOf("order", "best first", "none") != "none",
		Aside:   o.oneOf("use", "rules", "remarks") == "remarks",
		At:      position(key),
	}
	if loss := r.matching(o, "loss", readingID, "a reading such as R7"); len(loss) > 0 {
		s.Loss = loss[0]
		if len(loss) > 1 {
			r.refuse(o.at("loss"), CodeValue, "loss names one reading")
		}
	}
	s.Path, s.Also = r.path(o, "path"), r.path(o, "also")
	r.readKind(s, o)
	r.readCode(s, o)
	r.readNeed(s, o)
	r.readBetter(s, o)
	r.checkPlace(s, o)
	return s
}

func (r *reader) path(o object, key string) Path {
	if !o.has(key) {
		return nil
	}
	text := o.text(key)
	p, ok := parsePath(text)
	if !ok {
		r.refuse(o.at(key), CodeValue, "%q is not a path such as /providerSpecific/element/member", text)
	}
	return p
}

// readKind reads what the signal's declared values are.
func (r *reader) readKind(s *Signal, o object) {
	kind := o.oneOf("type", "words", "boolean", "integer", "presence")
	allowed := map[string][]string{
		"words":    {"values", "words", "code"},
		"boolean":  {"values"},
		"integer":  {"range"},
		"presence": {"shape"},
	}[kind]
	for _, key := range []string{"values", "words", "code", "range", "shape"} {
		if o.has(key) && !slices.Contains(allowed, key) {
			r.refuse(o.at(key), CodeKey, "a signal of type %s has no %s", kind, key)
		}
	}
	switch kind {
	case "words":
		s.Kind = Words
		r.readWords(s, o)
	case "boolean":
		s.Kind = Boolean
		o.required("values")
		s.Values = o.texts("values")
		if !slices.Equal(s.Values, []string{"true", "false"}) && !slices.Equal(s.Values, []string{"false", "true"}) {
			if o.has("values") {
				r.refuse(o.at("values"), CodeValue, "the values of a boolean are true and false, the better one first")
			}
			s.Values = []string{"true", "false"} // so that reading can go on
		}
	case "integer":
		s.Kind = Integer
		r.readRange(s, o)
	case "presence":
		s.Kind, s.Values = Presence, []string{"present"}
		s.Shape = shapeNames[o.oneOf("shape", "any", "object", "list", "string")]
	}
	most := MaxValues
	if s.Set {
		most = MaxSetValues
	}
	if len(s.Values) > most {
		at := o.at("values")
		if s.Kind == Integer {
			at = o.at("range")
		}
		r.refuse(at, CodeLimit, "%s has too many values; at most %d are possible", s.Name, most)
		s.Values = s.Values[:most]
	}
}

// readWords reads values and the raw words that mean them. Without words the
// values are the words; with words, the list is complete.
func (r *reader) readWords(s *Signal, o object) {
	o.required("values")
	s.Values = o.texts("values")
	for i, v := range s.Values {
		if slices.Contains(s.Values[:i], v) {
			r.refuse(o.atEntry("values", i), CodeTwice, "the value %q stands here a second time", v)
		}
		if v == "absent" || v == "present" {
			r.refuse(o.atEntry("values", i), CodeName, "%q means something in conditions and cannot be a value", v)
		}
	}
	if !o.has("words") {
		for i, v := range s.Values {
			s.Words = append(s.Words, Word{v, uint8(i + 1)})
		}
		return
	}
	meant := make([]bool, len(s.Values))
	r.pairs(o.values["words"], "words", func(key, value *yaml.Node) {
		text := r.scalar(value, "the value of a word")
		i := slices.Index(s.Values, text)
		switch {
		case i < 0:
			r.refuse(position(value), CodeLiteral, "%q is not a value of %s; %s", text, s.Name, didYouMean(text, s.Values))
			return
		case key.Value == "":
			r.refuse(position(key), CodeValue, "the empty string is never a word")
			return
		case key.Value == "*":
			s.Other = uint8(i + 1)
		default:
			s.Words = append(s.Words, Word{key.Value, uint8(i + 1)})
		}
		meant[i] = true
	})
	for i, v := range s.Values {
		if i < len(meant) && !meant[i] {
			r.refuse(o.at("words"), CodeValue, "no word means %q; with words, every value needs one", v)
		}
	}
}

func (r *reader) readRange(s *Signal, o object) {
	o.required("range")
	if !o.has("range") {
		return
	}
	ends := o.texts("range")
	if len(ends) == 2 {
		best, ok1 := plainInt(ends[0])
		worst, ok2 := plainInt(ends[1])
		if ok1 && ok2 && best != worst {
			s.First, s.Last = best, worst
			step := 1
			if best > worst {
				step = -1
			}
			for n := best; n != worst+step && len(s.Values) <= MaxValues; n += step {
				s.Values = append(s.Values, strconv.Itoa(n))
			}
			return
		}
	}
	r.refuse(o.at("range"), CodeValue, "a range is two different whole numbers from 0 on, the best first, such as [15, 0]")
}

// readCode reads where the code of a coded element stands.
func (r *reader) readCode(s *Signal, o object) {
	n := o.values["code"]
	if n == nil {
		return
	}
	c, ok := r.object(n, "code", "member", "reader")
	if !ok {
		return
	}
	c.required("member", "reader")
	s.Code = &CodeIn{Member: c.text("member"), Reader: c.oneOf("reader", SignicatErrorCode)}
	if s.Other == 0 {
		r.refuse(c.pos, CodeValue, "a text may hold no code: words needs '*' for it")
	}
}

func (r *reader) readNeed(s *Signal, o object) {
	n := o.values["needed"]
	if n != nil {
		s.Need.Text = strings.TrimSpace(n.Value)
	}
	switch {
	case n == nil:
	case n.Kind == yaml.ScalarNode && n.Value == "always":
		s.Need.Always = true
	case n.Kind == yaml.ScalarNode && n.Value == "entries":
		s.Need.Entries = true
		if !s.Set {
			r.refuse(position(n), CodeValue, "needed: entries is for sets")
		}
	case n.Kind == yaml.ScalarNode && n.Style == 0 && identifier.MatchString(n.Value):
		r.refuse(position(n), CodeValue, "needed is always, entries or a condition in 'single quotes'; %s", didYouMean(n.Value, []string{"always", "entries"}))
	default:
		if text, ok := r.condition(n, "needed"); ok {
			r.needs = append(r.needs, pendingNeed{text, []*Signal{s}})
		}
	}
}

// readBetter reads which signal the entries are compared with.
func (r *reader) readBetter(s *Signal, o object) {
	if !o.has("better") {
		return
	}
	name := o.text("better")
	than := r.names[name]
	switch {
	case than.signal == nil:
		r.refuse(o.at("better"), CodeUnknown, "no signal above is called %q; %s", name, didYouMean(name, r.signalNames()))
	case than.signal.Set || !than.signal.Ordered || than.signal.Kind == Presence || than.signal.Code != nil || than.signal.Context:
		r.refuse(o.at("better"), CodeValue, "%s is not one value of several with an order, or a caller can supply it", name)
	default:
		s.Better = &Ref{than.signal, than.index}
	}
}

// checkPlace checks that the keys about the signal's place agree.
func (r *reader) checkPlace(s *Signal, o object) {
	family := s.Path.family()
	if s.Set && r.without(o, "a set", "members", "also", "code", "context") ||
		o.has("members") && r.without(o, "a group", "also", "code", "context", "better") ||
		s.Aside && r.without(o, "a signal for remarks", "set", "members", "also", "code", "context", "needed", "loss") {
		return
	}
	switch {
	case o.has("better") && (!s.Aside || s.Kind != Presence || o.has("shape") || family < 1):
		r.refuse(o.at("better"), CodeValue, "better is for a presence of any shape with use: remarks, with a step for many in its path")
	case len(s.Path) == 0 && o.has("path"):
		// Refused already.
	case len(s.Path) == 0 && !s.Context:
		r.refuse(o.pos, CodeRequired, "%s needs a path, or context: true when only a caller can supply it", s.Name)
	case len(s.Also) > 0 && len(s.Path) == 0:
		r.refuse(o.at("also"), CodeKey, "also is another name for a path, and there is no path")
	case s.Set && family < 1:
		r.refuse(o.at("path"), CodeValue, "the path of a set has a step for its entries, below the first: * for every member, [] for every entry of a list")
	case o.has("members") && (family < 0 || family != len(s.Path)-1 || s.Path[family] != Members):
		r.refuse(o.at("path"), CodeValue, "the path of a group ends in /*")
	case !s.Set && !o.has("better") && !o.has("members") && family >= 0:
		hint := "is it a set?"
		if s.Aside {
			hint = "for remarks that is for better alone"
		}
		r.refuse(o.at("path"), CodeValue, "%s has one value, and its path a step for many; %s", s.Name, hint)
	case s.Set && s.Kind == Presence:
		r.refuse(o.at("type"), CodeValue, "the entries of a set have values; a set cannot be a presence")
	case len(s.Path) > 0 && s.Path[0] == "provider":
		r.refuseProvider(o.at("path"))
	case len(s.Also) > 0 && s.Also[0] == "provider":
		r.refuseProvider(o.at("also"))
	case s.Context && s.Kind != Words:
		r.refuse(o.at("context"), CodeValue, "a caller can supply words only")
	case len(s.Also) > 0 && (s.Code != nil || s.Context):
		r.refuse(o.at("also"), CodeKey, "a signal with a code, or one that a caller can supply, has one name in a document")
	case len(s.Also) > 0 && !sameButOne(s.Path, s.Also):
		r.refuse(o.at("also"), CodeValue, "path and also have to differ in exactly one step")
	}
	for i, step := range s.Path {
		if (step == Members || step == Entries) && i != family {
			r.refuse(o.at("path"), CodeValue, "a path has one step for many at most")
		}
	}
}

// without refuses keys that make no sense together with what the signal is.
func (r *reader) without(o object, what string, keys ...string) bool {
	before := len(r.problems)
	for _, key := range keys {
		if o.has(key) {
			r.refuse(o.at(key), CodeKey, "%s has no %s", what, key)
		}
	}
	return len(r.problems) > before
}

func (r *reader) refuseProvider(at Pos) {
	r.refuse(at, CodeValue, "the member provider chooses the table; it cannot be a signal too")
}

// sameButOne tells whether two paths differ in one step.
func sameButOne(a, b Path) bool {
	if len(a) != len(b) || b.family() >= 0 {
		return false
	}
	different := 0
	for i := range a {
		if a[i] != b[i] {
			different++
		}
	}
	return different == 1
}

// readGroup adds one signal for each member, with what the group says of all.
func (r *reader) readGroup(name string, o object, common *Signal) {
	group := &Group{Name: name, Meaning: common.Meaning}
	r.names[name] = symbol{group: group}
	var needs []*pendingNeed
	for i := range r.needs {
		if slices.Contains(r.needs[i].signals, common) {
			r.needs[i].signals = nil
			needs = append(needs, &r.needs[i])
		}
	}
	r.pairs(o.values["members"], "members", func(key, value *yaml.Node) {
		m, ok := r.object(value, "member "+key.Value, "member", "also", "meaning")
		if !ok || !r.usableName(key) {
			return
		}
		m.required("meaning")
		s := *common
		s.Name, s.Meaning, s.Group, s.At = key.Value, m.text("meaning"), name, position(key)
		s.Path = r.memberPath(common.Path, m, "member", key.Value)
		if m.has("also") {
			s.Also = r.memberPath(common.Path, m, "also", "")
			if len(s.Also) > 0 && slices.Equal(s.Also, s.Path) {
				r.refuse(m.at("also"), CodeValue, "also is the name that %s has anyway", s.Name)
			}
		}
		for _, need := range needs {
			need.signals = append(need.signals, &s)
		}
		group.Members = append(group.Members, len(r.table.Signals))
		r.addSignal(&s)
	})
	if len(group.Members) == 0 {
		r.refuse(o.at("members"), CodeValue, "a group has to have a member")
	}
	r.table.Groups = append(r.table.Groups, *group)
}

// memberPath puts a member's name in place of the group's last step.
func (r *reader) memberPath(group Path, m object, key, name string) Path {
	if m.has(key) {
		name = m.text(key)
	}
	if strings.Contains(name, "/") || name == Members || name == Entries {
		r.refuse(m.at(key), CodeValue, "%q is not the name of one member", name)
	}
	p := slices.Clone(group)
	if len(p) > 0 {
		p[len(p)-1] = name
	}
	if len(p) == 1 && name == "provider" {
		r.refuseProvider(m.at(key))
	}
	return p
}

// lowerNeeds lowers the needed conditions, which may name signals and terms
// declared after them.
func (r *reader) lowerNeeds() {
	for _, need := range r.needs {
		parsed, ok := r.parseCondition(need.text, false)
		if !ok {
			continue
		}
		for _, s := range need.signals {
			s.Need.When = parsed.cond
		}
		r.checkJudges(need.text.at(0), parsed.cond)
	}
}

// checkLifecycle refuses what only a provider's table can judge: results, and
// what is needed or supplied for one.
func (r *reader) checkLifecycle() {
	if !r.table.Lifecycle {
		return
	}
	for _, s := range r.table.Signals {
		if s.Context || s.Need != (Need{}) {
			r.refuse(s.At, CodeValue, "the lifecycle table has no needed and no context signals; those are for a provider's table")
		}
	}
	for _, status := range r.table.Gives {
		if status == Accepted || status == Rejected || status == Inconclusive {
			r.refuse(r.table.At["gives"], CodeValue, "the lifecycle table cannot give %s: results come from a provider's signals alone", status)
		}
	}
}

// checkPlaces refuses a table that reads one place both as an object and as a
// list.
func (r *reader) checkPlaces() {
	first := map[string]string{}
	for _, s := range r.table.Signals {
		for _, p := range []Path{s.Path, s.Also} {
			r.checkShapes(s.Name, s.At, p, first)
		}
	}
	for _, f := range r.table.Result {
		for _, s := range f.Sources {
			r.checkShapes(f.Name, f.At, s.Path, first)
		}
	}
}

// checkShapes notes what the steps of a path read each place as.
func (r *reader) checkShapes(name string, at Pos, p Path, first map[string]string) {
	for i, step := range p {
		want := "an object"
		if step == Entries {
			want = "a list"
		}
		place := p[:i].String()
		if before, ok := first[place]; ok && before != want {
			r.refuse(at, CodeValue, "%s reads %s as %s, another as %s", name, place, want, before)
			return
		}
		first[place] = want
	}
}
