package read

import (
	"errors"
	"strings"
	"testing"
)

func TestPagesThatWereFetchedHaveAMainText(t *testing.T) {
	const sentence = "Alpha attacked Beta at dawn on the first day of spring. "
	for _, c := range []struct{ page, why string }{
		{"<title>A raid</title><p>Alpha fled.</p>", "there is no sentence in it"},
		{"<title>A raid</title><p>Alpha fled Beta.</p>", ""},
		{"<title>A raid</title><p>He said: “Alpha fled Beta.”</p>", ""},
		{"<title>A raid</title>", "there are no words in it"},
		{"<title>A list</title>" + strings.Repeat("<p>Alpha Beta</p>", 30), ""},
		{"<title>Log in</title><p>Your name and your password, please, to read on here.</p>", "it asks one to log in"},
		{"<title>A raid</title><form><input type=PASSWORD></form><p>" + sentence, "it asks one to log in"},
		{"<title>A raid</title><form><input type=password></form><article><p>" + strings.Repeat(sentence, 5), ""},
		{"<title>A raid</title><p>" + sentence + "<p>This article is for subscribers only.", "it is for subscribers"},
		{"<title>A raid</title><p>" + strings.Repeat(sentence, 20) + "<p>Already a subscriber?", ""},
		{"<title>Access denied</title><p>You have no permission to see this page, as it seems.", "it wants to be shown that a person asks"},
		{"<title>A raid</title><p>Access denied to inspectors, " + sentence + sentence + sentence, ""},
		{"<title>Before you continue</title><p>We value your privacy as our partners do. Accept all cookies, please.", "it asks for consent to cookies first"},
		{"<title>A raid</title><div class=cookie-banner><p>We value your privacy.</div><article><p>" + sentence + "</article>", ""},
		{"<title>App</title><div id=root></div><script>go()</script>", "it shows its text only to a browser that runs its scripts"},
		{"<title>Moved</title><meta http-equiv=Refresh content='0; URL=/en/'>", "it only sends one on to https://example.org/en/"},
		{"<title>App</title><p>This page requires JavaScript.", "it shows its text only to a browser that runs its scripts"},
	} {
		page := "<html><head></head><body>" + c.page + "</body></html>"
		_, err := Reader("https://example.org/a", strings.NewReader(page), &Options{URL: "https://example.org/a", As: "a.html"})
		var bare *BareError
		switch errors.As(err, &bare); {
		case c.why == "" && err != nil:
			t.Errorf("%s: %v", c.page, err)
		case c.why != "" && (bare == nil || bare.Why != c.why || bare.Name != "https://example.org/a" || bare.Hint() == ""):
			t.Errorf("%s: got %v, want %q", c.page, err, c.why)
		}
		// A page that a person saved is what that person saw.
		if _, err := Reader("a.html", strings.NewReader(page), nil); errors.As(err, &bare) && c.why == "" {
			t.Errorf("%s, saved: %v", c.page, err)
		}
	}
}

func TestALoginShowsInTheAddressToo(t *testing.T) {
	page := "<html><body><form><input type=password></form><p>" + strings.Repeat("These are the terms of our service, which nobody reads. ", 20) + "</p></body></html>"
	for address, login := range map[string]bool{
		"https://example.org/login?to=a": true, "https://example.org/sso/sign-in/": true, "https://example.org/log_in.php": true,
		"https://example.org/terms": false, "https://example.org/blogin": false, "https://example.org/news/signings": false,
	} {
		_, err := Reader(address, strings.NewReader(page), &Options{URL: address})
		var bare *BareError
		if errors.As(err, &bare) != login {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestWhereAPageWasPublished(t *testing.T) {
	const from = "https://example.org/news/a?utm=x"
	for _, c := range []struct{ head, saved, fetched string }{
		{``, "", from},
		{`<link rel=canonical href="https://example.com/b">`, "https://example.com/b", "https://example.com/b"},
		{`<link rel=canonical href="/b">`, "", "https://example.org/b"},
		{`<link rel=canonical href="b">`, "", "https://example.org/news/b"},
		{`<link rel=canonical href="//example.com/b">`, "", "https://example.com/b"},
		{`<base href="/base/"><link rel=canonical href="b">`, "", "https://example.org/base/b"},
		{`<link rel=canonical href="/b"><meta property="og:url" content="https://example.com/c">`, "https://example.com/c", "https://example.org/b"},
		{`<link rel=canonical href="javascript:go()"><meta property="og:url" content="https://example.com/c">`, "https://example.com/c", "https://example.com/c"},
		{`<link rel=canonical href="ftp://example.com/b">`, "", from},
		{`<link rel=canonical href="https://ann:secret@example.com/b">`, "https://example.com/b", "https://example.com/b"},
	} {
		page := "<html><head>" + c.head + "</head><body><p>Alpha attacked Beta at dawn.</p></body></html>"
		for url, want := range map[string]string{"": c.saved, from: c.fetched} {
			d, err := Reader("a.html", strings.NewReader(page), &Options{URL: url})
			if err != nil {
				t.Fatal(err)
			}
			if d.URL != want {
				t.Errorf("%s, fetched from %q: got %q, want %q", c.head, url, d.URL, want)
			}
		}
	}
}

func TestTheNameThatTellsTheFormat(t *testing.T) {
	d, err := Reader("https://example.org/note?id=3", strings.NewReader("<p>Alpha <b>fled</b> Beta.</p>"), &Options{As: "note.html"})
	if err != nil || d.Text != "Alpha fled Beta." {
		t.Errorf("a page without its head: %q, %v", d.Text, err)
	}
	d, err = Reader("https://example.org/note.html", strings.NewReader("Alpha <fled> Beta."), &Options{As: "note.txt"})
	if err != nil || d.Text != "Alpha <fled> Beta." {
		t.Errorf("text: %q, %v", d.Text, err)
	}
}
