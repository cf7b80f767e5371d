package main

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// words splits a command line as a shell does, with quotes and nothing else.
func words(line string) ([]string, error) {
	var args []string
	var word strings.Builder
	inWord := false
	quote := rune(0)
	for _, r := range line {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '\'' || r == '"':
			quote, inWord = r, true
		case r == ' ':
			if inWord {
				args = append(args, word.String())
			}
			word.Reset()
			inWord = false
		default:
			word.WriteRune(r)
			inWord = true
		}
	}
	if quote != 0 {
		return nil, errors.New("a quote does not end")
	}
	if inWord {
		args = append(args, word.String())
	}
	return args, nil
}

func TestWords(t *testing.T) {
	got, err := words(`quadrille query '?who opposes Taliban'  -g "my graph"`)
	want := []string{"quadrille", "query", "?who opposes Taliban", "-g", "my graph"}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %q, %v; want %q", got, err, want)
	}
}

func TestMatches(t *testing.T) {
	for _, c := range []struct {
		want, got string
		ok        bool
	}{
		{"a\nb", "a\nb", true},
		{"a\nb", "a\nc", false},
		{"a\n...\nc", "a\nb\nc", true},
		{"a\n...", "a\nb\nc", true},
		{"...\nc", "a\nb\nc", true},
		{"a\n...\nd", "a\nb\nc", false},
		{"b\n...", "a\nb\nc", false},
	} {
		if got := matches(c.want, c.got); got != c.ok {
			t.Errorf("matches(%q, %q) = %v, want %v", c.want, c.got, got, c.ok)
		}
	}
}
