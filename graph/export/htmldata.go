package export

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
	"github.com/quadrille-kg/quadrille/internal/layout"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// page is what the script of the page is given, as JSON. Nodes, documents and
// sentences are named by their places in their lists.
type page struct {
	Title string   `json:"title"`
	Notes []string `json:"notes"` // what is not in the page, in sentences

	Styles    []pageStyle    `json:"styles"`
	Lines     []pageLine     `json:"lines"`
	Documents []pageDocument `json:"documents"`
	Sentences []pageSentence `json:"sentences"`
	Nodes     []pageNode     `json:"nodes"`
	Edges     []pageEdge     `json:"edges"`
}

// pageStyle is how nodes of some types look.
type pageStyle struct {
	Name   string `json:"name"`
	Shape  string `json:"shape"`
	Colour string `json:"colour"`
}

// pageLine is how edges of one kind look, which today is their status. The page
// filters by these kinds and knows nothing else of them, so that a kind more is a
// line more in linesOf.
type pageLine struct {
	Name   string `json:"name"`
	Says   string `json:"says"`
	Dash   string `json:"dash"`
	Colour string `json:"colour"`
	Hidden bool   `json:"hidden,omitempty"` // at first
	Ends   string `json:"ends,omitempty"`   // "bar" for what does not reach
}

type pageDocument struct {
	Source string `json:"source"`
	Title  string `json:"title,omitempty"`
	Date   string `json:"date,omitempty"`
	Author string `json:"author,omitempty"`
	URL    string `json:"url,omitempty"` // of the web, and no other
}

type pageSentence struct {
	Document int    `json:"document"`
	Number   int    `json:"number"` // from 1
	Text     string `json:"text"`
}

type pageNode struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Type     string   `json:"type"`
	Style    int      `json:"style"`
	Aliases  []string `json:"aliases,omitempty"`
	Links    []string `json:"links,omitempty"`
	Mentions int      `json:"mentions,omitempty"`
	Focus    bool     `json:"focus,omitempty"`
	X        float64  `json:"x"`
	Y        float64  `json:"y"`
	R        float64  `json:"r"` // of its mark, in pixels
}

type pageEdge struct {
	From      int    `json:"from"`
	To        int    `json:"to"`
	Relation  string `json:"relation"`
	Open      bool   `json:"open,omitempty"` // the relation is the text's own words
	Line      int    `json:"line"`
	Negative  bool   `json:"negative,omitempty"`
	Symmetric bool   `json:"symmetric,omitempty"`
	// Inferred is how the edge follows from its claims, which say something else; ""
	// for one that its claims say.
	Inferred string      `json:"inferred,omitempty"`
	Claims   []pageClaim `json:"claims"`
}

// pageClaim is a claim and the sentence that proves it. Marks cut the sentence
// into pieces: how many UTF-16 units, which is how scripts count, and view.Marks.
type pageClaim struct {
	// Says is the claim in words, where an edge is inferred from it.
	Says       string   `json:"says,omitempty"`
	Sentence   int      `json:"sentence"`
	Marks      []int    `json:"marks"`
	Confidence float64  `json:"confidence"`
	Speaker    *pageRef `json:"speaker,omitempty"`
	Place      *pageRef `json:"place,omitempty"`
	When       string   `json:"when,omitempty"`
	From       string   `json:"from,omitempty"`
	To         string   `json:"to,omitempty"`
	Rule       string   `json:"rule,omitempty"`
	// Decided is what a person decided of the claim, and how it was read.
	Decided string `json:"decided,omitempty"`
}

// pageRef names an entity, which may be none of the page's nodes.
type pageRef struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// shapeNames are the page's names for the shapes.
var shapeNames = map[shape]string{
	rounded: "rounded", ellipse: "circle", hexagon: "hexagon", octagon: "octagon", slanted: "slanted", folded: "folded", square: "square", bare: "bare",
}

var dashNames = map[dash]string{solid: "solid", dashed: "dashed", dotted: "dotted", dashDotted: "dash-dotted"}

func newPage(ctx context.Context, v *view.View, o *Options) (*page, error) {
	p := &page{Title: pageTitle(v, o), Notes: []string{}}
	if left := leftOut(v); left != "" {
		p.Notes = append(p.Notes, left)
	}
	switch n := undrawn(v); n {
	case 0:
	case 1:
		p.Notes = append(p.Notes, "1 more claim uses words that no relation covers, or gives a plain value; it is not drawn")
	default:
		p.Notes = append(p.Notes, text.Thousands(n)+" more claims use words that no relation covers, or give a plain value; they are not drawn")
	}
	for _, s := range styles {
		p.Styles = append(p.Styles, pageStyle{s.name, shapeNames[s.shape], s.stroke})
	}
	for _, l := range linesOf {
		ends := ""
		if l.status == graph.Denied {
			ends = "bar"
		}
		p.Lines = append(p.Lines, pageLine{string(l.status), l.says, dashNames[l.dash], l.colour, slices.Contains(o.Hidden, l.status), ends})
	}
	p.nodes(v)
	if err := p.edges(ctx, v, o); err != nil {
		return nil, err
	}
	p.place()
	return p, nil
}

