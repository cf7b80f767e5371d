package nlp

import (
	"iter"
	"slices"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// Read fills the document's sentences, mentions and entities from its text, and
// has extract find its claims while the tokens are there. Afterwards they are gone,
// unless the document came with them.
//
// A text of one section goes to extract whole. A longer one goes section by
// section, each a document of its own that begins with what the sections before it
// have left to know: beside the text, its spans, mentions and claims, memory holds
// as many sections as cores read them. The result does not depend on that number.
func (a *Analyser) Read(doc *text.Document, extract func(*text.Document)) {
	a.read(doc, extract, sectionTokens)
}

func (a *Analyser) read(doc *text.Document, extract func(*text.Document), size int) {
	if slices.ContainsFunc(doc.Sentences, func(s text.Sentence) bool { return len(s.Tokens) > 0 }) {
		a.Analyse(doc)
		extract(doc)
		return
	}
	cut := newSections(doc, size)
	defer cut.stop()
	var first *section
	if cut.more() {
		first = cut.cut()
	}
	if cut.more() {
		b := newBook(a, doc, cut.index)
		for sec := range a.ahead(cut, first, a.find) {
			b.add(sec, extract)
		}
		b.end()
		return
	}
	if first != nil {
		doc.Sentences = first.inWhole()
	}
	a.Analyse(doc)
	extract(doc)
	release(doc)
}

// release lets go of the tokens.
func release(doc *text.Document) {
	for i := range doc.Sentences {
		doc.Sentences[i].Tokens, doc.Sentences[i].Times = nil, nil
	}
}

// Trees hands on the document's sentences as Annotate would leave them, in order,
// and keeps none: beside the text, memory holds as many sections of a long one as
// cores read them. Each section is annotated by itself, so that a text of one comes
// as it does from Annotate. The document is not changed.
func (a *Analyser) Trees(doc *text.Document) iter.Seq[*text.Sentence] {
	return a.trees(doc, sectionTokens)
}

func (a *Analyser) trees(doc *text.Document, size int) iter.Seq[*text.Sentence] {
	return func(yield func(*text.Sentence) bool) {
		cut := newSections(doc, size)
		defer cut.stop()
		if !cut.more() {
			return
		}
		for sec := range a.ahead(cut, cut.cut(), a.Annotate) {
			sents := sec.inWhole()
			for i := range sents {
				if !yield(&sents[i]) {
					return
				}
			}
		}
	}
}

// ahead hands on the sections in their order, each after work. While one is being
// dealt with the next is worked on, and more of them on cores that are free: all
// documents that are read at once share these.
func (a *Analyser) ahead(cut *sections, first *section, work func(*text.Document)) iter.Seq[*section] {
	return func(yield func(*section) bool) {
		queue := []chan done{start(first, work)}
		held := 0 // cores beside the first
		defer func() {
			for range held {
				<-a.spare
			}
		}()
		fill := func() {
			for cut.more() {
				if len(queue) > held {
					if !a.lend() {
						return
					}
					held++
				}
				queue = append(queue, start(cut.cut(), work))
			}
		}
		for fill(); len(queue) > 0; {
			f := <-queue[0]
			queue = queue[1:]
			if f.fault != nil {
				panic(f.fault)
			}
			fill()
			if !cut.more() && held > len(queue) {
				<-a.spare
				held--
			}
			if !yield(f.section) {
				return
			}
		}
	}
}

// done is a section after its work, or what was panicked with in it.
type done struct {
	*section
	fault any
}

// start begins the work on a section, beside what else is being done.
func start(sec *section, work func(*text.Document)) chan done {
	end := make(chan done, 1)
	go func() {
		defer func() {
			if fault := recover(); fault != nil {
				end <- done{fault: fault}
			}
		}()
		work(&sec.Document)
		end <- done{section: sec}
	}()
	return end
}

// lend takes a core for a section that is read ahead, if one is free.
func (a *Analyser) lend() bool {
	select {
	case a.spare <- struct{}{}:
		return true
	default:
		return false
	}
}
