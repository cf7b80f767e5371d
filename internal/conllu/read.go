// Package conllu reads and writes CoNLL-U, the exchange format of Universal
// Dependencies: the trees of a treebank, of another parser, or of our own.
// Begin at Read and Write.
//
// What is read of it (universaldependencies.org/format.html): the comments newdoc,
// newpar, title, date, author, url, heading and speaker, of which all but the first two
// and speaker are ours (GUM's meta::title, meta::dateCreated, meta::author and
// meta::sourceURL are known too); the columns FORM to DEPREL;
// multi-word ranges ("1-2"), as text.Token.Joined; and in MISC SpaceAfter=No,
// NewPar=Yes and Name. Empty nodes ("8.1") and enhanced dependencies are passed
// over. Write adds sent_id and text, and in MISC the code points of every token in
// the document's text.
//
//	# newdoc id = example
//	# date = 2024-03-26
//	# newpar
//	# sent_id = example-1
//	# text = Russia's army left.
//	1-2	Russia's	_	_	_	_	_	_	_	TokenRange=0:8
//	1	Russia	Russia	PROPN	NNP	Number=Sing	3	nmod:poss	_	Name=B-Place|TokenRange=0:6
//	2	's	's	PART	POS	_	1	case	_	TokenRange=6:8
//	3	army	army	NOUN	NN	Number=Sing	4	nsubj	_	TokenRange=9:13
//	4	left	leave	VERB	VBD	_	0	root	_	SpaceAfter=No|TokenRange=13:17
//	5	.	.	PUNCT	.	_	4	punct	_	TokenRange=17:18
package conllu

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// maxLine bounds one line of input, in bytes. No treebank comes near it.
const maxLine = 4 << 20

// Error is a mistake in the input, with the line it stands on.
type Error struct {
	Line int // counted from 1
	Msg  string
}

func (e *Error) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Msg) }

// Read hands on the documents of r one by one. A document begins at `# newdoc`;
// sentences before the first one form a document of their own. Each has its Text
// rebuilt from the forms, paragraphs kept apart by a blank line, and sentences
// whose spans index it. Title, Sources and ID are left to the caller, save that a
// `newdoc id` becomes the name of the one source.
//
// The first mistake ends the sequence with an *Error.
func Read(r io.Reader) iter.Seq2[text.Document, error] {
	return func(yield func(text.Document, error) bool) {
		p := &reader{}
		lines := bufio.NewScanner(r)
		lines.Buffer(make([]byte, 64<<10), maxLine)
		for lines.Scan() {
			p.line++
			done, err := p.read(string(bytes.TrimSuffix(lines.Bytes(), []byte("\r"))))
			if done != nil && !yield(*done, nil) {
				return
			}
			if err != nil {
				yield(text.Document{}, err)
				return
			}
		}
		if err := lines.Err(); err != nil {
			yield(text.Document{}, fmt.Errorf("line %d: %w", p.line+1, err))
			return
		}
		done, err := p.finish()
		if err != nil {
			yield(text.Document{}, err)
			return
		}
		if done != nil {
			yield(*done, nil)
		}
	}
}

// reader is the state between lines.
type reader struct {
	line int
	doc  *text.Document
	buf  strings.Builder // the document's text so far
	at   int             // its length in code points
	glue string          // what stands between the last token and the next

	toks    []text.Token
	lines   []int // where each of toks stands
	word    wordRange
	heading bool
	speaker string
}

// read takes one line in. It returns the document that the line ends, if any.
func (p *reader) read(line string) (*text.Document, error) {
	switch {
	case line == "":
		return nil, p.endSentence()
	case line[0] == '#':
		return p.comment(strings.TrimSpace(line[1:]))
	default:
		return nil, p.token(line)
	}
}

