package train

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Names are the labels of names that the network learns: for each type, the
// label of a name's first word and of the words after it. Other is a named thing
// of no type here: a work, a product, an event, a law.
var Names = []string{
	"O",
	"B-Person", "I-Person",
	"B-Organization", "I-Organization",
	"B-Place", "I-Place",
	"B-People", "I-People",
	"B-Other", "I-Other",
}

// types are the types of Names, in order.
var types = []string{"Person", "Organization", "Place", "People", "Other"}

// A set holds labels of names, bit i for Names[i].
type set uint32

const outside set = 1

// first and inside are the sets of a type's B- and I- label.
func first(t string) set  { return 2 << (2 * slices.Index(types, t)) }
func inside(t string) set { return 4 << (2 * slices.Index(types, t)) }

// Sentence is one sentence to learn from. A corpus marks only some of what the
// network reads: a sentence without trees has no Tags, Heads and Labels, and one
// without names no Allowed.
type Sentence struct {
	ID     string
	Forms  []string
	Tags   []string // "UPOS|XPOS"
	Heads  []int32  // index of the head; the number of words for the root
	Labels []string
	// Allowed holds for each word the labels that its corpus does not rule out:
	// where nationalities are not marked, a word that is marked as nothing may
	// still be one. An empty set says nothing at all.
	Allowed []set

	soft *soft // what teachers think of it; nil without
}

// Corpora is everything that is read for training and for measuring it.
type Corpora struct {
	Trees    []Sentence // with trees, most of them with names too
	Names    []Sentence // with names only
	Own      []Sentence // the same, written for this project
	Raw      []Sentence // with nothing: only teachers have something to say of them
	Classes  []string   // of the words that a reader knows, and
	Lexicon  []string   // these words; see parse.Lexicon
	Dev      []Sentence // EWT's development part
	DevGUM   []Sentence // GUM's, of its free genres
	DevNames []Sentence // the same with names
}

// ReadCorpora reads the corpora from their folders below dir.
func ReadCorpora(dir string) (*Corpora, error) {
	c := &Corpora{}
	in := func(parts ...string) string { return filepath.Join(append([]string{dir}, parts...)...) }
	ewt, err := readTrees(in("ud-ewt", "en_ewt-ud-train.conllu"))
	if err != nil {
		return nil, err
	}
	marked, err := readNames(in("uner", "uner_en_ewt-ud-train.0c7ce0d.iob2"), uner)
	if err != nil {
		return nil, err
	}
	unite(ewt, marked)
	gum, err := readFolder(in("gum", "train"))
	if err != nil {
		return nil, err
	}
	c.Trees = append(ewt, gum...)
	for _, f := range []struct {
		name   string
		scheme scheme
	}{
		{in("wikigold", "CONLL-format", "data", "wikigold.conll.txt"), wikigold},
		{in("wnut17", "wnut17train.conll"), wnut},
		{in("wnut17", "emerging.dev.conll"), wnut},
		{in("wnut17", "emerging.test.annotated"), wnut},
		{in("btc", "a.conll"), btc},
		{in("btc", "b.conll"), btc},
		{in("btc", "e.conll"), btc},
		{in("btc", "f.conll"), btc},
		{in("btc", "g.conll"), btc},
		{in("btc", "h.conll"), btc},
	} {
		more, err := readNames(f.name, f.scheme)
		if err != nil {
			return nil, err
		}
		c.Names = append(c.Names, more...)
	}
	if c.Own, err = readOwn(ownFiles); err != nil {
		return nil, err
	}
	l, err := readLexicon(lexiconFiles)
	if err != nil {
		return nil, err
	}
	c.Classes, c.Lexicon = l.classes, l.entries()
	if c.Raw, err = readRaw(in("gap", "gap-development.tsv"), in("carb", "dev.txt")); err != nil {
		return nil, err
	}
	if c.Dev, err = readTrees(in("ud-ewt", "en_ewt-ud-dev.conllu")); err != nil {
		return nil, err
	}
	if c.DevGUM, err = readFolder(in("gum", "dev")); err != nil {
		return nil, err
	}
	c.DevNames, err = readNames(in("uner", "en_ewt-ud-dev.iob2"), uner)
	return c, err
}

// readFolder reads all CoNLL-U files of a folder, by name.
func readFolder(dir string) ([]Sentence, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.conllu")) // in order
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("no .conllu files in %s", dir)
	}
	var all []Sentence
	for _, name := range files {
		s, e := readTrees(name)
		if e != nil {
			return nil, e
		}
		all = append(all, s...)
	}
	return all, err
}

// unite gives trees the names of the sentences of the same ID, where both have
// the same number of words.
func unite(trees, names []Sentence) {
	byID := make(map[string]*Sentence, len(names))
	for i := range names {
		byID[names[i].ID] = &names[i]
	}
	for i := range trees {
		t := &trees[i]
		n := byID[t.ID]
		if n == nil || len(n.Forms) != len(t.Forms) {
			continue
		}
		t.Allowed = n.Allowed
		for w, a := range t.Allowed {
			// An adjective or a plural among the other names is a people: "Syrian",
			// "Americans".
			if _, xpos, _ := strings.Cut(t.Tags[w], "|"); a == anyOther && (xpos == "JJ" || xpos == "NNPS") {
				t.Allowed[w] = first("People") | inside("People")
			}
		}
	}
}

