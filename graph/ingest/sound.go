package ingest

import (
	"errors"
	"fmt"
	"regexp"
	"slices"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/internal/read"
	"github.com/quadrille-kg/quadrille/internal/resolve"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// sound reports what is wrong with a document that claims to have been read, in
// itself: its name is not its content's, a span is not in the text, words are not
// those at their span, a number points at nothing. What is sound can be stored,
// resolved and drawn, whoever made it.
func sound(d *text.Document) error {
	if id := read.ID(d); id != d.ID {
		return fmt.Errorf("its id is %.12s…, and its content's is %.12s…: the text, the title or the date was changed", d.ID, id)
	}
	if len(d.Sources) == 0 || slices.ContainsFunc(d.Sources, func(s text.Source) bool { return s.Name == "" }) {
		return errors.New("it has no source with a name")
	}
	if d.Date != "" && !isoDate.MatchString(d.Date) {
		return fmt.Errorf("its date %q is no day", d.Date)
	}
	index := text.NewIndex(d.Text)
	for _, check := range []struct {
		what string
		n    int
		err  func(int) error
	}{
		{"sentence", len(d.Sentences), func(i int) error { return soundSentence(d, i, index) }},
		{"mention", len(d.Mentions), func(i int) error { return soundMention(d, i, index) }},
		{"entity", len(d.Entities), func(i int) error { return soundEntity(d, i) }},
		{"claim", len(d.Claims), func(i int) error { return soundClaim(d, i) }},
	} {
		for i := range check.n {
			if err := check.err(i); err != nil {
				return fmt.Errorf("%s %d: %w", check.what, i, err)
			}
		}
	}
	return resolve.Check(d)
}

var isoDate = regexp.MustCompile(`^\d{4}(-\d\d(-\d\d)?)?$`)

func within(s text.Span, index *text.Index) error {
	if s.Start < 0 || s.End <= s.Start || s.End > index.Len() {
		return fmt.Errorf("span %d to %d is not in the text, which has %d characters", s.Start, s.End, index.Len())
	}
	return nil
}

// soundSentence takes an empty sentence, as the last line of a file of facts may be.
func soundSentence(d *text.Document, i int, index *text.Index) error {
	s := d.Sentences[i].Span
	if i > 0 && s.Start < d.Sentences[i-1].Span.End {
		return fmt.Errorf("span %d to %d begins before the end of the sentence before it", s.Start, s.End)
	}
	if s.Start == s.End && s.Start >= 0 && s.End <= index.Len() {
		return nil
	}
	return within(s, index)
}

func soundMention(d *text.Document, i int, index *text.Index) error {
	m := &d.Mentions[i]
	if err := within(m.Span, index); err != nil {
		return err
	}
	switch words := index.Slice(m.Span); {
	case words != m.Text:
		return fmt.Errorf("%.60q has the words %.60q at its span", m.Text, words)
	case m.Sentence < 0 || m.Sentence >= len(d.Sentences):
		return fmt.Errorf("there is no sentence %d", m.Sentence)
	case m.Entity < 0 || m.Entity >= len(d.Entities):
		return fmt.Errorf("there is no entity %d", m.Entity)
	case !slices.Contains(kinds, m.Kind):
		return fmt.Errorf("there is no kind %.60q", m.Kind)
	case m.First < 0 || m.End < m.First || m.Head < 0:
		return fmt.Errorf("it has the tokens from %d to %d, with the head %d", m.First, m.End, m.Head)
	}
	return nil
}

var kinds = []text.Kind{text.Name, text.Nominal, text.Pronoun, text.Adjective}

// soundEntity makes sure that an entity's mentions say the same.
func soundEntity(d *text.Document, i int) error {
	e := &d.Entities[i]
	if e.Name == "" || len(e.Mentions) == 0 {
		return errors.New("it has no name or is never mentioned")
	}
	for _, m := range e.Mentions {
		if m < 0 || m >= len(d.Mentions) || d.Mentions[m].Entity != i {
			return fmt.Errorf("mention %d is none of it", m)
		}
	}
	return nil
}

// soundClaim checks of a claim what resolve.Check does not.
func soundClaim(d *text.Document, i int) error {
	c := &d.Claims[i]
	switch {
	case c.Sentence < 0 || c.Sentence >= len(d.Sentences):
		return fmt.Errorf("there is no sentence %d", c.Sentence)
	case c.Subject < 0 || c.Object < 0 && c.Value == "":
		return errors.New("it has no subject or no object")
	case c.Relation == "" && c.Open == "":
		return errors.New("it has no relation")
	case !slices.Contains(graph.Statuses, c.Status):
		return fmt.Errorf("there is no status %.60q", c.Status)
	case c.Confidence < 0 || c.Confidence > 1:
		return fmt.Errorf("its confidence is %g, and not from 0 to 1", c.Confidence)
	case c.Time != nil && (c.Time.From != "" && !isoDate.MatchString(c.Time.From) || c.Time.To != "" && !isoDate.MatchString(c.Time.To)):
		return fmt.Errorf("it holds from %.20q to %.20q, which are no days", c.Time.From, c.Time.To)
	}
	return nil
}
