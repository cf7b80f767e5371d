package eval

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// LoadTexts reads the texts below a folder: the documents of re3d, the essays of MINE,
// the documents of CoNLL-U files, whose paragraphs are put together from their sentences' texts, and
// plain text files. They come in the order of their names.
func LoadTexts(dir string) ([]Text, error) {
	var texts []Text
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
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
			if err == nil {
				texts = append(texts, treebankTexts(string(data))...)
			}
			return err
		case filepath.Ext(path) == ".txt" && !d.IsDir():
			data, err := os.ReadFile(path)
			texts = append(texts, Text{d.Name(), string(data)})
			return err
		}
		return nil
	})
	slices.SortFunc(texts, func(a, b Text) int { return strings.Compare(a.Name, b.Name) })
	return texts, err
}

// treebankTexts returns the documents of a CoNLL-U file that marks them, and their
// paragraphs, by "# newdoc id" and "# newpar".
func treebankTexts(conllu string) []Text {
	var texts []Text
	for line := range strings.Lines(conllu) {
		line = strings.TrimSpace(line)
		if id, ok := strings.CutPrefix(line, "# newdoc id = "); ok {
			texts = append(texts, Text{Name: id + ".txt"})
			continue
		}
		if len(texts) == 0 {
			continue
		}
		t := &texts[len(texts)-1]
		if strings.HasPrefix(line, "# newpar") && t.Text != "" && !strings.HasSuffix(t.Text, "\n") {
			t.Text += "\n\n"
		}
		if words, ok := strings.CutPrefix(line, "# text = "); ok {
			if t.Text != "" && !strings.HasSuffix(t.Text, "\n") {
				t.Text += " "
			}
			t.Text += words
		}
	}
	for i := range texts {
		texts[i].Text += "\n"
	}
	return texts
}
