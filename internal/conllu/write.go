package conllu

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// Write writes a document whose sentences have their tokens. Where a sentence has
// no tree yet its heads and labels are "_".
func Write(w io.Writer, doc *text.Document) error {
	return WriteSentences(w, doc, func(yield func(*text.Sentence) bool) {
		for i := range doc.Sentences {
			if !yield(&doc.Sentences[i]) {
				return
			}
		}
	})
}

// WriteSentences is Write with sentences that come one by one, in the place of the
// document's own; of these it keeps two at a time. It stops at the first error.
func WriteSentences(w io.Writer, doc *text.Document, sents iter.Seq[*text.Sentence]) error {
	out := &writer{Writer: bufio.NewWriter(w), index: text.NewIndex(doc.Text), name: doc.ID}
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
	if doc.Author != "" {
		out.comment("author", doc.Author)
	}
	if doc.URL != "" {
		out.comment("url", doc.URL)
	}
	for sent := range sents {
		out.take(sent)
		if _, err := out.Writer.Write(nil); err != nil { // that of an earlier write
			return err
		}
	}
	out.take(nil)
	return out.Flush()
}

// writer is what a document is written with. bufio keeps the first error for Flush.
type writer struct {
	*bufio.Writer
	index *text.Index
	name  string
	count int // sentences so far

	// A sentence is written when the one after it is known. At the ends of the text
	// there is none, and before and after are nil.
	before, sent, after *text.Sentence
}

// take writes the sentence that waited for the next one, nil for none.
func (w *writer) take(next *text.Sentence) {
	if w.after = next; w.sent != nil {
		w.count++
		w.sentence()
	}
	w.before, w.sent = w.sent, next
}

func (w *writer) comment(key, value string) {
	fmt.Fprintf(w, "# %s = %s\n", key, oneLine(value))
}

func (w *writer) sentence() {
	sent := w.sent
	if len(sent.Tokens) == 0 {
		return
	}
	if w.before == nil || strings.Contains(w.index.Slice(text.Span{Start: w.before.Span.End, End: sent.Span.Start}), "\n") {
		fmt.Fprintln(w, "# newpar")
	}
	w.comment("sent_id", w.name+"-"+strconv.Itoa(w.count))
	w.comment("text", w.index.Slice(sent.Span))
	if sent.Heading {
		w.comment("heading", "yes")
	}
	if sent.Speaker != "" {
		w.comment("speaker", sent.Speaker)
	}
	for k, tok := range sent.Tokens {
		if !tok.Joined {
			w.surface(k)
		}
		w.token(k)
	}
	fmt.Fprintln(w)
}

// surface writes the range of the multi-word token that begins at token k, if one
// does.
func (w *writer) surface(k int) {
	toks := w.sent.Tokens
	last := k
	for last+1 < len(toks) && toks[last+1].Joined {
		last++
	}
	if last == k {
		return
	}
	span := toks[k].Span.Cover(toks[last].Span)
	fmt.Fprintf(w, "%d-%d\t%s\t_\t_\t_\t_\t_\t_\t_\t%s\n", k+1, last+1, oneLine(w.index.Slice(span)), w.misc("", span, w.spaced(last)))
}

func (w *writer) token(k int) {
	toks := w.sent.Tokens
	tok := toks[k]
	within := tok.Joined || k+1 < len(toks) && toks[k+1].Joined
	head, deprel := strconv.Itoa(tok.Head+1), tok.Deprel
	if tok.Head < 0 && deprel == "" {
		head = "_"
	}
	cols := []string{
		strconv.Itoa(k + 1), oneLine(tok.Form), filled(tok.Lemma), filled(tok.UPOS), filled(tok.XPOS), filled(tok.Feats),
		head, filled(deprel), "_", w.misc(tok.Name, tok.Span, within || w.spaced(k)),
	}
	fmt.Fprintln(w, strings.Join(cols, "\t"))
}

// spaced reports whether white space, or the end of the text, follows token k.
func (w *writer) spaced(k int) bool {
	toks := w.sent.Tokens
	switch end := toks[k].Span.End; {
	case k+1 < len(toks):
		return toks[k+1].Span.Start > end
	case w.after != nil:
		return w.after.Span.Start > end
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