func (p *reader) comment(c string) (*text.Document, error) {
	key, value, _ := strings.Cut(c, "=")
	key, value = strings.TrimSpace(key), strings.TrimSpace(value)
	switch {
	case key == "newdoc" || key == "newdoc id":
		done, err := p.finish()
		if err != nil {
			return nil, err
		}
		p.begin()
		if value != "" {
			p.doc.Sources = []text.Source{{Name: value}}
		}
		return done, nil
	case key == "newpar" || key == "newpar id":
		p.paragraph()
	case key == "heading":
		p.heading = value == "yes"
	case key == "speaker":
		p.speaker = value
	case p.doc == nil || len(p.doc.Sentences) > 0:
	case key == "title" || key == "meta::title":
		p.doc.Title = value
	case key == "date" || key == "meta::dateCreated":
		p.doc.Date = value
	case key == "author" || key == "meta::author":
		p.doc.Author = value
	case key == "url" || key == "meta::sourceURL":
		p.doc.URL = value
	}
	return nil, nil
}

// paragraph parts what follows from what came before by a blank line.
func (p *reader) paragraph() {
	if p.at > 0 {
		p.glue = "\n\n"
	}
}

func (p *reader) begin() {
	p.doc = &text.Document{}
	p.buf.Reset()
	p.at, p.glue = 0, ""
}

// finish closes the document in hand and returns it, nil where there is none.
func (p *reader) finish() (*text.Document, error) {
	if err := p.endSentence(); err != nil {
		return nil, err
	}
	if p.doc == nil {
		return nil, nil
	}
	done := p.doc
	done.Text = p.buf.String()
	p.doc = nil
	return done, nil
}

func (p *reader) token(line string) error {
	cols := strings.Split(line, "\t")
	if len(cols) != 10 {
		return p.errorf("%d columns, want 10 separated by tabs", len(cols))
	}
	id, form := cols[0], cols[1]
	if strings.Contains(id, ".") {
		return nil // an empty node of the enhanced graph
	}
	if form == "" || !utf8.ValidString(line) {
		return p.errorf("token %s: its form is empty or not UTF-8", id)
	}
	if p.doc == nil {
		p.begin()
	}
	misc := parseMisc(cols[9])
	if first, last, ok := strings.Cut(id, "-"); ok {
		return p.openRange(first, last, form, misc)
	}
	if n, err := strconv.Atoi(id); err != nil || n != len(p.toks)+1 {
		return p.errorf("token number is %q, want %d", id, len(p.toks)+1)
	}
	head, err := strconv.Atoi(cols[6])
	if cols[6] == "_" {
		head, err = 0, nil
	}
	if err != nil || head < 0 {
		return p.errorf("head is %q, want the number of a token, or 0 for the root", cols[6])
	}
	tok := text.Token{
		Form: form, Lemma: blank(cols[2], form), UPOS: blank(cols[3], ""), XPOS: blank(cols[4], ""),
		Feats: blank(cols[5], ""), Head: head - 1, Deprel: blank(cols[7], ""), Name: misc.name,
	}
	p.place(&tok, misc)
	p.toks, p.lines = append(p.toks, tok), append(p.lines, p.line)
	return nil
}

func (p *reader) space(after bool) {
	p.glue = ""
	if after {
		p.glue = " "
	}
}

func (p *reader) write(s string) {
	p.buf.WriteString(s)
	p.at += utf8.RuneCountInString(s)
}

// endSentence checks the tokens in hand and makes them a sentence.
func (p *reader) endSentence() error {
	n := len(p.toks)
	if p.word.last > n {
		return p.errorf("the sentence ends inside the range %d-%d", p.word.first, p.word.last)
	}
	if n == 0 {
		return nil
	}
	if i := untreed(p.toks); i >= 0 {
		return &Error{p.lines[i], fmt.Sprintf("token %d: its head is %d, and that way leads to no root", i+1, p.toks[i].Head+1)}
	}
	span := text.Span{Start: p.toks[0].Span.Start, End: p.toks[n-1].Span.End}
	p.doc.Sentences = append(p.doc.Sentences, text.Sentence{Span: span, Tokens: p.toks, Heading: p.heading, Speaker: p.speaker})
	p.toks, p.lines, p.word, p.heading, p.speaker = nil, nil, wordRange{}, false, ""
	return nil
}

func (p *reader) errorf(format string, args ...any) error {
	return &Error{p.line, fmt.Sprintf(format, args...)}
}
