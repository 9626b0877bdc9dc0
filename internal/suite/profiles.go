package suite

import (
	_ "embed"
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

// Side is a side of a reading that was not chosen (rules/INTERPRETATIONS.md),
// as far as answers can be asserted by it.
type Side struct {
	Reading string // its id, such as R6
	Letter  string `yaml:"side"` // b or c; a is the chosen side
	Says    string // what holds by it, in a sentence
	Result  bool   // it shows in the final result alone: no status and no error depends on it
}

// String is how a side is declared, such as R6=b.
func (s Side) String() string { return s.Reading + "=" + s.Letter }

// Sides are all sides, in the order of the register, in a list of the caller's
// own.
func Sides() []Side {
	var sides []Side
	for _, s := range readProfiles().Sides {
		sides = append(sides, s.Side)
	}
	return sides
}

// profilesFile is profiles.yaml. Changes to tables are by file name. Those of
// Together are laid over the tables after those of the single sides.
type profilesFile struct {
	Finer    map[string]yaml.Node
	Sides    []sideChanges
	Together []struct {
		Sides  []string
		Says   string
		Tables map[string]yaml.Node
	}
	Without []struct{ Reading, Why string }
}

// sideChanges is a side with what it changes.
type sideChanges struct {
	Side   `yaml:",inline"`
	Tables map[string]yaml.Node
}

//go:embed profiles.yaml
var profilesText string

var readProfiles = sync.OnceValue(func() *profilesFile {
	var file profilesFile
	decoder := yaml.NewDecoder(strings.NewReader(profilesText))
	decoder.KnownFields(true)
	if err := decoder.Decode(&file); err != nil {
		panic(fmt.Sprintf("internal error: profiles.yaml: %v", err))
	}
	return &file
})

// sideSet is sides of different readings, a bit for the index of each in
// profilesFile.Sides.
type sideSet uint32

// only is the set of one side, such as R6=b.
func only(side string) sideSet {
	i := slices.IndexFunc(readProfiles().Sides, func(s sideChanges) bool { return s.String() == side })
	if i < 0 {
		panic("internal error: profiles.yaml has no side " + side)
	}
	return 1 << i
}

// contains tells whether all of other is in the set.
func (s sideSet) contains(other sideSet) bool { return other&^s == 0 }

func (s sideSet) size() int { return bits.OnesCount32(uint32(s)) }

// with are the sides of the set, by reading.
func (s sideSet) with() map[string]string {
	with := map[string]string{}
	for i, side := range readProfiles().Sides {
		if s.contains(1 << i) {
			with[side.Reading] = side.Letter
		}
	}
	return with
}

// sideSets are all sets of sides on which the answers of a table, or of the
// lifecycle before it, can depend: those of few sides first, each once.
func sideSets(file string) []sideSet {
	if sets, ok := knownSets.Load(file); ok {
		return sets.([]sideSet)
	}
	sets := []sideSet{0}
	for i, side := range readProfiles().Sides {
		if !side.concerns(file) && !side.concerns(lifecycleFile) {
			continue
		}
		for _, set := range slices.Clone(sets) {
			if set.with()[side.Reading] == "" {
				sets = append(sets, set|1<<i)
			}
		}
	}
	slices.SortStableFunc(sets, func(a, b sideSet) int { return a.size() - b.size() })
	knownSets.Store(file, sets)
	return sets
}

var knownSets sync.Map // of a file's name, []sideSet

// concerns tells whether answers of a table depend on the side.
func (s sideChanges) concerns(file string) bool {
	_, ok := s.Tables[file]
	return ok
}
