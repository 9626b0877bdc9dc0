package rulebook

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// readPlaces reads where the kind carries the signals of a table.
func (k *kindReader) readPlaces(n *yaml.Node, what string, t *Table) {
	k.pairs(n, what, func(key, value *yaml.Node) {
		var names []string
		for _, s := range t.Signals {
			names = append(names, s.Name)
		}
		i := slices.Index(names, key.Value)
		if i < 0 {
			k.refuse(position(key), CodeUnknown, "no signal of %s is called %q; %s", t.File, key.Value, didYouMean(key.Value, names))
			return
		}
		k.readPlacesOf(t.Signals[i], key, value)
	})
}

// readPlacesOf reads the places of one signal: one of them, or a list.
func (k *kindReader) readPlacesOf(s *Signal, key, value *yaml.Node) {
	places := []*yaml.Node{value}
	if value.Kind == yaml.SequenceNode {
		places = value.Content
	}
	switch {
	case s.Code != nil:
		k.refuse(position(key), CodeValue, "%s is a code inside a text, which no kind of document carries", s.Name)
		return
	case s.Aside:
		k.refuse(position(key), CodeValue, "only remarks ask about %s, and no kind of document carries it", s.Name)
		return
	case len(places) == 0:
		k.refuse(position(value), CodeValue, "%s has to have a place", s.Name)
	case s.Set && len(places) > 1:
		k.refuse(position(value), CodeValue, "%s is a set, and its entries stand in one place", s.Name)
		return
	}
	for _, place := range places {
		p, ok := k.readPlace(place, s)
		if !ok {
			continue
		}
		if slices.ContainsFunc(s.Places, func(other Place) bool { return slices.Equal(other.Signal.Path, p.Signal.Path) }) {
			k.refuse(position(place), CodeTwice, "%s is read at %s a second time", s.Name, p.Signal.Path)
		}
		k.checkShapes(s.Name, position(place), p.Signal.Path, k.first)
		s.Places = append(s.Places, p)
	}
}

// readPlace reads a path alone, or an object with one.
func (k *kindReader) readPlace(n *yaml.Node, s *Signal) (Place, bool) {
	at := *s
	at.Places = nil
	p := Place{Signal: &at}
	if n.Kind == yaml.ScalarNode {
		at.Path = k.placePath(position(n), k.scalar(n, "a place"), s)
		return p, at.Path != nil
	}
	o, ok := k.reader.object(n, "a place", "path", "words", "absent")
	if !ok {
		return p, false
	}
	o.required("path")
	at.Path = k.placePath(o.at("path"), o.text("path"), s)
	if o.has("words") {
		k.readPlaceWords(o, &at)
	}
	switch {
	case !o.has("absent"):
	case s.Set:
		k.refuse(o.at("absent"), CodeKey, "a set is empty where nothing stands; it has no absent")
	default:
		p.Absent = k.class(o.values["absent"], s)
	}
	return p, at.Path != nil
}

// placePath reads the path of a place: to one value, or to many of which the worst
// counts; of a set to its entries.
func (k *kindReader) placePath(at Pos, text string, s *Signal) Path {
	p, ok := parsePath(text)
	switch {
	case text == "":
		return nil
	case !ok || p.family() == 0 || p.many() > 1:
		k.refuse(at, CodeValue, "%q is not a path such as /element/member or /element/*/member; one step stands for many at most, and not the first", text)
		return nil
	case s.Set && p.many() == 0:
		k.refuse(at, CodeValue, "%s is a set, and its path has a step for its entries: * for every member, [] for every entry of a list", s.Name)
		return nil
	case p[0] == "provider":
		k.refuseNamed(at)
	}
	return p
}

// readPlaceWords reads which words at a place mean which values. A word may say
// nothing: absent.
func (k *kindReader) readPlaceWords(o object, s *Signal) {
	if s.Kind != Words && s.Kind != Boolean {
		k.refuse(o.at("words"), CodeKey, "%s has numbers or nothing for values, and no words", s.Name)
		return
	}
	s.Words, s.Other = nil, 0
	listed := false
	k.pairs(o.values["words"], "words", func(key, value *yaml.Node) {
		class := uint8(0)
		if value.Value != "absent" {
			class = k.class(value, s)
		}
		switch {
		case key.Value == "":
			k.refuse(position(key), CodeValue, "the empty string is never a word")
		case key.Value == "*" && value.Value == "absent":
			k.refuse(position(value), CodeValue, "any other word cannot be absent: it may be a new one that means something")
		case key.Value == "*":
			s.Other = class
		default:
			s.Words = append(s.Words, Word{key.Value, class})
		}
		listed = listed || key.Value != "*"
	})
	if !listed && o.values["words"].Kind == yaml.MappingNode {
		k.refuse(o.at("words"), CodeValue, "words has to list a word; '*' is any word that is not listed")
	}
}

// class reads the name of a declared value, and gives its class.
func (r *reader) class(n *yaml.Node, s *Signal) uint8 {
	text := r.scalar(n, "the value of a signal")
	i := slices.Index(s.Values, text)
	if i < 0 && text != "" {
		r.refuse(position(n), CodeLiteral, "%q is not a value of %s; %s", text, s.Name, didYouMean(text, s.Values))
	}
	return uint8(i + 1)
}
