package read

import (
	"maps"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// mainText returns the paragraphs of a page's article.
//
// It works as a reader's eye does. What is hidden, and what the page itself calls
// navigation, is left out. A part whose name is that of other things (comments,
// related, share) is left out where most of the running text is elsewhere. The
// article is then the element that the page calls so, or else the smallest that
// holds nearly all the running text. Within it, lists of links, lines like "Share
// this" and sections like "Related" and "References" are left out.
func mainText(root *html.Node, a about) []string {
	body := first(root, isElement(atom.Body))
	if body == nil {
		body = root
	}
	p := &page{dropped: map[*html.Node]bool{}, prose: map[*html.Node]int{}, lists: map[*html.Node]bool{}}
	p.weigh(body)
	if p.prose[body] < fewestProse {
		readNoscript(body)
		p.weigh(body)
	}
	p.dropHidden(body)
	p.weigh(body)
	p.dropNamed(body)
	if out := p.text(body, a); len(out) > 0 {
		return out
	}
	// Whatever it is that the page has, it is better than nothing.
	var out []string
	for _, b := range blocksOf(body, func(*html.Node) bool { return false }) {
		out = append(out, b.text)
	}
	return out
}

// fewestProse is how many words of running text a page has at least that does not
// need a script to show its text.
const fewestProse = 50

// readNoscript makes readable what is there for browsers without scripts.
func readNoscript(body *html.Node) {
	each(body, func(n *html.Node) bool {
		if n.DataAtom == atom.Noscript {
			n.DataAtom, n.Data = atom.Div, "div"
		}
		return true
	})
}

// text returns the paragraphs of the article in what is left of the page.
func (p *page) text(body *html.Node, a about) []string {
	top := p.article(body)
	blocks := append(p.lead(body, top, a), blocksOf(top, p.isDropped)...)
	kept := make([]block, 0, len(blocks))
	for _, b := range withoutSections(blocks) {
		if !b.chrome(a) && !p.inLinkList(&b) {
			kept = append(kept, b)
		}
	}
	var out []string
	for i, b := range kept {
		// A heading of nothing is one whose section was left out.
		if b.heading > 1 && (i+1 == len(kept) || kept[i+1].heading > 0 && kept[i+1].heading <= b.heading) {
			continue
		}
		out = append(out, b.text)
	}
	return out
}

// longestLead is how many blocks may stand between a headline and its article: a
// summary, or some points of it.
const longestLead = 6

// lead returns the summary that stands between the headline and the element that
// holds the article.
func (p *page) lead(body, top *html.Node, a about) (out []block) {
	if top == body || a.title == "" {
		return nil
	}
	after := false
	for _, b := range blocksOf(body, func(n *html.Node) bool { return p.dropped[n] || n == top }) {
		switch {
		case folded(b.text) == folded(a.title):
			after, out = true, nil
		case after && precedes(b.in, top) && b.words >= 6 && !b.link() && len(out) < longestLead:
			out = append(out, b)
		}
	}
	if !after || len(out) == longestLead {
		return nil
	}
	return out
}

// precedes reports whether a stands before b on the page.
func precedes(a, b *html.Node) bool {
	above := map[*html.Node]*html.Node{} // the nodes above b, and their children on the way to it
	var below *html.Node
	for n := b; n != nil; n = n.Parent {
		above[n] = below
		below = n
	}
	for n := a; n != nil; n = n.Parent {
		if way, ok := above[n.Parent]; ok && n.Parent != nil {
			for c := n.NextSibling; c != nil; c = c.NextSibling {
				if c == way {
					return true
				}
			}
			return false
		}
	}
	return false
}

// page is a page whose article is looked for.
type page struct {
	dropped map[*html.Node]bool
	prose   map[*html.Node]int  // words of running text at and below each element
	lists   map[*html.Node]bool // whether a list is one of links
}

func (p *page) isDropped(n *html.Node) bool { return p.dropped[n] }

// weigh counts the running text that is left: paragraphs of some length or with a
// full stop, that are not links.
func (p *page) weigh(body *html.Node) {
	clear(p.prose)
	for _, b := range blocksOf(body, p.isDropped) {
		if !b.running() {
			continue
		}
		for n := b.in; n != nil; n = n.Parent {
			p.prose[n] += b.words
		}
	}
}

// running reports whether a block is running text.
func (b *block) running() bool {
	if b.heading > 0 || b.linked*2 > b.words {
		return false
	}
	return b.words >= 20 || b.words >= 6 && strings.ContainsAny(b.text[len(b.text)-1:], ".!?\"')") || b.words >= 6 && strings.HasSuffix(b.text, "”")
}

// dropHidden drops what no reader sees or what is marked as beside the article. A
// page that hides most of its text shows it when a script has run, or somebody paid.
func (p *page) dropHidden(body *html.Node) {
	each(body, func(n *html.Node) bool {
		style := strings.ReplaceAll(strings.ToLower(attr(n, "style")), " ", "")
		switch {
		case n == body:
		case hasAttr(n, "hidden"), attr(n, "aria-hidden") == "true", strings.Contains(style, "display:none"), strings.Contains(style, "visibility:hidden"):
			p.dropped[n] = float64(p.prose[n]) < likely*float64(p.prose[body])
		case n.DataAtom == atom.Nav, n.DataAtom == atom.Figcaption, n.DataAtom == atom.Dialog, n.DataAtom == atom.Menu:
			p.dropped[n] = true
		case n.DataAtom == atom.Sup && (first(n, isElement(atom.A)) != nil):
			p.dropped[n] = true // the number of a note
		}
		switch attr(n, "role") {
		case "navigation", "contentinfo", "search", "alert", "status", "dialog", "alertdialog", "menu", "menubar", "toolbar", "tooltip":
			p.dropped[n] = n != body
		}
		return true
	})
}

// dropNamed drops the elements whose names are those of other things than articles.
// Where hardly anything would be left it believes only the names of comments, and
// where that is so again, none.
func (p *page) dropNamed(body *html.Node) {
	hidden := maps.Clone(p.dropped)
	var left [2]int
	for i, least := range [2]float64{sure, likely} {
		p.dropped = maps.Clone(hidden)
		p.dropBy(body, least)
		now := *p
		now.prose = map[*html.Node]int{}
		now.weigh(body)
		left[i] = now.prose[body]
	}
	switch {
	case 5*left[1] >= left[0] && left[1] > 0:
	case left[0] >= fewestProse:
		p.dropped = maps.Clone(hidden)
		p.dropBy(body, sure)
	default:
		p.dropped = hidden
	}
	p.weigh(body)
}

// dropBy drops the elements that are so suspect at least.
func (p *page) dropBy(body *html.Node, least float64) {
	all := p.prose[body]
	each(body, func(n *html.Node) bool {
		if n == body || n.DataAtom == atom.Main || n.DataAtom == atom.Article && n.Parent != nil && !p.beside(n) {
			return true
		}
		share := p.suspect(n)
		if share < least || share == 0 || float64(p.prose[n]) > share*float64(all) {
			return true
		}
		if share < sure && holdsArticle(n) {
			return true
		}
		p.dropped[n] = true
		return true
	})
}

// beside reports whether an article element is one of several in a list of other
// articles: its parent is named so.
func (p *page) beside(n *html.Node) bool {
	for _, name := range namesOf(n) {
		if chromeNames[name] {
			return true
		}
	}
	return false
}

// The largest part of a page's running text that an element may have and still be
// left out: comments may be longer than the article, a box called "header" not.
const (
	sure   = 0.9
	likely = 0.4
)

// suspect returns sure or likely for an element that is probably not of the
// article, and 0 for the others.
func (p *page) suspect(n *html.Node) float64 {
	switch n.DataAtom {
	case atom.Aside, atom.Footer:
		return likely
	case atom.Header:
		if first(n, isElement(atom.H1)) == nil && n.Parent != nil && n.Parent.DataAtom != atom.Article {
			return likely
		}
	case atom.Body, atom.Html:
		return 0
	}
	switch attr(n, "role") {
	case "banner", "complementary", "note", "doc-endnotes", "doc-bibliography":
		return likely
	}
	names := namesOf(n)
	for i, name := range names {
		pair := ""
		if i+1 < len(names) {
			pair = name + " " + names[i+1]
		}
		switch {
		case commentNames[name]:
			return sure
		case chromePairs[pair]:
			return likely
		case chromeNames[name]:
			return likely
		}
	}
	return 0
}

// holdsArticle reports whether an element holds what the page calls its article,
// or its first heading.
func holdsArticle(n *html.Node) bool {
	return first(n, func(c *html.Node) bool {
		return c.DataAtom == atom.Article || c.DataAtom == atom.Main || c.DataAtom == atom.H1 || attr(c, "itemprop") == "articleBody" || attr(c, "role") == "main"
	}) != nil
}

// namesOf returns the words of an element's class and id, in small letters:
// "relatedStories", "related-stories" and "related_stories" are two words.
func namesOf(n *html.Node) []string {
	raw := attr(n, "class") + " " + attr(n, "id")
	if raw == " " {
		return nil
	}
	var out []string
	var cur strings.Builder
	lower := false
	end := func() {
		if cur.Len() > 0 {
			out = append(out, cur.String())
			cur.Reset()
		}
		lower = false
	}
	for _, r := range raw {
		switch {
		case !unicode.IsLetter(r):
			end()
			continue
		case unicode.IsUpper(r) && lower:
			end()
		}
		lower = unicode.IsLower(r)
		cur.WriteRune(unicode.ToLower(r))
	}
	end()
	return out
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// commentNames are the names of what readers wrote below an article.
var commentNames = set("comments comment disqus respond commentlist livefyre coral")

// chromeNames are the names of what stands around articles.
var chromeNames = set(`
	ad ads advert adverts advertisement adsbygoogle dfp sponsor sponsored promo promoted promotion outbrain taboola
	banner alert notice endnote cookie cookies consent gdpr ccpa onetrust cmp privacy
	newsletter subscribe subscription signup paywall regwall donate donation
	related recommended recommendation recommendations recirc recirculation trending popular mostread mostpopular readmore morestories upnext
	share sharing shares social socials sharedaddy addthis addtoany sharethis sharetools follow
	nav navigation navbar menu menus megamenu breadcrumb breadcrumbs pagination pager paging skip toolbar offcanvas drawer
	sidebar rail widget widgets footer masthead colophon topbar subnav
	modal popup overlay lightbox tooltip toast interstitial
	byline bylines dateline timestamp meta metadata postmeta entrymeta authorbox authorbio bio
	caption captions credit credits figcaption wpcaption
	tags tag tagcloud taglist topics keywords categories catlinks cat
	toc navbox vertical reflist references refbegin reference footnotes infobox hatnote ambox tmbox metadata editsection noprint printfooter sistersitebox shortdescription portal portalbox authoritycontrol thumbcaption gallerytext mbox
	printonly print tools login signin search searchform feedback survey poll quiz translate languages language selector
	carousel slideshow gallery player video
	correction disclaimer copyright legal boilerplate`)

// chromePairs are names of two words, neither of which says it alone.
var chromePairs = set2(`more stories|read more|read next|up next|most read|most viewed|most popular|also like|you may|see also|author bio|
	about author|author box|author info|post meta|entry meta|post footer|entry footer|post navigation|post nav|site header|site footer|
	page header|page footer|top bar|back to|jump to|story meta|article meta|article footer|article tags|inline link|pull quote|
	latest news|latest stories|other news|news list|quick links|useful links|skip link|mw editsection|media contacts|contact info|
	press contact|notes editors|article actions|reading time|next article|previous article|from the|lead image|hero image|image caption`)

func set2(pairs string) map[string]bool {
	m := map[string]bool{}
	for p := range strings.SplitSeq(pairs, "|") {
		m[strings.Join(strings.Fields(p), " ")] = true
	}
	return m
}

// bodyNames name, as two words, the element that holds an article's paragraphs.
var bodyNames = set2(`article body|article content|article text|entry content|post content|post body|story body|story content|story text|
	body content|parser output|news body|news content|main content|page content|content body|content text|rich text|field body|press release|detail body|detail content|news detail|news article`)

const (
	// enough is the part of the running text that an element which the page calls
	// its article must have, to be believed.
	enough = 0.5
	// nearlyAll is the part that an element must have for the search to go on in it.
	nearlyAll = 0.88
)

// article returns the element that holds the article.
func (p *page) article(body *html.Node) *html.Node {
	all := float64(p.prose[body])
	kinds := []func(*html.Node) bool{
		func(n *html.Node) bool { return attr(n, "itemprop") == "articleBody" },
		isElement(atom.Article),
		func(n *html.Node) bool {
			names := namesOf(n)
			for i := 0; i+1 < len(names); i++ {
				if bodyNames[names[i]+" "+names[i+1]] {
					return true
				}
			}
			return false
		},
		func(n *html.Node) bool { return n.DataAtom == atom.Main || attr(n, "role") == "main" },
	}
	top := body
	for _, is := range kinds {
		var best *html.Node
		each(body, func(n *html.Node) bool {
			if is(n) && !p.dropped[n] && (best == nil || p.prose[n] > p.prose[best]) {
				best = n
			}
			return true
		})
		if best != nil && float64(p.prose[best]) >= enough*all && p.prose[best] > 0 {
			top = best
			break
		}
	}
	for {
		var next *html.Node
		for c := top.FirstChild; c != nil; c = c.NextSibling {
			if !p.dropped[c] && float64(p.prose[c]) >= nearlyAll*float64(p.prose[top]) && p.prose[c] > 0 && c.FirstChild != nil && blockElements[c.DataAtom] {
				next = c
			}
		}
		// One paragraph, list or table is not narrowed to: what stands beside it
		// belongs to it.
		if next == nil || next.DataAtom == atom.P || next.DataAtom == atom.Ul || next.DataAtom == atom.Ol || next.DataAtom == atom.Blockquote || next.DataAtom == atom.Pre {
			return top
		}
		top = next
	}
}

// inLinkList reports whether a block is an item of a list of links.
func (p *page) inLinkList(b *block) bool {
	if !b.item {
		return false
	}
	for n := b.in; n != nil; n = n.Parent {
		if n.DataAtom != atom.Ul && n.DataAtom != atom.Ol {
			continue
		}
		of, known := p.lists[n]
		if !known {
			all, linked, items := 0, 0, 0
			for _, each := range blocksOf(n, p.isDropped) {
				all += each.words
				linked += each.linked
				items++
			}
			of = items > 1 && linked*2 > all
			p.lists[n] = of
		}
		return of
	}
	return false
}

// chrome reports whether a block within the article is none of its text.
func (b *block) chrome(a about) bool {
	switch {
	case a.title != "" && folded(b.text) == folded(a.title):
		return false
	case b.link():
		return true
	case b.words <= 25 && linesBeside.MatchString(b.text):
		return true
	case b.words <= 12 && b.heading == 0 && onlyDate(b.text):
		return true
	case a.author != "" && b.words <= 60 && b.heading == 0 && isByline(b.text, a.author):
		return true
	case !strings.ContainsFunc(b.text, isWord):
		return true
	}
	return false
}

// linesBeside are lines that stand in articles and are none of their text.
var linesBeside = regexp.MustCompile(`(?i)^(?:` +
	`advertisements?$|sponsored|share (?:this|on|via|article|:)|share$|follow (?:us|@)|(?:please )?subscribe|sign up|join our|get our|` +
	`(?:read|see|watch|listen|also read|read also|read more|more|related|see also|don't miss|recommended)(?: \w+){0,2} ?[:»→]|read more|continue reading|` +
	`tags?:|tagged|filed under|posted (?:in|on|by)|topics?:|categor(?:y|ies):|keywords:|` +
	`(?:photo|image|picture|photograph|file photo|credit|photo credit)s?(?: by| courtesy)?:? .{0,80}$|getty images|©|\(c\) |copyright|all rights reserved|` +
	`click here|print this|print$|e-?mail (?:this|article)|leave a (?:comment|reply)|\d+ comments?$|comments? \(\d+\)|no comments|comments are closed|` +
	`\d+[ -]min(?:ute)?s? read|reading time|listen to this|back to top|skip to|jump to|` +
	`(?:last )?(?:updated|modified|edited|reviewed|published|posted|created|first published|date|release date)(?: on| at)?:? .{0,60}$|` +
	`loading|report an error|this page was last|retrieved from|view source|was this (?:page|article) helpful|thank you for reading|` +
	`(?:our )?(?:newsletter|standards:)|have a tip|download the app|support (?:us|our)|for media inquir|(?:page )?editors?: |[-–—\[( ]*ends?(?: of \w+)?[-–—\]) ]*$|###?$|\* \* \*$)`)

// onlyDate reports whether a line is hardly more than a date.
func onlyDate(s string) bool {
	if dayIn(s) == "" {
		return false
	}
	rest := withoutDays(s)
	n := 0
	for _, w := range strings.FieldsFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len(w) > 3 && !dateWords[strings.ToLower(w)] {
			n++
		}
	}
	return n <= 1
}

var dateWords = set("monday tuesday wednesday thursday friday saturday sunday published updated posted modified last first edited date from time gmt")

// aboutAuthor is found in lines about an author.
var aboutAuthor = regexp.MustCompile(`\b(?:writer|reporter|editor|author|professor|correspondent|fellow|journalist|contributor|columnist|researcher|analyst|historian)\b`)

// isByline reports whether a line names the author and little else: "By Ann Roe in
// Kabul, for The Paper".
func isByline(s, author string) bool {
	s, author = folded(s), folded(author)
	if strings.HasPrefix(s, author+" is ") && aboutAuthor.MatchString(s) {
		return true
	}
	return strings.HasPrefix(s, "by ") && strings.Contains(s, author) && len(s) < len(author)+80 || s == author || strings.HasPrefix(s, author) && len(s) < len(author)+40 && !strings.HasSuffix(s, ".")
}

var (
	// sectionsAfter are headings behind which nothing of the article comes.
	sectionsAfter = regexp.MustCompile(`(?i)^(?:references|notes|footnotes|citations|sources|notes and references|external links|further reading|see also|bibliography|` +
		`notes to editors|comments|leave a (?:comment|reply)|\d+ (?:comments|responses|thoughts)|discussion|about the authors?|contacts?|media contacts?|press contacts?|contents)(?:\[edit\])?$`)
	// sectionsBeside are headings of lists of other articles.
	sectionsBeside = regexp.MustCompile(`(?i)^(?:(?:related|recommended|popular|trending|latest)(?:[ :]+(?:on|for|you|now|this|news|stories|articles?|posts?|content|topics?|coverage|links|reading|pages|items|\w+))?|` +
		`more (?:on|from|about|in|stories|news|reading|like)\b.*|read (?:more|next|also)\b.*|also (?:read|on|in)\b.*|you (?:may|might)(?: also)? (?:like|enjoy|be interested).*|most (?:read|popular|viewed)\b.*|` +
		`share (?:this|on|via)\b.*|share|tags|topics|follow us\b.*|subscribe\b.*|newsletters?|sign up\b.*|up next|editor'?s'? (?:picks|choice)|in this (?:article|section|story)|on this page|` +
		`what to read next|other (?:news|stories|articles)|top stories|don't miss|stay informed|written by .*)$`)
)

// longParagraph is a paragraph, in words, that belongs to the article again though
// it stands in the box of a list of other articles.
const longParagraph = 40

// withoutSections leaves out the sections that are none of the article: those after
// its end up to the next heading as high, and lists of other articles up to the next
// heading, or the next paragraph outside their box.
func withoutSections(blocks []block) (out []block) {
	level := 0
	var box *html.Node
	for i := range blocks {
		b := blocks[i]
		if b.heading > 0 && (level == 0 || b.heading <= level) {
			level, box = 0, nil
			if sectionsAfter.MatchString(b.text) {
				level = b.heading
			} else if b.words <= 8 && b.heading > 1 && sectionsBeside.MatchString(b.text) {
				level, box = b.heading, b.in.Parent
			}
		}
		if box != nil && b.heading == 0 && !b.item && !b.link() && b.running() {
			if inside := within(b.in, box); !inside || b.words >= longParagraph || b.words >= 20 && b.linked == 0 && b.in.Parent == box {
				level, box = 0, nil
			}
		}
		if level == 0 {
			out = append(out, b)
		}
	}
	return out
}

func within(n, box *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == box {
			return true
		}
	}
	return false
}
