package rulebook

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// maxKinds is how many kinds of documents a table has at most.
const maxKinds = 64

// readKinds reads the kinds of documents that the provider itself sends.
func (r *reader) readKinds(o object) {
	if !o.has("documents") {
		return
	}
	if r.table.Lifecycle {
		r.refuse(o.at("documents"), CodeKey, "the lifecycle table is for no provider, and so for no provider's documents")
		return
	}
	if hasFamily(r.table.Providers) {
		r.refuse(o.at("documents"), CodeKey, "a document of a provider's own does not say which one of a family it is from")
	}
	kinds := r.list(o, "documents")
	if len(kinds) > maxKinds {
		r.refuse(o.at("documents"), CodeLimit, "a table has at most %d kinds of documents", maxKinds)
		return
	}
	for _, n := range kinds {
		row, ok := r.object(n, "a kind of document", "kind", "meaning", "source", "basis", "looks", "holds", "suppose", "lifecycle", "signals", "result")
		if !ok {
			continue
		}
		row.required("kind", "meaning", "source", "looks")
		k := &kindReader{reader: r, object: row, first: map[string]string{}}
		k.kind = &DocumentKind{
			Name: row.text("kind"), Meaning: row.text("meaning"), Source: row.text("source"), Basis: r.basis(row), At: row.pos,
			Table: r.table.bare(),
		}
		k.read()
		r.table.Documents = append(r.table.Documents, k.kind)
		r.table.links = append(r.table.links, k.link)
	}
}

// hasFamily tells whether one of the names stands for a family of providers.
func hasFamily(providers []string) bool {
	return slices.ContainsFunc(providers, func(name string) bool { return name != "" && name[len(name)-1] == '*' })
}

// kindReader reads one kind of document.
type kindReader struct {
	*reader
	object
	kind   *DocumentKind
	unsure bool              // what it looks like was refused, and nothing else is held against that
	first  map[string]string // see checkShapes
}

func (k *kindReader) read() {
	name := k.kind.Name
	switch {
	case name == "":
	case !ruleID.MatchString(name):
		k.refuse(k.at("kind"), CodeName, "%q cannot be a kind: lower-case words joined by single hyphens", name)
	case name == GetProcess:
		k.refuse(k.at("kind"), CodeTwice, "%s is the kind of documents that name their provider", name)
	}
	k.readLooks()
	k.readHolds()
	k.readSuppose()
	if k.kind.Looks.List {
		k.without(k.object, "a list", "lifecycle", "signals", "result")
		return
	}
	if n := k.values["signals"]; n != nil {
		k.readPlaces(n, "signals", k.kind.Table)
	}
	k.readResult()
}

// readLooks reads how a document of the kind is recognised.
func (k *kindReader) readLooks() {
	n := k.values["looks"]
	if n == nil || n.Kind == yaml.ScalarNode {
		k.kind.Looks.List = n != nil && n.Value == "list"
		k.unsure = !k.kind.Looks.List
		if n != nil && k.unsure {
			k.refuse(position(n), CodeValue, "looks is list, or a mapping with has, some and none")
		}
		return
	}
	o, ok := k.reader.object(n, "looks", "has", "some", "none")
	if !ok {
		k.unsure = true
		return
	}
	o.required("has")
	looks, named := &k.kind.Looks, map[string]bool{}
	if o.has("has") {
		looks.Has = k.readHas(o.values["has"], named)
	}
	looks.Some = k.lookPaths(o, "some", named)
	looks.None = k.lookPaths(o, "none", named)
}

// readHas reads the members that have to be there.
func (k *kindReader) readHas(n *yaml.Node, named map[string]bool) []Member {
	var members []Member
	if n.Kind == yaml.MappingNode && len(n.Content) == 0 {
		k.refuse(position(n), CodeValue, "has in looks has to have a member, or every object would be of the kind")
	}
	k.pairs(n, "has in looks", func(key, value *yaml.Node) {
		m := Member{Path: k.lookPath(position(key), key.Value, named)}
		k.checkShapes("looks", position(key), m.Path, k.first)
		what := "the value of " + key.Value
		words := object{src: k.source, values: map[string]*yaml.Node{what: value}}
		m.Words = words.texts(what)
		for i, word := range m.Words {
			switch {
			case word == "":
			case word == "any" && len(m.Words) > 1:
				k.refuse(words.atEntry(what, i), CodeValue, "any is whatever stands there, and no word stands beside it")
			case slices.Contains(m.Words[:i], word):
				k.refuse(words.atEntry(what, i), CodeTwice, "the word %q stands here a second time", word)
			}
		}
		if slices.Equal(m.Words, []string{"any"}) {
			m.Words = nil
		}
		members = append(members, m)
	})
	return members
}