// pageTitle is the title that was asked for, or says what the graph was read from.
func pageTitle(v *view.View, o *Options) string {
	title := shown(o.Title, 2*labelRunes)
	docs := quoted(v)
	switch {
	case title != "":
		return title
	case len(docs) == 1:
		d := &docs[0]
		return cmp.Or(shown(d.Title, 2*labelRunes), shown(strings.Join(d.Sources, ", "), 2*labelRunes), "A graph")
	case len(docs) > 1:
		return fmt.Sprintf("A graph of %d documents", len(docs))
	}
	return "A graph"
}

// quoted are the documents that the drawing has claims of, or all, where it has none.
func quoted(v *view.View) []graph.Document {
	has := map[string]bool{}
	for _, e := range slices.Concat(v.Edges, v.Inferred) {
		for _, c := range e.Claims {
			has[c.Evidence.Document] = true
		}
	}
	if len(has) == 0 {
		return v.Graph.Documents
	}
	return slices.DeleteFunc(slices.Clone(v.Graph.Documents), func(d graph.Document) bool { return !has[d.ID] })
}

// undrawn counts the claims that are no edges of any drawing unless they are
// asked for. Under a limit the graph holds other claims than the drawing.
func undrawn(v *view.View) int {
	if v.Left.Edges > 0 {
		return 0
	}
	drawn := map[string]bool{}
	for i := range v.Edges {
		for _, c := range v.Edges[i].Claims {
			drawn[c.ID] = true
		}
	}
	n := 0
	for i := range v.Graph.Claims {
		c := &v.Graph.Claims[i]
		if (c.Relation == nil || c.Object == nil) && !drawn[c.ID] {
			n++
		}
	}
	return n
}

func (p *page) nodes(v *view.View) {
	profiles := map[string]*graph.Profile{}
	for i := range v.Graph.Entities {
		profiles[v.Graph.Entities[i].ID] = &v.Graph.Entities[i]
	}
	p.Nodes = make([]pageNode, len(v.Nodes))
	for i := range v.Nodes {
		n := &v.Nodes[i]
		// The twentieth claim says less than the second, and an area grows as the
		// square of its radius.
		radius := min(24, 5+2.4*math.Sqrt(float64(n.Claims)))
		node := pageNode{ID: n.ID, Name: cmp.Or(shown(n.Name, tipRunes), "(no name)"), Type: cmp.Or(shown(n.Type, labelRunes), "(no type)"), Focus: n.Focus, R: tenth(radius)}
		node.Style = slices.IndexFunc(styles, func(s style) bool { return s.name == styleOf(n).name })
		if n.Value {
			node.Type = "Value"
		}
		for _, a := range n.Aliases {
			if a := shown(a, tipRunes); a != "" {
				node.Aliases = append(node.Aliases, a)
			}
		}
		if profile := profiles[n.ID]; profile != nil {
			node.Mentions = len(profile.Mentions)
			for _, l := range profile.Links {
				node.Links = append(node.Links, shown(l, tipRunes))
			}
		}
		p.Nodes[i] = node
	}
}

// edges lists the edges and, in reading order, the documents and sentences of
// their claims.
func (p *page) edges(ctx context.Context, v *view.View, o *Options) error {
	at := map[string]int{}
	for i := range v.Nodes {
		at[v.Nodes[i].ID] = i
	}
	var claims []*graph.Claim
	edges := slices.Concat(v.Edges, v.Inferred)
	p.Edges = make([]pageEdge, len(edges))
	for i := range edges {
		e := &edges[i]
		p.Edges[i] = pageEdge{
			From: at[e.From], To: at[e.To], Relation: cmp.Or(shown(strings.ReplaceAll(e.Label(), "-", " "), labelRunes), "(no words)"), Open: e.Relation == "",
			Line: slices.IndexFunc(linesOf, func(l line) bool { return l.status == lineOf(e.Status).status }), Negative: e.Negative, Symmetric: e.Symmetric,
		}
		if e.Inference != nil {
			p.Edges[i].Inferred = string(e.Inference.How)
		}
		claims = append(claims, e.Claims...)
	}
	slices.SortStableFunc(claims, view.InReadingOrder)
	quotes := quotes{page: p, options: o, documents: map[string]int{}, sentences: map[quoteKey]int{}}
	for i := range v.Graph.Documents {
		quotes.known = append(quotes.known, &v.Graph.Documents[i])
	}
	quoted := make(map[*graph.Claim]pageClaim, len(claims))
	for i, c := range claims {
		if i%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		q, err := quotes.claim(c)
		if err != nil {
			return err
		}
		quoted[c] = q
	}
	for i := range edges {
		for _, c := range edges[i].Claims {
			q := quoted[c]
			if edges[i].Inference != nil {
				q.Says = shown(fmt.Sprintf("%s %s %s", c.Subject.Name, strings.ReplaceAll(c.RelationOf(), "-", " "), c.Object.Name), tipRunes)
			}
			p.Edges[i].Claims = append(p.Edges[i].Claims, q)
		}
	}
	return nil
}

