package eval

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/conllu"
)

// LoadTexts reads the texts of files, and of those below folders: the documents of re3d,
// the essays of MINE, the documents of CoNLL-U files, and plain text. They come in the
// order of their names.
func LoadTexts(paths ...string) ([]Text, error) {
	var texts []Text
	take := func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.Name() == "documents.json":
			return jsonLines(path, func(doc re3dDoc) { texts = append(texts, Text{doc.ID + ".txt", doc.Text}) })
		case d.Name() == "essays.json":
			mine, err := LoadMine(filepath.Dir(path))
			if err == nil {
				texts = append(texts, mine.Texts()...)
			}
			return err
		case filepath.Ext(path) == ".conllu":
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			more, err := treebankTexts(string(data))
			if err != nil {
				return fmt.Errorf("%s: %w", path, err)
			}
			texts = append(texts, more...)
			return nil
		case filepath.Ext(path) == ".txt" && !d.IsDir():
			data, err := os.ReadFile(path)
			texts = append(texts, Text{d.Name(), string(data)})
			return err
		}
		return nil
	}
	for _, path := range paths {
		if err := filepath.WalkDir(path, take); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(texts, func(a, b Text) int { return strings.Compare(a.Name, b.Name) })
	return texts, nil
}

// treebankTexts returns the documents of a CoNLL-U file that have a name.
func treebankTexts(data string) ([]Text, error) {
	var texts []Text
	for d, err := range conllu.Read(strings.NewReader(data)) {
		if err != nil {
			return nil, err
		}
		for _, s := range d.Sources {
			texts = append(texts, Text{s.Name + ".txt", d.Text + "\n"})
		}
	}
	return texts, nil
}
