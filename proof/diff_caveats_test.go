package proof_test

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict/proof"
)

// noted are changes of the shop that make it expect an object, on the way to a
// signal on which nothing rests.
var noted = []string{
	"terms:\n", "  note:\n    meaning: A note.\n    path: /providerSpecific/extra/note\n    type: presence\n    order: none\nterms:\n",
	`["ajar", "shut"]'`, `["ajar", "shut"] and note in [absent, present]'`,
}

// TestDiffOnTheWay: what one table alone refuses on the way to a signal is in no
// region, and is not passed over in silence either.
func TestDiffOnTheWay(t *testing.T) {
	refusing, plain := shops(t, noted...), shops(t)
	doc := proof.Witness{Document: []byte(`{"provider":"shop","providerSpecific":{"door":"open","level":5,"checks":{"a":"good"},"extra":5}}`)}
	for _, c := range []struct {
		why           string
		before, after fstest.MapFS
		outcomes      [2]string // of doc
		caveats       []string
		headline      string
		mayAccept     bool
	}{
		{"an extra that is no object was refused", refusing, plain, [2]string{"unknown value", "accepted"},
			[]string{"! shop: the old table refuses whatever is not an object at /providerSpecific/extra, and the new one does not, so a document with that may change from unknown value to any outcome, accepted included"},
			"No region changes, though documents may be newly accepted that no region tells\nof.", true},
		{"an extra that is no object is refused now", plain, refusing, [2]string{"accepted", "unknown value"},
			[]string{"shop: the new table refuses whatever is not an object at /providerSpecific/extra, and the old one does not, so a document with that may change from any outcome to unknown value"},
			"No region changes, though outcomes may change that no region tells of. ", false},
		{"it is refused as before", refusing, refusing, [2]string{"unknown value", "unknown value"}, nil,
			"EQUAL: ", false},
	} {
		d := difference(t, c.before, c.after)
		outcomes := [2]string{decided(t, engine(t, c.before), doc), decided(t, engine(t, c.after), doc)}
		if outcomes != c.outcomes {
			t.Errorf("%s: the document is %q, want %q", c.why, outcomes, c.outcomes)
		}
		var caveats []string
		for _, line := range outline(d) {
			if strings.Contains(line, "refuses") {
				caveats = append(caveats, line)
			}
		}
		if diff := cmp.Diff(c.caveats, caveats); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.why, diff)
		}
		if d.Equal != (len(c.caveats) == 0) || d.MayAccept() != c.mayAccept || d.NewlyAccepted > 0 || len(d.Regions) > 0 {
			t.Errorf("%s: equal %t, may accept %t, %d regions", c.why, d.Equal, d.MayAccept(), len(d.Regions))
		}
		var b bytes.Buffer
		if err := d.WriteText(&b); err != nil || !strings.HasPrefix(b.String(), c.headline) {
			t.Errorf("%s: %v, want %q first in\n%s", c.why, err, c.headline, b.String())
		}
	}
}
