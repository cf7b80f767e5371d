// Package text holds the annotated document that every part of Quadrille shares:
// plain data, no behaviour beyond slicing. The splitter makes sentences and
// tokens, the parser fills their trees, the mention finder and the coreference
// step add mentions and chains, and the extractor adds claims. Begin at Document.
//
// Every offset in this package counts Unicode code points of Document.Text, end
// exclusive, as the Web Annotation data model does. Bytes never leave a reader.
package text

// Span is a half-open range of code points, [Start, End).
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Overlaps reports whether two spans share at least one code point.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Contains reports whether o lies wholly within s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Cover returns the smallest span that holds both.
func (s Span) Cover(o Span) Span { return Span{min(s.Start, o.Start), max(s.End, o.End)} }

// Plus returns the span moved by n code points.
func (s Span) Plus(n int) Span { return Span{s.Start + n, s.End + n} }

// Source is one place that a document was read from. The same text under two
// names is one document with two sources.
type Source struct {
	// Name is the file's or URL's own name ("moscow.txt"): what people are shown.
	Name string `json:"name"`
	// Origin tells sources apart and finds the earlier version of a changed one:
	// a slash-separated path relative to the workspace, a URL, or "" where the
	// source cannot be read again (standard input).
	Origin string `json:"origin,omitempty"`
	// Author and URL are what this source says of the document; see Document.
	Author string `json:"author,omitempty"`
	URL    string `json:"url,omitempty"`
}

// Document is one source text, its metadata, and all that was read from it.
type Document struct {
	// ID is the lower-case hex SHA-256 of the content; see read.ID.
	ID       string   `json:"id"`
	Sources  []Source `json:"sources"` // sorted by name, then origin; at least one
	Title    string   `json:"title,omitempty"`
	Date     string   `json:"date,omitempty"`     // ISO 8601, "2024-03-26"; "" when unknown
	Language string   `json:"language,omitempty"` // BCP 47; "" is English
	Author   string   `json:"author,omitempty"`   // as the first source that does names them, "Ann Roe, Ben Low"
	URL      string   `json:"url,omitempty"`      // where it was published, as the first source that does says
	Text     string   `json:"text"`
	// Damage says what is missing of the source, of which the rest is the text: "it is
	// damaged: its end is missing, and it may lack pages"; "" for nothing. It lives until
	// whoever reads the source was told, and is not kept.
	Damage string `json:"-"`

	Sentences []Sentence `json:"sentences"`
	Mentions  []Mention  `json:"mentions"`
	Entities  []Entity   `json:"entities"`
	Claims    []Claim    `json:"claims"`
}

// Sentence is one sentence of the document. Its tokens live only while the
// document is analysed; the workspace keeps the span alone.
type Sentence struct {
	Span   Span    `json:"span"`
	Tokens []Token `json:"-"`
	// Times are the expressions of time in the sentence, in order; like the
	// tokens they live only while the document is analysed.
	Times []TimeExpr `json:"-"`
	// Speaker names who says the sentence in a dialogue whose source marks it; ""
	// where nothing is known of it. It too lives only that long.
	Speaker string `json:"-"`
	// Heading marks a headline, caption or list heading: text that stands on a
	// line of its own without a full stop, where English drops its articles.
	Heading bool `json:"heading,omitempty"`
}

// Token is one syntactic word as Universal Dependencies has it: "don't" is the
// two tokens "do" and "n't", "Russia's" is "Russia" and "'s".
type Token struct {
	Form   string
	Lemma  string
	UPOS   string
	XPOS   string
	Feats  string // UD features, "Number=Plur|Person=3"; "" for none
	Head   int    // index of the head in the sentence's tokens; -1 for the root
	Deprel string // with subtype, "nsubj:pass"
	Span   Span
	// Joined marks a token that continues the surface word begun by the one
	// before it: "n't" in "don't". Together they are a multi-word token of CoNLL-U.
	Joined bool
	// Name is the BIO label of the name tagger, "B-Person", "I-Person" or "".
	Name string
	// ArcScore is the parser's probability for the arc to Head, 0 to 1.
	ArcScore float32
}