// readTrees reads CoNLL-U; lines of multi-word tokens and empty nodes are left out.
func readTrees(name string) ([]Sentence, error) {
	var all []Sentence
	var s Sentence
	var column []string // GUM's entities
	entities := false   // whether the file has them
	err := lines(name, func(line string) error {
		if line == "" {
			if n := int32(len(s.Forms)); n > 0 {
				for i, h := range s.Heads {
					if h < 0 {
						s.Heads[i] = n
					}
				}
				if entities {
					gumNames(&s, column)
				}
				all = append(all, s)
			}
			s, column = Sentence{}, nil
			return nil
		}
		if line[0] == '#' {
			if id, ok := strings.CutPrefix(line, "# sent_id = "); ok {
				s.ID = id
			}
			entities = entities || strings.HasPrefix(line, "# global.Entity")
			return nil
		}
		c := strings.Split(line, "\t")
		if len(c) != 10 {
			return fmt.Errorf("a line of %d columns, not 10", len(c))
		}
		if strings.ContainsAny(c[0], "-.") {
			return nil
		}
		head, err := strconv.Atoi(c[6])
		if err != nil {
			return err
		}
		s.Forms = append(s.Forms, c[1])
		s.Tags = append(s.Tags, c[3]+"|"+c[4])
		s.Heads = append(s.Heads, int32(head-1))
		s.Labels = append(s.Labels, c[7])
		entity := ""
		for f := range strings.SplitSeq(c[9], "|") {
			if e, ok := strings.CutPrefix(f, "Entity="); ok {
				entity = e
			}
		}
		column = append(column, entity)
		return nil
	})
	return all, err
}

// anyOther is what a corpus leaves open that has one label for all other names.
var anyOther = first("People") | inside("People") | first("Other") | inside("Other")

// scheme says how a corpus marks names.
type scheme struct {
	form, label int               // columns
	types       map[string]string // its types, in ours; a type left out says nothing of the word
	open        string            // its type for all other names
	outside     set               // what a word marked as nothing may be
}

var (
	// The early version of UNER's training part marks other names, some of them
	// with a type that means nothing ("O").
	uner     = scheme{1, 2, map[string]string{"PER": "Person", "ORG": "Organization", "LOC": "Place"}, "OTH", outside}
	wikigold = scheme{0, 1, map[string]string{"PER": "Person", "ORG": "Organization", "LOC": "Place"}, "MISC", outside}
	btc      = scheme{0, 1, map[string]string{"PER": "Person", "ORG": "Organization", "LOC": "Place"}, "", outside | anyOther}
	wnut     = scheme{0, 1, map[string]string{
		"person": "Person", "location": "Place", "corporation": "Organization", "group": "Organization",
		"product": "Other", "creative-work": "Other",
	}, "", outside | first("People") | inside("People")}
)

// readNames reads one word a line with its label in BIO, or in the older scheme
// where B- only parts neighbours of one type.
func readNames(name string, how scheme) ([]Sentence, error) {
	var all []Sentence
	var s Sentence
	before := ""
	err := lines(name, func(line string) error {
		if id, ok := strings.CutPrefix(line, "# sent_id = "); ok {
			s.ID = id
		}
		if strings.TrimSpace(line) == "" {
			if len(s.Forms) > 0 {
				all = append(all, s)
			}
			s, before = Sentence{}, ""
			return nil
		}
		c := strings.Fields(line)
		if how.form == 1 {
			if line[0] == '#' {
				return nil
			}
			c = strings.Split(line, "\t")
		}
		if len(c) <= how.label {
			return nil // a word of blanks only
		}
		s.Forms = append(s.Forms, c[how.form])
		s.Allowed = append(s.Allowed, how.allowed(c[how.form], c[how.label], before))
		before = strings.TrimLeft(c[how.label], "BI-")
		return nil
	})
	if len(s.Forms) > 0 {
		all = append(all, s)
	}
	return all, err
}

// allowed returns what a label of the corpus leaves open, after a word of the type
// before.
func (how *scheme) allowed(form, label, before string) set {
	if len(form) > 1 && form[0] == '@' {
		return 0 // some corpora take an address for a person, some do not
	}
	if label == "O" {
		return how.outside
	}
	place, kind, _ := strings.Cut(label, "-")
	if kind == how.open {
		return anyOther
	}
	ours, ok := how.types[kind]
	switch {
	case !ok:
		return 0
	case place == "B" || kind != before:
		return first(ours)
	}
	return inside(ours)
}

func lines(name string, each func(string) error) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	for n := 1; in.Scan(); n++ {
		if err := each(strings.TrimSuffix(in.Text(), "\r")); err != nil {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
	}
	return in.Err()
}
