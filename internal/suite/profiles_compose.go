package suite

import (
	"fmt"
	"io/fs"
	"slices"
	"sync"
	"testing/fstest"

	"go.yaml.in/yaml/v3"

	"github.com/verdict-id/verdict/internal/rulebook"
	"github.com/verdict-id/verdict/rules"
)

// lifecycleFile is the table that every book has.
const lifecycleFile = "process.yaml"

// composed are the books made so far: of composition, *rulebook.Book.
var composed sync.Map

type composition struct {
	file  string
	sides sideSet
}

// compose gives the book of the lifecycle and one more table, by file name, as
// they are by some sides. Its promises need not hold, and it has no remarks.
func compose(file string, sides sideSet) *rulebook.Book {
	key := composition{file, sides}
	if book, ok := composed.Load(key); ok {
		return book.(*rulebook.Book)
	}
	book := loadTables(fstest.MapFS{
		lifecycleFile: {Data: composeTable(lifecycleFile, sides)},
		file:          {Data: composeTable(file, sides)},
	})
	composed.Store(key, book)
	return book
}

func loadTables(files fs.FS) *rulebook.Book {
	book, problems := rulebook.Load(files)
	if len(problems) > 0 {
		panic(fmt.Sprintf("internal error: profiles.yaml makes a table that does not load: %s", problems[0]))
	}
	return book
}

// composeTable writes one table as it is by some sides.
func composeTable(file string, sides sideSet) []byte {
	table := shippedTable(file)
	profiles := readProfiles()
	change(table, profiles.Finer, file)
	for i, side := range profiles.Sides {
		if sides.contains(1 << i) {
			change(table, side.Tables, file)
		}
	}
	for _, together := range profiles.Together {
		if !slices.ContainsFunc(together.Sides, func(side string) bool { return !sides.contains(only(side)) }) {
			change(table, together.Tables, file)
		}
	}
	text, err := yaml.Marshal(table)
	if err != nil {
		panic(fmt.Sprintf("internal error: %s: %v", file, err))
	}
	return text
}

// shippedTable reads a table without those parts on which no status depends,
// some of which are true of the chosen sides only.
func shippedTable(file string) *yaml.Node {
	text, err := fs.ReadFile(rules.Book(), file)
	var document yaml.Node
	if err == nil {
		err = yaml.Unmarshal(text, &document)
	}
	if err != nil {
		panic(fmt.Sprintf("internal error: %s: %v", file, err))
	}
	table := document.Content[0]
	for _, key := range []string{"remarks", "claims", "result", "unverifiedToken", "tests"} {
		if i := childOf(table, key); i >= 0 {
			deleteChild(table, i)
		}
	}
	return table
}

// change lays the changes to one file over its table.
func change(table *yaml.Node, changes map[string]yaml.Node, file string) {
	if patch, ok := changes[file]; ok {
		layOver(table, &patch)
	}
}

// layOver changes a mapping, or a list of mappings that have an id, by a mapping
// from keys or ids: what is a mapping there is changed in turn, what is null is
// left out, and anything else is put in place of what was there. Only text can
// be new.
func layOver(target, patch *yaml.Node) {
	for k := 0; k < len(patch.Content); k += 2 {
		key, value := patch.Content[k], patch.Content[k+1]
		i := childOf(target, key.Value)
		switch {
		case i < 0 && (target.Kind != yaml.MappingNode || value.Kind != yaml.ScalarNode || value.Tag == "!!null"):
			panic("internal error: profiles.yaml changes " + key.Value + ", which is not there")
		case i < 0:
			target.Content = append(target.Content, key, value)
		case value.Tag == "!!null":
			deleteChild(target, i)
		case value.Kind == yaml.MappingNode:
			layOver(target.Content[i], value)
		default:
			target.Content[i] = value
		}
	}
}

// childOf is the index in Content of the value of a key, or of the entry with an
// id; -1 where there is none.
func childOf(n *yaml.Node, name string) int {
	if n.Kind == yaml.SequenceNode {
		return slices.IndexFunc(n.Content, func(entry *yaml.Node) bool {
			id := childOf(entry, "id")
			return id >= 0 && entry.Content[id].Value == name
		})
	}
	for k := 0; k+1 < len(n.Content); k += 2 {
		if n.Content[k].Value == name {
			return k + 1
		}
	}
	return -1
}

// deleteChild takes out what childOf found.
func deleteChild(n *yaml.Node, i int) {
	first := i
	if n.Kind == yaml.MappingNode {
		first-- // the key
	}
	n.Content = slices.Delete(n.Content, first, i+1)
}
