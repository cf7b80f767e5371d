package conllu

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// Write writes a document whose sentences have their tokens. Where a sentence has
// no tree yet its heads and labels are "_".
func Write(w io.Writer, doc *text.Document) error {
	out := &writer{Writer: bufio.NewWriter(w), doc: doc, index: text.NewIndex(doc.Text), name: doc.ID}
	if len(doc.Sources) > 0 {
		out.name = doc.Sources[0].Name
	}
	out.comment("newdoc id", out.name)
	if doc.Title != "" {
		out.comment("title", doc.Title)
	}
	if doc.Date != "" {
		out.comment("date", doc.Date)
	}
	for i := range doc.Sentences {
		out.sentence(i)
	}
	return out.Flush()
}

// writer is what a document is written with. bufio keeps the first error for Flush.
type writer struct {
	*bufio.Writer
	doc   *text.Document
	index *text.Index
	name  string
}

func (w *writer) comment(key, value string) {
	fmt.Fprintf(w, "# %s = %s\n", key, oneLine(value))
}

func (w *writer) sentence(i int) {
	sent := &w.doc.Sentences[i]
	if len(sent.Tokens) == 0 {
		return
	}
	if i == 0 || strings.Contains(w.index.Slice(text.Span{Start: w.doc.Sentences[i-1].Span.End, End: sent.Span.Start}), "\n") {
		fmt.Fprintln(w, "# newpar")
	}
	w.comment("sent_id", w.name+"-"+strconv.Itoa(i+1))
	w.comment("text", w.index.Slice(sent.Span))
	if sent.Heading {
		w.comment("heading", "yes")
	}
	if sent.Speaker != "" {
		w.comment("speaker", sent.Speaker)
	}
	for k, tok := range sent.Tokens {
		if !tok.Joined {
			w.surface(i, k)
		}
		w.token(i, k)
	}
	fmt.Fprintln(w)
}

// surface writes the range of the multi-word token that begins at token k, if one
// does.
func (w *writer) surface(i, k int) {
	toks := w.doc.Sentences[i].Tokens
	last := k
	for last+1 < len(toks) && toks[last+1].Joined {
		last++
	}
	if last == k {
		return
	}
	span := toks[k].Span.Cover(toks[last].Span)
	fmt.Fprintf(w, "%d-%d\t%s\t_\t_\t_\t_\t_\t_\t_\t%s\n", k+1, last+1, oneLine(w.index.Slice(span)), w.misc("", span, w.spaced(i, last)))
}

func (w *writer) token(i, k int) {
	toks := w.doc.Sentences[i].Tokens
	tok := toks[k]
	within := tok.Joined || k+1 < len(toks) && toks[k+1].Joined
	head, deprel := strconv.Itoa(tok.Head+1), tok.Deprel
	if tok.Head < 0 && deprel == "" {
		head = "_"
	}
	cols := []string{
		strconv.Itoa(k + 1), oneLine(tok.Form), filled(tok.Lemma), filled(tok.UPOS), filled(tok.XPOS), filled(tok.Feats),
		head, filled(deprel), "_", w.misc(tok.Name, tok.Span, within || w.spaced(i, k)),
	}
	fmt.Fprintln(w, strings.Join(cols, "\t"))
}

// spaced reports whether white space, or the end of the text, follows token k of
// sentence i.
func (w *writer) spaced(i, k int) bool {
	end := w.doc.Sentences[i].Tokens[k].Span.End
	switch sents := w.doc.Sentences; {
	case k+1 < len(sents[i].Tokens):
		return sents[i].Tokens[k+1].Span.Start > end
	case i+1 < len(sents):
		return sents[i+1].Span.Start > end
	}
	return true
}

// misc writes the tenth column, its keys in alphabetical order.
func (w *writer) misc(name string, span text.Span, spaced bool) string {
	var out []string
	if name != "" && name != "O" {
		out = append(out, "Name="+name)
	}
	if !spaced {
		out = append(out, "SpaceAfter=No")
	}
	out = append(out, fmt.Sprintf("TokenRange=%d:%d", span.Start, span.End))
	return strings.Join(out, "|")
}

// oneLine turns what would break a line or a column into spaces, one for a run.
func oneLine(s string) string {
	if s = strings.Join(strings.Fields(s), " "); s == "" {
		return "_"
	}
	return s
}

// filled is what stands in a column: "_" for nothing.
func filled(s string) string { return oneLine(s) }