// place sets where the nodes lie. In a small graph all names are to be read, so
// they are given room; in a large one the page shows those for which there is.
func (p *page) place() {
	const small = 200
	sizes := make([]layout.Size, len(p.Nodes))
	for i := range p.Nodes {
		n := &p.Nodes[i]
		sizes[i] = layout.Size{W: 2*n.R + 6, H: 2*n.R + 6}
		if len(p.Nodes) <= small {
			sizes[i] = layout.Size{W: max(2*n.R, min(140, width(n.Name, 12, false))) + 12, H: 2*n.R + 30}
		}
	}
	edges := make([]layout.Edge, len(p.Edges))
	for i := range p.Edges {
		edges[i] = layout.Edge{From: p.Edges[i].From, To: p.Edges[i].To}
	}
	for i, at := range layout.Cloud(sizes, edges) {
		p.Nodes[i].X, p.Nodes[i].Y = tenth(at.X), tenth(at.Y)
	}
}

// tenth rounds to a tenth of a pixel.
func tenth(f float64) float64 { return math.Round(10*f)/10 + 0 }

// quotes lists each document and sentence once.
type quotes struct {
	page      *page
	options   *Options
	known     []*graph.Document
	documents map[string]int
	sentences map[quoteKey]int
}

type quoteKey struct {
	document   string
	start, end int
}

func (q *quotes) claim(c *graph.Claim) (pageClaim, error) {
	sentence := graph.Mention{Text: c.Evidence.Text, Start: c.Evidence.Start, End: c.Evidence.End}
	if q.options.Sentence != nil {
		var err error
		if sentence, err = q.options.Sentence(c); err != nil {
			return pageClaim{}, err
		}
	}
	text, start := excerpt(sentence, c)
	k := quoteKey{c.Evidence.Document, start, start + len([]rune(text))}
	n, known := q.sentences[k]
	if !known {
		n = len(q.page.Sentences)
		q.sentences[k] = n
		q.page.Sentences = append(q.page.Sentences, pageSentence{q.document(c), c.Evidence.Sentence + 1, text})
	}
	p := pageClaim{Sentence: n, Confidence: math.Round(1000*c.Confidence) / 1000, Rule: shown(c.Rule, labelRunes)}
	for _, piece := range view.Mark(text, start, c) {
		p.Marks = append(p.Marks, len(utf16.Encode([]rune(piece.Text))), int(piece.Marks))
	}
	if d := c.Decided; d != nil {
		p.Decided = shown(d.String(), tipRunes)
	}
	if s := c.Speaker; s != nil {
		p.Speaker = &pageRef{s.ID, shown(s.Name, labelRunes)}
	}
	if l := c.Place; l != nil {
		p.Place = &pageRef{l.ID, shown(l.Name, labelRunes)}
	}
	if t := c.Time; t != nil {
		p.When, p.From, p.To = shown(t.Text, labelRunes), shown(t.From, labelRunes), shown(t.To, labelRunes)
	}
	return p, nil
}

// excerpt cuts what is far from the evidence off a sentence without end, as texts
// without stops have. It returns what is left and where it begins.
func excerpt(s graph.Mention, c *graph.Claim) (text string, start int) {
	const around = 600 // characters on either side; few sentences have as many
	runes := []rune(s.Text)
	from := min(max(0, c.Evidence.Start-s.Start-around), len(runes))
	to := max(from, min(len(runes), c.Evidence.End-s.Start+around, from+4*around))
	return string(runes[from:to]), s.Start + from
}

// longestAddress is how many bytes of an address browsers and servers are sure to take.
const longestAddress = 2000

// webAddress returns an address that a page may link to: one of the web, whole; "" for
// any other.
func webAddress(url string) string {
	web := strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://")
	if !web || len(url) > longestAddress || !utf8.ValidString(url) || strings.ContainsFunc(url, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }) {
		return ""
	}
	return url
}

func (q *quotes) document(c *graph.Claim) int {
	id := c.Evidence.Document
	n, known := q.documents[id]
	if !known {
		n = len(q.page.Documents)
		q.documents[id] = n
		d := pageDocument{Source: shown(c.Evidence.Source, tipRunes)}
		if i := slices.IndexFunc(q.known, func(d *graph.Document) bool { return d.ID == id }); i >= 0 {
			known := q.known[i]
			d.Title, d.Date, d.Author = shown(known.Title, tipRunes), shown(known.Date, labelRunes), shown(known.Author, tipRunes)
			d.URL = webAddress(known.URL)
		}
		q.page.Documents = append(q.page.Documents, d)
	}
	return n
}
