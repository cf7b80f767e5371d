package cli

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/ingest"
	"github.com/quadrille-kg/quadrille/graph/view"
	"github.com/quadrille-kg/quadrille/internal/conllu"
	"github.com/quadrille-kg/quadrille/internal/eval"
	"github.com/quadrille-kg/quadrille/internal/extract/rule"
	"github.com/quadrille-kg/quadrille/internal/extract/tuple"
	"github.com/quadrille-kg/quadrille/internal/nlp"
	"github.com/quadrille-kg/quadrille/internal/read"
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// readFile reads one file as build does.
func (e *evaluation) readFile(ctx context.Context, env *Env, file string) (*eval.Reading, *schema.Schema, error) {
	l := looking{global: e.global, from: []string{file}, schema: e.schema}
	ws, err := l.workspace(ctx, env, nil)
	if err != nil {
		return nil, nil, err
	}
	defer ws.Close()
	return reading(ctx, ws)
}

// readTexts reads texts as build does files of their names.
func (e *evaluation) readTexts(ctx context.Context, env *Env, texts []eval.Text) (*eval.Reading, *schema.Schema, error) {
	ws, err := ingest.Memory(&ingest.Options{SchemaName: e.schema, Notice: env.notice})
	if err != nil {
		return nil, nil, err
	}
	defer ws.Close()
	var inputs []ingest.Input
	for _, t := range texts {
		inputs = append(inputs, ingest.Input{Name: t.Name, Load: func(context.Context) ([]*text.Document, error) {
			d, err := read.Reader(t.Name, strings.NewReader(t.Text), asItIs)
			return []*text.Document{&d}, err
		}})
	}
	bar := &progress{env: env}
	report, err := ws.Add(ctx, inputs, &ingest.BuildOptions{Progress: func(p ingest.Progress) { bar.note(p) }})
	bar.finish()
	if err != nil {
		return nil, nil, err
	}
	if report.Failed > 0 {
		return nil, nil, fmt.Errorf("%s of the gold could not be read", plural(report.Failed, "text"))
	}
	return reading(ctx, ws)
}

// reading returns what is in a workspace, claims as the texts have them.
func reading(ctx context.Context, ws *ingest.Workspace) (*eval.Reading, *schema.Schema, error) {
	g, err := ws.Graph(ctx)
	if err != nil {
		return nil, nil, err
	}
	claims := slices.Clone(g.Claims)
	slices.SortStableFunc(claims, func(a, b graph.Claim) int { return view.InReadingOrder(&a, &b) })
	return &eval.Reading{Claims: claims, Entities: g.Entities}, ws.Schema(), nil
}

// readTuples finds the open tuples of sentences whose tokens stand apart by blanks.
func (e *evaluation) readTuples(ctx context.Context, sentences []string) (map[string][]eval.Tuple, error) {
	s, err := e.schemaOf()
	if err != nil {
		return nil, err
	}
	analyser, err := nlp.New(s)
	if err != nil {
		return nil, err
	}
	out := map[string][]eval.Tuple{}
	for _, sentence := range sentences {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		doc := tokenised(sentence)
		analyser.Annotate(doc)
		for _, t := range tuple.Of(&doc.Sentences[0], text.NewIndex(doc.Text)) {
			out[sentence] = append(out[sentence], eval.Tuple(t))
		}
	}
	return out, nil
}

// treebankMarks are the marks that the Penn Treebank writes otherwise than people.
var treebankMarks = map[string]string{
	"``": `"`, "''": `"`, "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}",
}

// tokenised makes a document of a sentence in the tokens of the Penn Treebank. They
// stay; only the parser sees marks as people write them.
func tokenised(sentence string) *text.Document {
	doc := &text.Document{Text: sentence}
	sent := text.Sentence{Span: text.Span{End: utf8.RuneCountInString(sentence)}}
	at := 0
	for i, form := range strings.Split(sentence, " ") {
		if i > 0 {
			at++
		}
		end := at + utf8.RuneCountInString(form)
		if form != "" {
			plain := form
			if mark, ok := treebankMarks[form]; ok {
				plain = mark
			}
			sent.Tokens = append(sent.Tokens, text.Token{Form: plain, Span: text.Span{Start: at, End: end}, Head: -1})
		}
		at = end
	}
	doc.Sentences = []text.Sentence{sent}
	return doc
}

// readTreebank reads the documents of a treebank by its tokens and not by its
// trees, and returns the names of their sentences.
func (e *evaluation) readTreebank(ctx context.Context, file string) (docs []*text.Document, ids []string, err error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, nil, err
	}
	s, err := e.schemaOf()
	if err != nil {
		return nil, nil, err
	}
	analyser, err := nlp.New(s)
	if err != nil {
		return nil, nil, err
	}
	extractor := rule.New(s)
	n := 0
	for d, err := range conllu.Read(bytes.NewReader(data)) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", file, err)
		}
		forget(&d)
		analyser.Read(&d, extractor.Extract)
		docs = append(docs, &d)
		n += len(d.Sentences)
	}
	ids = eval.SentenceIDs(string(data))
	if len(ids) != n {
		return nil, nil, fmt.Errorf("%s has %d sentences, and names for %d", file, n, len(ids))
	}
	return docs, ids, nil
}

// forget takes from a treebank's tokens all but the words.
func forget(d *text.Document) {
	for i := range d.Sentences {
		toks := d.Sentences[i].Tokens
		for j, t := range toks {
			toks[j] = text.Token{Form: t.Form, Span: t.Span, Joined: t.Joined, Head: -1}
		}
	}
}
