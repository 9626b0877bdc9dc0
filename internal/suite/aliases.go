package suite

import (
	"fmt"
)

// aliases asks the other name of a member, alone and beside the first.
func (p *probe) aliases() {
	s := p.signal
	for class := uint8(1); int(class) <= len(s.Values); class++ {
		for _, f := range []struct{ name, about, json string }{
			{"alone", "under its other name", ""},
			{"beside-null", "under its other name, the first one being null", "null"},
			{"beside-empty-object", "under its other name, the first one being {}", "{}"},
			{"beside-empty-list", "under its other name, the first one being []", "[]"},
		} {
			doc := p.without()
			if f.json != "" {
				doc.set(s.Path, "", raw(f.json))
			}
			doc.set(s.Also, "", value(s, class))
			p.addTree("alias", f.name+"/"+slug(s, class), fmt.Sprintf("%s is %s, %s.", s.Name, s.Values[class-1], f.about), doc)
		}
		doc := p.without()
		doc.set(s.Path, "", value(s, class))
		doc.set(s.Also, "", value(s, class))
		p.addTree("alias", "both/"+slug(s, class), s.Name+" stands under both of its names: nobody knows which one counts.", doc, "alias")
	}
	doc := p.without()
	doc.set(s.Path, "", value(s, 1))
	doc.set(s.Also, "", value(s, uint8(len(s.Values))))
	p.addTree("alias", "both-differ", s.Name+" stands under both of its names with different values.", doc, "alias")
}
