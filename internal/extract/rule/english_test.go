package rule_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/extract/rule"
	"github.com/quadrille-kg/quadrille/internal/nlp"
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// TestEnglish reads testdata/english.txt with the whole analyser, so that it
// shows what comes of a sentence rather than of a tree.
func TestEnglish(t *testing.T) {
	s, reader := whole(t)
	extractor := rule.New(s)
	for _, c := range englishCases(t) {
		t.Run(c.sentence, func(t *testing.T) {
			doc := &text.Document{Text: c.sentence}
			reader.Analyse(doc)
			extractor.Extract(doc)
			var got []string
			for i := range doc.Claims {
				got = append(got, inShort(doc, &doc.Claims[i]))
			}
			for _, w := range c.want {
				forbidden := strings.HasPrefix(w, "! ")
				if found := claimed(got, strings.TrimPrefix(w, "! "), forbidden); found == forbidden {
					t.Errorf("line %d: %s\nwant  %s\nclaims\n  %s", c.line, c.sentence, w, strings.Join(got, "\n  "))
				}
			}
		})
	}
}

// whole returns the schema and the analyser that tests of whole texts read with.
func whole(t *testing.T) (*schema.Schema, *nlp.Analyser) {
	t.Helper()
	s, err := schema.Load("conflict")
	if err != nil {
		t.Fatal(err)
	}
	reader, err := nlp.New(s)
	if err != nil {
		t.Fatal(err)
	}
	return s, reader
}

type englishCase struct {
	line     int
	sentence string
	want     []string
}

func englishCases(t *testing.T) []englishCase {
	t.Helper()
	data, err := os.ReadFile("testdata/english.txt")
	if err != nil {
		t.Fatal(err)
	}
	var cases []englishCase
	for i, line := range strings.Split(string(data), "\n") {
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "\t"):
			last := &cases[len(cases)-1]
			last.want = append(last.want, strings.TrimSpace(line))
		default:
			cases = append(cases, englishCase{line: i + 1, sentence: line})
		}
	}
	return cases
}

func claimed(got []string, want string, prefix bool) bool {
	for _, g := range got {
		if g == want || prefix && strings.HasPrefix(g, want) {
			return true
		}
	}
	return false
}

// inShort writes a claim as testdata/english.txt does.
func inShort(doc *text.Document, c *text.Claim) string {
	words := func(m int) string { return doc.Mentions[m].Text }
	r, o := c.Relation, "“"+c.Value+"”"
	if r == "" {
		r = "[" + c.Open + "]"
	}
	if c.Object >= 0 {
		o = words(c.Object)
	}
	out := fmt.Sprint(words(c.Subject), " ", r, " ", o)
	if c.Status != text.Asserted {
		out += " " + string(c.Status)
	}
	if c.Speaker >= 0 {
		out += " by " + words(c.Speaker)
	}
	if c.Place >= 0 {
		out += " @" + words(c.Place)
	}
	if c.Time != nil {
		out += " #" + c.Time.Text
	}
	return out
}
