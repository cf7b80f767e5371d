package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/quadrille-kg/quadrille/graph/export"
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// fake reads a little language, a sentence a line: a capitalised word is a name
// ("A=B" says that A is also called B, "Ann_Lee/Person" that Ann Lee is a person),
// "gunmen" a description; the first and the last of a line are tied by "attacked", or
// denied to be where it says "not". "A is a senator" says what A is.
type fake struct{}

func (fake) Read(d *text.Document, extract func(*text.Document)) {
	fakeAnalyse(d)
	extract(d)
}

func fakeAnalyse(d *text.Document) {
	if strings.Contains(d.Text, "PANIC") {
		panic("as asked")
	}
	d.Sentences, d.Mentions, d.Entities, d.Claims = []text.Sentence{}, []text.Mention{}, []text.Entity{}, []text.Claim{}
	byName := map[string]int{}
	at := 0
	for line := range strings.SplitSeq(d.Text, "\n") {
		n := len([]rune(line))
		if n > 0 {
			d.Sentences = append(d.Sentences, text.Sentence{Span: text.Span{Start: at, End: at + n}})
		}
		pos := at
		for word := range strings.SplitSeq(line, " ") {
			size := len([]rune(word))
			fakeMention(d, byName, word, text.Span{Start: pos, End: pos + size})
			pos += size + 1
		}
		at += n + 1
	}
}

func fakeMention(d *text.Document, byName map[string]int, word string, span text.Span) {
	if word == "" || !unicode.IsUpper([]rune(word)[0]) && word != "gunmen" {
		return
	}
	name, alias, _ := strings.Cut(strings.ReplaceAll(word, "_", " "), "=")
	name, typ, typed := strings.Cut(name, "/")
	if !typed {
		typ = "Organization"
	}
	i, ok := byName[name]
	if !ok {
		i = len(d.Entities)
		byName[name] = i
		d.Entities = append(d.Entities, text.Entity{Name: name, Type: typ})
	}
	e := &d.Entities[i]
	if alias != "" && !slices.Contains(e.Aliases, alias) {
		e.Aliases = append(e.Aliases, alias)
		slices.Sort(e.Aliases)
	}
	kind := text.Name
	if name == "gunmen" {
		kind = text.Nominal
	}
	e.Mentions = append(e.Mentions, len(d.Mentions))
	d.Mentions = append(d.Mentions, text.Mention{
		Sentence: len(d.Sentences) - 1, Span: span, Text: word, Kind: kind, Type: e.Type, Entity: i,
	})
}

func (fake) Extract(d *text.Document) {
	index := text.NewIndex(d.Text)
	for s := range d.Sentences {
		first, last := -1, -1
		for m := range d.Mentions {
			if d.Mentions[m].Sentence == s {
				if first < 0 {
					first = m
				}
				last = m
			}
		}
		words := index.Slice(d.Sentences[s].Span)
		if _, role, ok := strings.Cut(words, " is a "); ok && first >= 0 {
			d.Claims = append(d.Claims, text.Claim{
				Sentence: s, Subject: first, Relation: "has-role", Value: role, Object: -1, Status: text.Asserted,
				Speaker: -1, Place: -1, Confidence: 0.75, Extractor: "fake", Rule: "line", Span: d.Sentences[s].Span,
			})
			continue
		}
		if first == last {
			continue
		}
		c := text.Claim{
			Sentence: s, Subject: first, Relation: "attacked", Open: "attack", Object: last, Status: text.Asserted,
			Speaker: -1, Place: -1, Confidence: 0.75, Extractor: "fake", Rule: "line", Span: d.Sentences[s].Span,
		}
		if strings.Contains(words, " not ") {
			c.Status, c.Negative = text.Denied, true
		}
		d.Claims = append(d.Claims, c)
	}
}

func options(workers int) *Options {
	return &Options{Workers: workers, Analyser: fake{}, Extractor: fake{}, Reader: "fake 1", Schema: testSchema}
}

var testSchema = func() *schema.Schema {
	s, err := schema.Load("conflict")
	if err != nil {
		panic(err)
	}
	return s
}()

var errUnreadable = errors.New("it cannot be read")

// input is a source of that name with one document; "!" cannot be read.
func input(name, words string) Input {
	return Input{Name: name, Load: func(context.Context) ([]*text.Document, error) {
		if words == "!" {
			return nil, errUnreadable
		}
		sum := sha256.Sum256([]byte(words))
		return []*text.Document{{
			ID: hex.EncodeToString(sum[:]), Text: words,
			Sources: []text.Source{{Name: name + ".txt", Origin: "texts/" + name + ".txt"}},
		}}, nil
	}}
}

func inputs(pairs ...string) []Input {
	var out []Input
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, input(pairs[i], pairs[i+1]))
	}
	return out
}

func add(t testing.TB, w *Workspace, pairs ...string) *Report {
	t.Helper()
	r, err := w.Add(context.Background(), inputs(pairs...), nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// dump returns the index as sorted N-Quads.
func dump(t fataler, w *Workspace) string {
	t.Helper()
	quads, err := quadsOf(w)
	if err != nil {
		t.Fatal(err)
	}
	return quads
}

func quadsOf(w *Workspace) (string, error) {
	var lines []string
	for q, err := range w.Store().Quads(context.Background()) {
		if err != nil {
			return "", err
		}
		lines = append(lines, string(export.AppendNQuad(nil, q)))
	}
	slices.Sort(lines)
	return strings.Join(lines, ""), nil
}

type fataler interface {
	Helper()
	Fatal(...any)
}

// fresh returns the index of the truth that w holds, built anew.
func fresh(t fataler, w *Workspace, workers int) string {
	t.Helper()
	again := anew(t, w, workers)
	defer again.Close()
	return dump(t, again)
}

// anew builds, in memory and in another order, the truth that w holds.
func anew(t fataler, w *Workspace, workers int) *Workspace {
	t.Helper()
	again, err := Memory(options(workers))
	if err != nil {
		t.Fatal(err)
	}
	decisions, err := w.ledger.Decisions()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range decisions {
		if err := again.ledger.Decide(d); err != nil {
			t.Fatal(err)
		}
	}
	var in []Input
	for _, info := range must(w.Documents()) {
		r := must(w.ledger.Get(info.ID))
		in = append(in, Input{Name: info.ID, Load: func(context.Context) ([]*text.Document, error) {
			d := r.Document
			return []*text.Document{{ID: d.ID, Sources: d.Sources, Title: d.Title, Date: d.Date, Author: d.Author, URL: d.URL, Text: d.Text}}, nil
		}})
	}
	slices.Reverse(in)
	if _, err := again.Add(context.Background(), in, nil); err != nil {
		t.Fatal(err)
	}
	return again
}

// ofGraph returns the quads of w.Graph, sorted, which come from the documents
// rather than the index.
func ofGraph(t fataler, w *Workspace) string {
	t.Helper()
	g, err := w.Graph(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for q := range w.Vocabulary().Graph(g) {
		lines = append(lines, string(export.AppendNQuad(nil, q)))
	}
	slices.Sort(lines)
	return strings.Join(slices.Compact(lines), "")
}
