package parse

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// typography maps what printers write to what the corpora write.
var typography = strings.NewReplacer(
	"\u2018", "'", "\u2019", "'", "\u201a", "'", "\u201b", "'", "\u2032", "'",
	"\u201c", "\"", "\u201d", "\"", "\u201e", "\"", "\u201f", "\"", "\u00ab", "\"", "\u00bb", "\"", "\u2033", "\"",
	"``", "\"", "''", "\"",
	"\u2010", "-", "\u2011", "-", "\u2012", "-", "\u2013", "-", "\u2014", "-", "\u2015", "-", "\u2212", "-",
	"\u2026", "...", "\u00a0", " ", "\u00ad", "", "\u200b", "", "\u2022", "*",
)

// Clean maps a form's typographic quotes, dashes and dots to ASCII, and an
// address of the web or of a person on it to a word that stands for any such.
func Clean(form string) string {
	for i := range len(form) {
		if form[i] >= utf8.RuneSelf || form[i] == '`' || form[i] == '\'' {
			form = typography.Replace(form)
			break
		}
	}
	switch {
	case strings.HasPrefix(form, "http://"), strings.HasPrefix(form, "https://"), strings.HasPrefix(form, "www."):
		return "http://x"
	case len(form) > 1 && form[0] == '@' && form[1] != '-':
		return "@x"
	}
	return form
}

// Normal is the form that the vocabulary knows: clean, lower case, every digit 0.
func Normal(clean string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '0'
		}
		return unicode.ToLower(r)
	}, clean)
}

// longest is how many letters of a word its pieces look at, so that a line of a
// thousand dashes costs no more than a long word.
const longest = 24

// Whole is how many of a word's pieces, the first ones, are the word itself, so
// that no other word has them.
const Whole = 2

// Pieces appends to ids the buckets of the parts of a clean form, whose vectors
// are summed: the whole form without case and with it, suffixes of up to four
// letters, prefixes of up to three, its shape, and runs of three or four letters.
func Pieces(ids []uint32, clean string, buckets int) []uint32 {
	normal := Normal(clean)
	add := func(kind byte, parts ...string) {
		h := uint64(14695981039346656037) // FNV-1a
		h = (h ^ uint64(kind)) * 1099511628211
		for _, s := range parts {
			for i := range len(s) {
				h = (h ^ uint64(s[i])) * 1099511628211
			}
		}
		h ^= h >> 32 // the low bits alone mix badly
		ids = append(ids, uint32(h*0x9e3779b97f4a7c15>>33)%uint32(buckets))
	}
	at := make([]int, 0, longest+1) // where each letter begins, and where the last ends
	for i := range normal {
		if len(at) == longest {
			break
		}
		at = append(at, i)
	}
	n := len(at)
	if n == longest {
		normal = normal[:at[n-1]]
		n--
	} else {
		at = append(at, len(normal))
	}
	add('f', normal)
	add('c', clean)
	for k := 1; k <= min(4, n); k++ {
		add('0'+byte(k), normal[at[n-k]:])
	}
	for k := 1; k <= min(3, n); k++ {
		add('A'+byte(k), normal[:at[k]])
	}
	add('s', shape(clean))
	if n >= 3 {
		add('g', "<", normal[:at[3]])
		add('g', normal[at[n-3]:], ">")
	}
	for i := 0; i+4 <= n && i < 10; i++ {
		add('g', normal[at[i]:at[i+4]])
	}
	return ids
}

// shape draws a word's case and signs, a run of a kind at most twice: "Xx" for
// Moscow, "XX-X" for IS-K, "X.X." for U.S.
func shape(clean string) string {
	var b [longest]byte
	n := 0
	for _, r := range clean {
		c := byte('?')
		switch {
		case unicode.IsUpper(r):
			c = 'X'
		case unicode.IsLower(r):
			c = 'x'
		case unicode.IsDigit(r):
			c = 'd'
		case r < utf8.RuneSelf:
			c = byte(r)
		}
		if n >= 2 && b[n-1] == c && b[n-2] == c {
			continue
		}
		if n == len(b) {
			break
		}
		b[n] = c
		n++
	}
	return string(b[:n])
}