// lookPaths reads the members of which some are there, or none.
func (k *kindReader) lookPaths(o object, key string, named map[string]bool) []Path {
	var paths []Path
	for i, text := range o.texts(key) {
		if text != "" {
			paths = append(paths, k.lookPath(o.atEntry(key, i), text, named))
		}
	}
	return paths
}

// lookPath reads the path of a member that looks has not named before.
func (k *kindReader) lookPath(at Pos, text string, named map[string]bool) Path {
	p, ok := parsePath(text)
	switch {
	case !ok || p.family() >= 0:
		k.refuse(at, CodeValue, "%q is not a path of one value, such as /element/member", text)
		return nil
	case p[0] == "provider":
		k.refuseNamed(at)
	case named[text]:
		k.refuse(at, CodeTwice, "looks names %s a second time", text)
	}
	named[text] = true
	return p
}

// refuseNamed refuses to look at the member provider.
func (k *kindReader) refuseNamed(at Pos) {
	k.refuse(at, CodeValue, "a document with a member provider is one of Get process, and of no other kind")
}

// readHolds reads where other documents are parts of one of this kind.
func (k *kindReader) readHolds() {
	n := k.values["holds"]
	if n == nil {
		if k.kind.Looks.List {
			k.refuse(k.pos, CodeRequired, "a list needs the key %q: of which kinds its entries are", "holds")
		}
		return
	}
	o, ok := k.reader.object(n, "holds", "path", "kinds")
	if !ok {
		return
	}
	o.required("path", "kinds")
	h := &Holding{Kinds: o.texts("kinds")}
	if text := o.text("path"); text != "" {
		h.Path = k.holdsPath(o.at("path"), text)
	}
	for i, name := range h.Kinds {
		switch {
		case name == "":
		case slices.Contains(h.Kinds[:i], name):
			k.refuse(o.atEntry("kinds", i), CodeTwice, "the kind %s stands here a second time", name)
		case !slices.Contains(k.table.objects(), name):
			k.refuse(o.atEntry("kinds", i), CodeUnknown, "no kind of object above is called %q; %s", name, didYouMean(name, k.table.objects()))
		}
	}
	k.kind.Holds = h
}

// holdsPath reads the path of one document, or of all entries of a list.
func (k *kindReader) holdsPath(at Pos, text string) Path {
	p, ok := parsePath(text)
	family := p.family()
	switch {
	case !ok || family >= 0 && (family != len(p)-1 || p[family] != Entries):
		k.refuse(at, CodeValue, "%q is not the path of one document, or of the entries of a list: /element or /element/[]", text)
		return nil
	case p[0] == "provider":
		k.refuseNamed(at)
	case k.unsure:
		return p
	case k.kind.Looks.List && family != 0:
		k.refuse(at, CodeValue, "what a list holds are its entries: /[]")
	case !k.kind.Looks.List && family == 0:
		k.refuse(at, CodeValue, "/[] are the entries of a list, which says looks: list")
		return nil
	}
	k.checkShapes("holds", at, p, k.first)
	return p
}

// objects are the names of the kinds that are objects.
func (t *Table) objects() []string {
	var names []string
	for _, d := range t.Documents {
		if !d.Looks.List && d.Name != "" {
			names = append(names, d.Name)
		}
	}
	return names
}

// link reads what the kind says to the lifecycle table.
func (k *kindReader) link(lifecycle *Table) {
	k.kind.Lifecycle = lifecycle.bare()
	if n := k.values["lifecycle"]; n != nil && !k.kind.Looks.List {
		k.readPlaces(n, "lifecycle", k.kind.Lifecycle)
	}
}

// readSuppose reads what holds where no part of a document says otherwise.
func (k *kindReader) readSuppose() {
	n := k.values["suppose"]
	if n == nil {
		return
	}
	var context []string
	for _, s := range k.table.Signals {
		if s.Context {
			context = append(context, s.Name)
		}
	}
	k.pairs(n, "suppose", func(key, value *yaml.Node) {
		if !slices.Contains(context, key.Value) {
			k.refuse(position(key), CodeUnknown, "%q is no context signal, and nothing else can be supposed; %s", key.Value, didYouMean(key.Value, context))
			return
		}
		i := k.names[key.Value].index
		k.kind.Suppose = append(k.kind.Suppose, Supposed{i, k.class(value, k.table.Signals[i])})
	})
}

// readResult reads where the final result stands in documents of the kind.
func (k *kindReader) readResult() {
	n := k.values["result"]
	if n == nil {
		return
	}
	k.checkAccepts(k.object)
	if !k.has("signals") && !k.has("holds") {
		k.refuse(k.at("result"), CodeKey, "a kind without signals or parts decides nothing, and has no result")
	}
	k.kind.Table.Result = k.resultFields(n, true)
	for _, f := range k.kind.Table.Result {
		for _, s := range f.Sources {
			k.checkShapes(f.Name, f.At, s.Path, k.first)
		}
	}
}
