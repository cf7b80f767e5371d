package cli

import (
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
)

// wide is how many columns of a terminal a string takes; escape sequences take none.
func wide(s string) int {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return text.StringWidthWithoutEscSequences(s)
		}
	}
	return len(s) // what most words are, which need not be taken apart
}

// wrap breaks words into lines of at most so many columns. What fits stays as it
// is, blanks and all. A word that is too long for a line is broken after a hyphen,
// or where it must be. Colour must begin and end within a word.
func wrap(s string, width int) []string {
	if wide(s) <= width && !strings.Contains(s, "\n") {
		return []string{s}
	}
	var lines []string
	line, used := "", 0
	for _, word := range strings.Fields(s) {
		w := wide(word)
		if used > 0 && used+1+w <= width {
			line, used = line+" "+word, used+1+w
			continue
		}
		if used > 0 {
			lines = append(lines, line)
		}
		for w > width {
			at := breakAt(word, width)
			if at == len(word) {
				break
			}
			lines = append(lines, word[:at])
			word = word[at:]
			w = wide(word)
		}
		line, used = word, w
	}
	if used > 0 {
		lines = append(lines, line)
	}
	return lines
}

// breakAt returns the byte at which to break a word that is wider than width.
func breakAt(word string, width int) int {
	if strings.Contains(word, "\x1b") {
		return len(word) // it is coloured: better too wide than cut within a sequence
	}
	used, at, hyphen := 0, 0, 0
	for i, r := range word {
		w := text.RuneWidth(r)
		if used+w > width && i > 0 {
			break
		}
		used += w
		at = i + len(string(r))
		if r == '-' || r == '/' || r == '_' {
			hyphen = at
		}
	}
	if hyphen > 0 {
		return hyphen
	}
	return at
}
