package proof_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// TestDiffCases changes one thing at a time.
func TestDiffCases(t *testing.T) {
	plain := shops(t)
	with := func(changes ...string) fstest.MapFS { return shops(t, changes...) }
	file := func(book fstest.MapFS, name, text string) fstest.MapFS {
		book[name] = &fstest.MapFile{Data: []byte(text)}
		return book
	}
	for _, c := range []struct {
		why  string
		book fstest.MapFS
		want []string
	}{
		{"nothing changes", with(), nil},
		{"a comment and another name of the file are nothing that anybody reads", fstest.MapFS{
			"process.yaml": plain["process.yaml"], "a-shop.yaml": {Data: []byte("# A comment\n" + shop)},
		}, nil},
		{"a reason is said otherwise, and no outcome changes", with("It is shut.", "It is closed."), []string{
			"rule shop-shut changed: reason",
		}},
		{"level 2 is enough, so that less is inconclusive", with("0..2", "0..1", "3..5", "2..5"), []string{
			"! shop: inconclusive → accepted, 2 where door is open and level is 2 and checks has no entry without value or bad",
			"rule shop-empty changed: when",
			"rule shop-open changed: when",
		}},
		{"the word wide means another value", with("wide: open", "wide: ajar"), []string{
			`shop: accepted → inconclusive, 6 where door is the word "wide" (open → ajar) and level is 3..5 and checks has no entry without value or bad`,
			"signal door changed: words",
		}},
		{"the word wide is not known any more", with(" wide: open,", ""), []string{
			`shop: accepted → unknown value, 6 where door is the word "wide" (open → undeclared) and level is 3..5 and checks has no entry without value or bad`,
			`shop: rejected → unknown value, 28 where door is the word "wide" (open → undeclared) and checks has an entry bad`,
			`shop: inconclusive → unknown value, 6 where door is the word "wide" (open → undeclared) and level is 0..2 and checks has no entry without value or bad`,
			`shop: undecided → unknown value, 16 where door is the word "wide" (open → undeclared) and level is absent and checks has no entry bad; or door is the word "wide" (open → undeclared) and checks has an entry without value and none bad`,
			"signal door changed: words",
		}},
		{"a word is known that was not", with("wide: open", "wide: open, broad: open"), []string{
			`! shop: unknown value → accepted, 6 where door is the word "broad" (undeclared → open) and level is 3..5 and checks has no entry without value or bad`,
			`shop: unknown value → rejected, 28 where door is the word "broad" (undeclared → open) and checks has an entry bad`,
			`shop: unknown value → inconclusive, 6 where door is the word "broad" (undeclared → open) and level is 0..2 and checks has no entry without value or bad`,
			`shop: unknown value → undecided, 16 where door is the word "broad" (undeclared → open) and level is absent and checks has no entry bad; or door is the word "broad" (undeclared → open) and checks has an entry without value and none bad`,
			"signal door changed: words",
		}},
		{"a word is known that was not, and worse than that", with("shut: shut}", "shut: shut, barred: shut}"), []string{
			`shop: unknown value → rejected, 56 where door is the word "barred" (undeclared → shut)`,
			"signal door changed: words",
		}},
		{"any other word counts as shut", with("shut: shut}", "shut: shut, '*': shut}"), []string{
			"shop: unknown value → rejected, 56 where door is any other word (undeclared → shut)",
			"signal door changed: words",
		}},
		{"words stand in another order, which means nothing", with("open: open, wide: open", "wide: open, open: open"), nil},
		{"a value has another name, and its words are the same", with(
			"[open, ajar", "[entered, ajar", "open: open, wide: open", "open: entered, wide: entered", `== "open"`, `== "entered"`), []string{
			"signal door changed: values, words",
			"rule shop-empty changed: when",
			"rule shop-open changed: when",
			"test an open shop changed: signals",
		}},
		{"a value is split, and both parts are asked for together", with(
			"[open, ajar", "[open, wider, ajar", "wide: open", "wide: wider", `door == "open"`, `door in ["open", "wider"]`), []string{
			"signal door changed: values, words",
			"rule shop-empty changed: when",
			"rule shop-open changed: when",
		}},
		{"two values become one, and the milder counts as the stricter", with(
			"[open, ajar, shut]", "[open, shut]", "ajar: ajar", "ajar: shut", `door in ["ajar", "shut"]`, `door == "shut"`,
			"  - {id: shop-ajar, status: inconclusive, when: 'door == \"ajar\" and level != absent and checked', reason: It is ajar., source: 'Shop handbook', basis: text}\n", ""), []string{
			`shop: inconclusive → rejected, 12 where door is the word "ajar" (ajar → shut) and level is not absent and checks has no entry without value or bad`,
			`shop: undecided → rejected, 16 where door is the word "ajar" (ajar → shut) and level is absent and checks has no entry bad; or door is the word "ajar" (ajar → shut) and checks has an entry without value and none bad`,
			"signal door changed: values, words",
			"rule shop-ajar removed: status, when, reason, source, basis",
			"claim shop-claim changed: when",
		}},
		{"a range is wider", with("[5, 0]", "[9, 0]", "3..5", "3..9"), []string{
			"! shop: unknown value → accepted, 8 where door is open and level is 6..9 (undeclared before) and checks has no entry without value or bad",
			"shop: unknown value → rejected, 80 where level is 6..9 (undeclared before) and checks has an entry bad; or door is shut and level is 6..9 (undeclared before)",
			"shop: unknown value → inconclusive, 8 where door is ajar and level is 6..9 (undeclared before) and checks has no entry without value or bad",
			"shop: unknown value → undecided, 32 where door is absent and level is 6..9 (undeclared before) and checks has no entry bad; or door is not shut and level is 6..9 (undeclared before) and checks has an entry without value and none bad",
			"signal level changed: range",
			"rule shop-open changed: when",
		}},
		{"a signal is read elsewhere: what stood in one place stands in the other", with("/providerSpecific/level", "/providerSpecific/stock"), []string{
			"! shop: inconclusive → accepted, 18 where door is open and old level is 0..2 and new level is 3..5 and checks has no entry without value or bad",
			"! shop: undecided → accepted, 6 where door is open and old level is absent and new level is 3..5 and checks has no entry without value or bad",
			"! shop: unknown value → accepted, 6 where door is open and old level is undeclared and new level is 3..5 and checks has no entry without value or bad",
			"shop: accepted → inconclusive, 18 where door is open and old level is 3..5 and new level is 0..2 and checks has no entry without value or bad",
			"shop: accepted → undecided, 6 where door is open and old level is 3..5 and new level is absent and checks has no entry without value or bad",
			"shop: accepted → unknown value, 6 where door is open and old level is 3..5 and new level is undeclared and checks has no entry without value or bad",
			"shop: rejected → unknown value, 140 where old level is not undeclared and new level is undeclared and checks has an entry bad; or door is shut and old level is not undeclared and new level is undeclared",
			"shop: inconclusive → undecided, 18 where door is open or ajar and old level is 0..2 and new level is absent and checks has no entry without value or bad; or door is ajar and old level is not absent or undeclared and new level is absent and checks has no entry without value or bad",
			"shop: inconclusive → unknown value, 18 where door is open or ajar and old level is 0..2 and new level is undeclared and checks has no entry without value or bad; or door is ajar and old level is not absent or undeclared and new level is undeclared and checks has no entry without value or bad",
			"and 6 more",
		}},
		{"a signal has another name and stands where it did", with("  level:", "  stock:", "and level ", "and stock ", "level: 5", "stock: 5"), []string{
			"signal stock added: meaning, path, type, range, needed",
			"signal level removed: meaning, path, type, range, needed",
			"rule shop-ajar changed: when",
			"rule shop-empty changed: when",
			"rule shop-open changed: when",
			"test an open shop changed: signals",
		}},
		{"a signal has a second name in documents", with("path: /providerSpecific/door", "path: /providerSpecific/door\n    also: /providerSpecific/entrance"), []string{
			`! shop: undecided → accepted, 6 where door is the word "open" at /providerSpecific/entrance, the word "wide" at /providerSpecific/entrance (absent → open) and level is 3..5 and checks has no entry without value or bad`,
			`shop: accepted → unknown value, 6 where door is the word "open" beside something at /providerSpecific/entrance, the word "wide" beside something at /providerSpecific/entrance (open → undeclared) and level is 3..5 and checks has no entry without value or bad`,
			`shop: rejected → unknown value, 140 where door is the word "shut" beside something at /providerSpecific/entrance (shut → undeclared); or door is any other word at /providerSpecific/entrance, another number at /providerSpecific/entrance, true at /providerSpecific/entrance, … 4 more (absent → undeclared) or the word "open" beside something at /providerSpecific/entrance, the word "wide" beside something at /providerSpecific/entrance (open → undeclared) or the word "ajar" beside something at /providerSpecific/entrance (ajar → undeclared) or the word "shut" beside something at /providerSpecific/entrance (shut → undeclared) and checks has an entry bad`,
			`shop: inconclusive → unknown value, 18 where door is the word "open" beside something at /providerSpecific/entrance, the word "wide" beside something at /providerSpecific/entrance (open → undeclared) or the word "ajar" beside something at /providerSpecific/entrance (ajar → undeclared) and level is 0..2 and checks has no entry without value or bad; or door is the word "ajar" beside something at /providerSpecific/entrance (ajar → undeclared) and level is not absent and checks has no entry without value or bad`,
			`shop: undecided → rejected, 28 where door is the word "shut" at /providerSpecific/entrance (absent → shut) and checks has no entry bad`,
			`shop: undecided → inconclusive, 18 where door is the word "open" at /providerSpecific/entrance, the word "wide" at /providerSpecific/entrance (absent → open) or the word "ajar" at /providerSpecific/entrance (absent → ajar) and level is 0..2 and checks has no entry without value or bad; or door is the word "ajar" at /providerSpecific/entrance (absent → ajar) and level is not absent and checks has no entry without value or bad`,
			`shop: undecided → unknown value, 60 where door is any other word at /providerSpecific/entrance, another number at /providerSpecific/entrance, true at /providerSpecific/entrance, … 4 more (absent → undeclared) and checks has no entry bad; or door is any other word at /providerSpecific/entrance, another number at /providerSpecific/entrance, true at /providerSpecific/entrance, … 4 more (absent → undeclared) or the word "open" beside something at /providerSpecific/entrance, the word "wide" beside something at /providerSpecific/entrance (open → undeclared) or the word "ajar" beside something at /providerSpecific/entrance (ajar → undeclared) and level is absent and checks has no entry bad; or door is any other word at /providerSpecific/entrance, another number at /providerSpecific/entrance, true at /providerSpecific/entrance, … 4 more (absent → undeclared) or the word "open" beside something at /providerSpecific/entrance, the word "wide" beside something at /providerSpecific/entrance (open → undeclared) or the word "ajar" beside something at /providerSpecific/entrance (ajar → undeclared) and checks has an entry without value and none bad`,
			"signal door changed: also",
		}},
		{"a word of the entries of a set means another value", with("fine: good", "fine: bad"), []string{
			`shop: accepted → rejected, 6 where door is open and level is 3..5 and checks has an entry the word "fine" (good → bad) and none without value or bad`,
			`shop: inconclusive → rejected, 18 where door is open or ajar and level is 0..2 and checks has an entry the word "fine" (good → bad) and none without value or bad; or door is ajar and level is not absent and checks has an entry the word "fine" (good → bad) and none without value or bad`,
			`shop: undecided → rejected, 60 where door is absent and checks has an entry the word "fine" (good → bad) and none bad; or door is not shut and level is absent and checks has an entry the word "fine" (good → bad) and none bad; or door is not shut and checks has an entry without value and one the word "fine" (good → bad) and none bad`,
			"signal checks changed: words",
		}},
		{"the entries of a set stand elsewhere", with("/checks/*", "/audits/*"), []string{
			"! shop: rejected → accepted, 24 where door is open and level is 3..5 and old checks has an entry bad and none undeclared and new checks has no entry without value or undeclared or bad",
			"! shop: undecided → accepted, 12 where door is open and level is 3..5 and old checks has an entry without value and none undeclared or bad and new checks has no entry without value or undeclared or bad",
			"! shop: unknown value → accepted, 48 where door is open and level is 3..5 and old checks has an entry undeclared and new checks has no entry without value or undeclared or bad",
			"shop: accepted → rejected, 24 where door is open and level is 3..5 and old checks has no entry without value or undeclared or bad and new checks has an entry bad and none undeclared",
			"shop: accepted → undecided, 12 where door is open and level is 3..5 and old checks has no entry without value or undeclared or bad and new checks has an entry without value and none undeclared or bad",
			"shop: accepted → unknown value, 48 where door is open and level is 3..5 and old checks has no entry without value or undeclared or bad and new checks has an entry undeclared",
			"shop: rejected → inconclusive, 72 where door is open or ajar and level is 0..2 and old checks has an entry bad and none undeclared and new checks has no entry without value or undeclared or bad; or door is ajar and level is not absent and old checks has an entry bad and none undeclared and new checks has no entry without value or undeclared or bad",
			"shop: rejected → undecided, 240 where door is absent and old checks has an entry bad and none undeclared and new checks has no entry undeclared or bad; or door is not shut and level is absent and old checks has an entry bad and none undeclared and new checks has no entry undeclared or bad; or door is not shut and old checks has an entry bad and none undeclared and new checks has an entry without value and none undeclared or bad",
			"shop: rejected → unknown value, 1120 where old checks has an entry bad and none undeclared and new checks has an entry undeclared; or door is shut and old checks has no entry undeclared and new checks has an entry undeclared",
			"and 12 more",
		}},
		{"a signal is gone", with(
			"  - {id: shop-empty, status: inconclusive, when: 'door == \"open\" and level in 0..2 and checked', reason: It is empty., source: 'Shop handbook', basis: text}\n", "",
			" and level in 3..5", "", " and level != absent", "", ", level: 5", "",
			"  level:\n    meaning: How full the shelves are.\n    path: /providerSpecific/level\n    type: integer\n    range: [5, 0]\n    needed: always\n", ""), []string{
			"! shop: inconclusive → accepted, 6 where door is open and level is 0..2 and checks has no entry without value or bad",
			"! shop: undecided → accepted, 2 where door is open and level is absent and checks has no entry without value or bad",
			"! shop: unknown value → accepted, 2 where door is open and level is undeclared and checks has no entry without value or bad",
			"shop: unknown value → rejected, 20 where level is undeclared and checks has an entry bad; or door is shut and level is undeclared",
			"shop: undecided → inconclusive, 2 where door is ajar and level is absent and checks has no entry without value or bad",
			"shop: unknown value → inconclusive, 2 where door is ajar and level is undeclared and checks has no entry without value or bad",
			"shop: unknown value → undecided, 8 where door is absent and level is undeclared and checks has no entry bad; or door is not shut and level is undeclared and checks has an entry without value and none bad",
			"signal level removed: meaning, path, type, range, needed",
			"rule shop-ajar changed: when",
			"and 3 more",
		}},
		{"one signal is read inside of where another was", with("path: /providerSpecific/door", "path: /providerSpecific/door/state"), []string{
			"! no document shop: rejected → accepted, 6 where old door is shut and new door is open and level is 3..5 and checks has no entry without value or bad",
			"! no document shop: inconclusive → accepted, 6 where old door is ajar and new door is open and level is 3..5 and checks has no entry without value or bad",
			"! no document shop: undecided → accepted, 6 where old door is absent and new door is open and level is 3..5 and checks has no entry without value or bad",
			"! shop: unknown value → accepted, 6 where old door is undeclared and new door is open and level is 3..5 and checks has no entry without value or bad",
			"no document shop: accepted → rejected, 6 where old door is open and new door is shut and level is 3..5 and checks has no entry without value or bad",
			"no document shop: accepted → inconclusive, 6 where old door is open and new door is ajar and level is 3..5 and checks has no entry without value or bad",
			"no document shop: accepted → undecided, 6 where old door is open and new door is absent and level is 3..5 and checks has no entry without value or bad",
			"no document shop: accepted → unknown value, 6 where old door is open and new door is undeclared and level is 3..5 and checks has no entry without value or bad",
			"no document shop: rejected → inconclusive, 18 where old door is shut and new door is open or ajar and level is 0..2 and checks has no entry without value or bad; or old door is shut and new door is ajar and level is not absent and checks has no entry without value or bad",
			"and 14 more",
		}},
		{"a provider has a second name", with("provider: shop", "provider: [shop, store]"), []string{
			"! store: unknown provider → accepted, 6 where door is open and level is 3..5 and checks has no entry without value or bad",
			"store: unknown provider → rejected, 140 where checks has an entry bad; or door is shut",
			"store: unknown provider → inconclusive, 18 where door is open or ajar and level is 0..2 and checks has no entry without value or bad; or door is ajar and level is not absent and checks has no entry without value or bad",
			"store: unknown provider → undecided, 60 where door is absent and checks has no entry bad; or door is not shut and level is absent and checks has no entry bad; or door is not shut and checks has an entry without value and none bad",
			"table  changed: provider",
			"table A shop added:",
		}},
		{"a provider has another name", with("provider: shop", "provider: store"), []string{
			"! store: unknown provider → accepted, 6 where door is open and level is 3..5 and checks has no entry without value or bad",
			"shop: accepted → unknown provider, 6 where door is open and level is 3..5 and checks has no entry without value or bad",
			"shop: rejected → unknown provider, 140 where checks has an entry bad; or door is shut",
			"shop: inconclusive → unknown provider, 18 where door is open or ajar and level is 0..2 and checks has no entry without value or bad; or door is ajar and level is not absent and checks has no entry without value or bad",
			"store: unknown provider → rejected, 140 where checks has an entry bad; or door is shut",
			"store: unknown provider → inconclusive, 18 where door is open or ajar and level is 0..2 and checks has no entry without value or bad; or door is ajar and level is not absent and checks has no entry without value or bad",
			"shop: undecided → unknown provider, 60 where door is absent and checks has no entry bad; or door is not shut and level is absent and checks has no entry bad; or door is not shut and checks has an entry without value and none bad",
			"store: unknown provider → undecided, 60 where door is absent and checks has no entry bad; or door is not shut and level is absent and checks has no entry bad; or door is not shut and checks has an entry without value and none bad",
			"table A shop removed:",
			"and 1 more",
		}},
		{"a provider is new", file(with(), "lamp.yaml", lamp), []string{
			"! lamp: unknown provider → accepted, 1 where power is on and bulb is bright",
			"lamp: unknown provider → rejected, 4 where power is off",
			"lamp: unknown provider → inconclusive, 2 where power is on and bulb is dim or dark",
			"lamp: unknown provider → undecided, 5 where power is absent; or power is not off and bulb is absent",
			"table A lamp added:",
		}},
		{"rows stand in another order: the reasons are listed in it", with(
			"  - {id: shop-shut, status: rejected, when: 'door == \"shut\"', reason: It is shut., source: 'Shop handbook', basis: text}\n", "",
			"claims:\n", "  - {id: shop-shut, status: rejected, when: 'door == \"shut\"', reason: It is shut., source: 'Shop handbook', basis: text}\nclaims:\n"), []string{
			"table  changed: order of rules",
		}},
	} {
		got := outline(difference(t, plain, c.book))
		if diff := cmp.Diff(c.want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.why, diff)
		}
	}
}
