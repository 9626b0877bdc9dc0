package suite

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// example is an entry of testdata/documents/*/expected.yaml: an answer written
// by hand.
type example struct {
	Document    string            `yaml:"document"`
	ProcessType string            `yaml:"processType"`
	Verdict     string            `yaml:"verdict"`
	Date        string            `yaml:"date"`
	Status      string            `yaml:"status"`
	Error       string            `yaml:"error"`
	Rules       []string          `yaml:"rules"`
	Result      map[string]string `yaml:"result"`
	Why         string            `yaml:"why"`
}

// getProcessFolders tells of the folders of documents whether they hold Get process
// documents, each for the group of its name; ownFolders, whether they hold those
// that a provider itself sends.
func getProcessFolders(folder string) bool { return slices.Contains(Groups, folder) }
func ownFolders(folder string) bool        { return !getProcessFolders(folder) }

// examples adds the documents of some folders, which were written by hand, with
// their answers.
func (m *maker) examples(documents fs.FS, wanted func(folder string) bool) error {
	files, err := fs.Glob(documents, "*/expected.yaml")
	if err != nil {
		return err
	}
	if len(files) < len(Groups) {
		return fmt.Errorf("%d folders of documents, want %d", len(files), len(Groups))
	}
	for _, file := range files {
		if !wanted(path.Dir(file)) {
			continue
		}
		text, err := fs.ReadFile(documents, file)
		if err != nil {
			return err
		}
		var list []example
		if err := yaml.Unmarshal(text, &list); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		for _, e := range list {
			if err := m.example(documents, path.Dir(file), e); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *maker) example(documents fs.FS, folder string, e example) error {
	doc, err := fs.ReadFile(documents, path.Join(folder, e.Document))
	if err != nil {
		return err
	}
	if len(doc) > 1<<20 {
		return nil // hostile/size asks that, and one such document is large enough
	}
	d := draft{
		group: folder, id: "example/" + strings.TrimSuffix(e.Document, ".json"), about: e.Why, doc: doc,
		context: Context{ProcessType: e.ProcessType, Verdict: e.Verdict, Date: e.Date},
	}
	for _, word := range []string{e.ProcessType, e.Verdict, e.Date} {
		if word != "" {
			d.id += "+" + idOf(word)
		}
	}
	switch {
	case folder == "hostile":
		d.level = "robustness"
	case ownFolders(folder):
		d = m.ownExample(folder, d)
	}
	got, rows := m.ask(doc, d.context)
	var ids []string
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	if got.Status != e.Status || got.Error != e.Error || strings.Join(ids, " ") != strings.Join(e.Rules, " ") {
		return fmt.Errorf("%s/%s is answered otherwise than by hand", folder, e.Document)
	}
	m.add(d)
	return nil
}