// Kind says how a mention refers.
type Kind string

// The kinds of mention.
const (
	Name      Kind = "name"      // "IS-K", "President Vladimir Putin"
	Nominal   Kind = "nominal"   // "the group", "four gunmen"
	Pronoun   Kind = "pronoun"   // "it", "their"
	Adjective Kind = "adjective" // "Russian" standing for Russia
)

// Mention is a span that names, describes or points at something.
type Mention struct {
	Sentence int    `json:"sentence"` // index into Document.Sentences
	First    int    `json:"first"`    // first token of the span
	End      int    `json:"end"`      // token after the last
	Head     int    `json:"head"`     // token that the others hang on
	Span     Span   `json:"span"`
	Text     string `json:"text"`
	Kind     Kind   `json:"kind"`
	Type     string `json:"type"`   // entity type of the schema
	Entity   int    `json:"entity"` // index into Document.Entities: the chain it belongs to
}

// Entity is what a chain of mentions in one document is about.
type Entity struct {
	Name     string   `json:"name"` // the best of its names: full, most frequent, without "the"
	Type     string   `json:"type"`
	Aliases  []string `json:"aliases,omitempty"` // sorted other proper names, Name left out
	Links    []string `json:"links,omitempty"`   // sorted, "wikidata:Q1234"
	Mentions []int    `json:"mentions"`          // indexes into Document.Mentions, in text order
	// Split names the decision by which these mentions were taken out of another
	// chain; "" for what was read so. It is no part of what was read, and not kept.
	Split string `json:"-"`
}

// Status says how far the text stands behind a claim.
type Status string

// The statuses, strongest first.
const (
	Asserted Status = "asserted" // the author states it
	Reported Status = "reported" // somebody is said to state or believe it
	Possible Status = "possible" // hedged, planned, feared, hypothetical
	Denied   Status = "denied"   // negated or rejected
)

// Time is when a claim is said to hold: the words, and the days they span.
type Time struct {
	Text string `json:"text"`
	From string `json:"from,omitempty"` // ISO date, first day; "" when unknown
	To   string `json:"to,omitempty"`   // ISO date, last day
}

// TimeExpr is an expression of time and the tokens it covers, [First, End).
type TimeExpr struct {
	First, End int
	Span       Span
	Time       Time
}

// Claim is what one sentence says about mentions. Indexes are into
// Document.Mentions, -1 for none.
type Claim struct {
	Sentence   int     `json:"sentence"`
	Subject    int     `json:"subject"`
	Relation   string  `json:"relation,omitempty"` // relation of the schema; "" for an open claim
	Open       string  `json:"open,omitempty"`     // normalised phrase, "sign up for"
	Object     int     `json:"object"`
	Value      string  `json:"value,omitempty"` // where the object is a plain value: a role, a number
	Status     Status  `json:"status"`
	Negative   bool    `json:"negative,omitempty"` // polarity; a denied claim is negative
	Speaker    int     `json:"speaker"`
	Time       *Time   `json:"time,omitempty"`
	Place      int     `json:"place"`
	Confidence float64 `json:"confidence"`
	Extractor  string  `json:"extractor"` // "rule"
	Rule       string  `json:"rule"`      // the pattern that found it, "verb attack active"
	Span       Span    `json:"span"`      // the evidence
	// Head is the token of the predicate that the claim hangs on; like the tokens it
	// lives only while the document is analysed.
	Head int `json:"-"`
	// Judged is what a person decided of the claim, nil for nothing. It is no part of
	// what was read, and kept with the decisions.
	Judged *Judgement `json:"-"`
}

// Verdict is what a person thinks of a claim.
type Verdict string

// The verdicts.
const (
	Accepted Verdict = "accepted"
	Rejected Verdict = "rejected"
	Added    Verdict = "added" // it was not read, but the text says so
)

// Judgement is a person's decision about a claim, and how the claim was read.
type Judgement struct {
	Verdict    Verdict
	Status     Status // as it was read
	Negative   bool
	Confidence float64
	Because    string
}
