package collect

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
)

// Fields are the names of a row's fields. One that is "" is guessed from the names
// that there are, and from the first rows.
type Fields struct{ Text, Title, Date, ID string }

// columns are the fields that a table's documents are made of, "" for none.
type columns struct {
	text, title, date, id, author, url string
	order                              order
}

// usual are the names by which such fields go, in small letters and without what
// stands between words; the first one that a table has is taken.
var usual = struct{ text, title, date, id, author, url []string }{
	text: []string{
		"text", "body", "content", "fulltext", "articletext", "articlebody", "article", "maintext", "bodytext",
		"plaintext", "story", "message", "post", "posttext", "tweet", "comment", "commenttext", "transcript", "speech",
		"speechtext", "statement", "paragraph", "review", "abstract", "selftext", "description", "summary", "notes", "note",
	},
	title: []string{"title", "headline", "heading", "subject", "articletitle", "posttitle", "documenttitle"},
	date: []string{
		"date", "datepublished", "publisheddate", "publicationdate", "publishdate", "published", "publishedat", "publishedon",
		"pubdate", "posted", "postedat", "postdate", "eventdate", "createdat", "created", "datecreated", "datetime", "timestamp",
		"time", "day", "createdutc",
	},
	id: []string{
		"id", "uid", "uuid", "guid", "docid", "documentid", "articleid", "postid", "tweetid", "messageid", "commentid",
		"recordid", "eventid", "identifier", "url", "link", "permalink", "doi",
	},
	author: []string{"author", "byline", "authors", "authorname", "writer", "creator", "by"},
	url:    []string{"url", "link", "permalink", "canonicalurl"},
}

// plainName returns a field's name in small letters, without what stands between
// words: "publishedAt", "published_at" and "Published At" are one.
func plainName(name string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, name)
}

// choosing finds the columns of a table from its first rows.
type choosing struct {
	name  string // of the table
	names []string
	rows  []*row
}

// columnsOf returns the columns of a table from its first rows, or a *FieldError.
func columnsOf(name string, rows []*row, want Fields) (c columns, err error) {
	k := &choosing{name: name, rows: rows}
	seen := map[string]bool{}
	for _, r := range rows {
		for _, n := range r.names {
			if !seen[n] {
				seen[n] = true
				k.names = append(k.names, n)
			}
		}
	}
	if c.text, err = k.named("text", want.Text); err != nil {
		return c, err
	}
	if c.title, err = k.named("title", want.Title); err != nil {
		return c, err
	}
	if c.date, err = k.named("date", want.Date); err != nil {
		return c, err
	}
	if c.id, err = k.named("id", want.ID); err != nil {
		return c, err
	}
	c.title = cmp.Or(c.title, k.first(usual.title, func(n string) bool { return n != c.text }))
	if c.text == "" {
		if c.text, c.title = k.text(c.title); c.text == "" {
			return c, &FieldError{Name: name, What: "text", Have: k.names}
		}
	}
	if c.id == "" {
		c.id = k.first(usual.id, func(n string) bool { return n != c.text && n != c.title && k.unique(n) })
	}
	c.author = k.first(usual.author, func(n string) bool { return n != c.text })
	c.url = k.first(usual.url, func(n string) bool { return n != c.text })
	return c, k.days(&c, want.Date)
}

// named returns the field of a name that was given.
func (k *choosing) named(what, name string) (string, error) {
	if name == "" || slices.Contains(k.names, name) || k.has(name) {
		return name, nil
	}
	for _, n := range k.names {
		if plainName(n) == plainName(name) && plainName(name) != "" {
			return n, nil
		}
	}
	near, distance := "", len(name)/3+1
	for _, n := range k.names {
		if d := levenshtein.ComputeDistance(strings.ToLower(n), strings.ToLower(name)); d <= distance {
			near, distance = n, d-1
		}
	}
	return "", &FieldError{Name: k.name, What: what, Field: name, Have: k.names, Near: near}
}

// has reports whether a field that lies in another, "article.body", is in any row.
func (k *choosing) has(name string) bool {
	return slices.ContainsFunc(k.rows, func(r *row) bool { return r.value(name) != "" })
}

// first returns the first of the usual names that a table has and that will do.
func (k *choosing) first(names []string, will func(string) bool) string {
	for _, want := range names {
		for _, n := range k.names {
			if plainName(n) == want && will(n) {
				return n
			}
		}
	}
	return ""
}

// unique reports whether a field has another value in each of the rows.
func (k *choosing) unique(name string) bool {
	seen := map[string]bool{}
	for _, r := range k.rows {
		v := r.value(name)
		if v == "" || seen[v] {
			return false
		}
		seen[v] = true
	}
	return true
}

// prose is how many letters the values of a field have on average that holds texts.
const prose = 20

// text returns the field that holds the text: of those with a usual name the one
// with the longest values; where none has, the one whose values are three times as
// long as those of any other, and have words. Where it is the field that seemed to
// be the title, there is no title.
func (k *choosing) text(title string) (text, newTitle string) {
	longest, next := 0, 0
	for _, n := range k.names {
		if !slices.Contains(usual.text, plainName(n)) {
			continue
		}
		if l, words := k.length(n); l > longest && words {
			text, longest = n, l
		}
	}
	if text != "" {
		return text, title
	}
	for _, n := range k.names {
		l, words := k.length(n)
		if l > longest && words {
			text, longest, next = n, l, longest
		} else {
			next = max(next, l)
		}
	}
	if longest < prose || longest < 3*next {
		return "", title
	}
	if text == title {
		return text, ""
	}
	return text, title
}

// length returns how many letters the values of a field have on average, and
// whether most of them have several words, or are empty.
func (k *choosing) length(name string) (letters int, words bool) {
	filled, spaced := 0, 0
	for _, r := range k.rows {
		v := strings.TrimSpace(r.value(name))
		if v == "" || strings.HasPrefix(v, "http") && !strings.ContainsFunc(v, unicode.IsSpace) {
			continue
		}
		filled++
		letters += utf8.RuneCountInString(v)
		if strings.ContainsFunc(v, unicode.IsSpace) {
			spaced++
		}
	}
	if filled == 0 {
		return 0, false
	}
	return letters / filled, 2*spaced > filled
}

// days finds the field of the date, and how it writes days.
func (k *choosing) days(c *columns, given string) error {
	if c.date == "" {
		c.date = k.first(usual.date, func(n string) bool { return k.isDays(n) })
		if c.date == "" {
			return nil
		}
	} else if given != "" && !k.isDays(c.date) {
		for _, r := range k.rows {
			if v := r.value(c.date); v != "" {
				return &FieldError{Name: k.name, What: "date", Field: c.date, Value: v, Have: k.names}
			}
		}
	}
	for _, r := range k.rows {
		if c.order == unclear {
			c.order = orderOf(r.value(c.date))
		}
	}
	return nil
}

// isDays reports whether most of a field's values are days.
func (k *choosing) isDays(name string) bool {
	filled, days := 0, 0
	for _, r := range k.rows {
		v := r.value(name)
		if v == "" {
			continue
		}
		filled++
		if day(v, dayFirst) != "" {
			days++
		}
	}
	return days > 0 && 2*days >= filled
}
