package train

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// ownFiles hold sentences written for this project, one a line, their words parted
// by blanks and their names in brackets with a type of Names:
//
//	[Person Maria Keller] of [Organization Acme Corp.] flew to [Place Kyiv] .
//
//go:embed sentences/*.txt
var ownFiles embed.FS

// readOwn reads the sentences of all files.
func readOwn(files fs.FS) ([]Sentence, error) {
	names, err := fs.Glob(files, "sentences/*.txt") // in order
	if err != nil {
		return nil, err
	}
	var all []Sentence
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		for n, line := range strings.Split(string(data), "\n") {
			if strings.TrimSpace(line) == "" {
				continue
			}
			s, err := bracketed(line)
			if err != nil {
				return nil, fmt.Errorf("%s:%d: %w", name, n+1, err)
			}
			all = append(all, s)
		}
	}
	return all, nil
}

// bracketed reads one sentence.
func bracketed(line string) (Sentence, error) {
	var s Sentence
	kind, begun := "", false
	for w := range strings.FieldsSeq(line) {
		if t, ok := strings.CutPrefix(w, "["); ok && slices.Contains(types, t) {
			if kind != "" {
				return s, fmt.Errorf("a name within the name that is a %s", kind)
			}
			kind, begun = t, false
			continue
		}
		end := kind != "" && len(w) > 1 && strings.HasSuffix(w, "]")
		if end {
			w = w[:len(w)-1]
		}
		mark := outside
		switch {
		case kind != "" && begun:
			mark = inside(kind)
		case kind != "":
			mark, begun = first(kind), true
		}
		s.Forms, s.Allowed = append(s.Forms, w), append(s.Allowed, mark)
		if end {
			kind = ""
		}
	}
	if kind != "" {
		return s, fmt.Errorf("the name that is a %s does not end", kind)
	}
	return s, nil
}
