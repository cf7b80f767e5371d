package read

import (
	"cmp"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// BareError says that a page that was fetched is not what a person meant by its
// address: it asks one to log in, or has its text from a script. Such a page must not
// become a document, for nobody would see that the text is missing.
type BareError struct {
	Name string
	Why  string // "it asks one to log in"
}

func (e *BareError) Error() string { return shown(e.Name) + " has no main text: " + e.Why }

// Hint says what to do.
func (e *BareError) Hint() string {
	return "open it in a browser and save the page as you see it there: build takes saved pages"
}

const (
	shortPage = 100 // words: a page with more has a text, whatever else it asks for
	fewWords  = 50  // a list with more is worth reading, though it has no sentences
	fewProse  = 25  // words of sentences beside those that ask for something

	longestSign = 30 // words of a paragraph that asks for something
)

// signs are what pages say that have something else in the place of their text.
var signs = []struct {
	re  *regexp.Regexp
	why string
}{
	{
		re:  regexp.MustCompile(`(?i)\b(?:enable|turn on|requires?|needs?|allow) (?:your )?java ?script|java ?script (?:is|has been|must be|seems to be) (?:disabled|required|turned off|enabled|not)|without java ?script`),
		why: "it shows its text only to a browser that runs its scripts",
	},
	{
		re:  regexp.MustCompile(`(?i)\b(?:verify(?:ing)?|confirm|prove|make sure|check(?:ing)? if)(?: that)? you(?:'re|’re| are) (?:a )?(?:human|not a (?:ro)?bot)|are you a robot|checking your browser|unusual (?:traffic|activity) from|solve (?:this|the) captcha|^just a moment\b|^access denied\b|^attention required\b`),
		why: "it wants to be shown that a person asks",
	},
	{
		re:  regexp.MustCompile(`(?i)^(?:log|sign)[ -]?(?:in|on)\b|\b(?:log|sign)[ -]?in to (?:continue|read|view|see|access|your account)|you (?:must|need to|have to) (?:be logged in|log in|sign in)`),
		why: "it asks one to log in",
	},
	{
		re:  regexp.MustCompile(`(?i)^before you continue\b|\bwe value your privacy\b|\baccept all (?:cookies)?`),
		why: "it asks for consent to cookies first",
	},
}

// forSubscribers is what pages say of whose text there is but the beginning.
var forSubscribers = regexp.MustCompile(`(?i)\bsubscribe (?:now |today )?to (?:continue|keep) reading|\b(?:article|story|content|page) is (?:available )?(?:only )?(?:for|to|reserved for) (?:our )?(?:paying )?subscribers|for subscribers only|already a subscriber\?`)

func sign(s string) string {
	for _, sign := range signs {
		if sign.re.MatchString(s) {
			return sign.why
		}
	}
	return ""
}

// bareness says why a page that was fetched, of which parts were found to be the main
// text, has none; "" where it has.
func bareness(root *html.Node, from *url.URL, title string, parts []string) string {
	password := first(root, isPassword) != nil
	if password && loginPath.MatchString(from.Path) {
		return "it asks one to log in"
	}
	all, prose, why := 0, 0, sign(title)
	for _, p := range parts {
		if folded(p) == folded(title) {
			continue
		}
		n := len(strings.Fields(p))
		all += n
		switch asks := sign(p); {
		case n <= longestSign && asks != "":
			why = cmp.Or(why, asks)
		case n >= 8 || n >= 3 && endsSentence(p):
			prose += n
		}
	}
	if all > shortPage {
		return ""
	}
	page := words(root) // with what is no part of the article
	switch {
	case forSubscribers.MatchString(page):
		return "it is for subscribers"
	case why != "" && prose < fewProse:
		return why
	case prose < fewProse && password:
		return "it asks one to log in"
	case prose > 0 || all >= fewWords:
		return ""
	case sign(page) != "":
		return sign(page)
	case sentTo(root, from) != "":
		return "it only sends one on to " + sentTo(root, from)
	case all == 0 && first(root, isElement(atom.Script)) != nil:
		return "it shows its text only to a browser that runs its scripts"
	case all == 0:
		return "there are no words in it"
	}
	return "there is no sentence in it"
}

// loginPath is in the address of a page to which one is redirected to log in.
var loginPath = regexp.MustCompile(`(?i)(?:^|[/_.-])(?:log|sign)[_-]?(?:in|on)(?:$|[/_.-])`)

// sentTo returns where a page sends a browser on at once, "" where it does not.
func sentTo(root *html.Node, from *url.URL) string {
	meta := first(root, func(n *html.Node) bool {
		return n.DataAtom == atom.Meta && strings.EqualFold(attr(n, "http-equiv"), "refresh")
	})
	_, to, _ := strings.Cut(attr(orEmpty(meta), "content"), "=")
	u, err := from.Parse(strings.Trim(to, `'" `))
	if to == "" || err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	u.User = nil
	return u.String()
}

func endsSentence(s string) bool {
	s = strings.TrimRight(s, "\"'”’)] ")
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "…")
}

func isPassword(n *html.Node) bool {
	return n.DataAtom == atom.Input && strings.EqualFold(attr(n, "type"), "password")
}
