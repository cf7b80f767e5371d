package ingest

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/internal/fetch"
)

// site is a server on loopback: what it holds at each path, as its media type, a
// blank line, and the content. "-> /x" redirects.
type site struct {
	*httptest.Server
	held map[string]string
}

func newSite(t *testing.T, held map[string]string) *site {
	t.Helper()
	s := &site{held: held}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page, ok := s.held[r.URL.RequestURI()]
		if to, redirected := strings.CutPrefix(page, "-> "); redirected {
			http.Redirect(w, r, to, http.StatusFound)
			return
		}
		if !ok {
			http.NotFound(w, r)
			return
		}
		kind, content, _ := strings.Cut(page, "\n\n")
		w.Header()["Content-Type"] = nil
		if kind != "" {
			w.Header().Set("Content-Type", kind)
		}
		io.WriteString(w, content)
	}))
	t.Cleanup(s.Close)
	return s
}

// allowed lets a build fetch from loopback.
func allowed() *BuildOptions {
	return &BuildOptions{Fetch: FetchOptions{AllowPrivate: true, Pause: -1}}
}

// build builds URLs of a site, and returns what became of each.
func (s *site) build(t *testing.T, w *Workspace, opt *BuildOptions, paths ...string) string {
	t.Helper()
	var urls []string
	for _, p := range paths {
		urls = append(urls, s.URL+p)
	}
	var out []string
	for _, o := range must(w.Build(context.Background(), urls, opt)).Outcomes {
		line := strings.TrimPrefix(o.Input, s.URL) + " " + string(o.Status)
		if o.Err != nil {
			line += ": " + strings.ReplaceAll(o.Err.Error(), s.URL, "")
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// documents returns what a workspace holds: name, origin, address, title, date, author and
// text of each document, sorted.
func (s *site) documents(t *testing.T, w *Workspace) string {
	t.Helper()
	var out []string
	for _, d := range must(w.Documents()) {
		for _, source := range d.Sources {
			whole := must(w.Document(d.ID))
			line := fmt.Sprintf("%s | %s | %s | %s | %s | %s | %s", source.Name, source.Origin, whole.URL, d.Title, d.Date, whole.Author, whole.Text)
			out = append(out, strings.ReplaceAll(strings.ReplaceAll(line, s.URL, ""), "\n", "/"))
		}
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

const attackPage = `text/html; charset=utf-8

<!DOCTYPE html><html><head><title>Alpha attacked Beta | The Paper</title>
<meta name="author" content="Ann Roe"><meta property="article:published_time" content="2024-03-26T10:00:00Z">
<link rel="canonical" href="/attack#top"></head>
<body><nav><a href="/">Home</a> <a href="/login">Log in</a></nav>
<article><h1>Alpha attacked Beta</h1><p>Alpha attacked Beta at dawn, as was said.</p></article>
<footer>All rights reserved.</footer></body></html>`

func TestAPageIsReadByItsURL(t *testing.T) {
	s := newSite(t, map[string]string{
		"/attack?utm=x": attackPage,
		"/short":        "-> /news/plain",
		"/news/plain":   "text/html\n\n<p>Beta fled to the hills at night.",
	})
	w := must(Create(filepath.Join(t.TempDir(), "kg"), options(2)))
	defer w.Close()
	if got, want := s.build(t, w, allowed(), "/attack?utm=x#part", "/short"), "/attack?utm=x added\n/short added"; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	want := `attack | /attack?utm=x | /attack#top | Alpha attacked Beta | 2024-03-26 | Ann Roe | Alpha attacked Beta//Alpha attacked Beta at dawn, as was said.
short | /short | /news/plain |  |  |  | Beta fled to the hills at night.`
	if diff := cmp.Diff(want, s.documents(t, w)); diff != "" {
		t.Error(diff)
	}
	// It is fetched anew each time, and known by its URL, whoever asks for it.
	with := strings.Replace(s.URL, "http://", "http://ann:secret@", 1) + "/attack?utm=x"
	if r := must(w.Build(context.Background(), []string{with}, allowed())); r.Unchanged != 1 || r.Outcomes[0].Input != s.URL+"/attack?utm=x" {
		t.Errorf("the same page again: %+v", r.Outcomes)
	}
	s.held["/attack?utm=x"] = strings.Replace(attackPage, "at dawn", "at noon", 1)
	if got, want := s.build(t, w, allowed(), "/attack?utm=x"), "/attack?utm=x changed"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if docs := must(w.Documents()); len(docs) != 2 {
		t.Errorf("%d documents, want 2", len(docs))
	}
	must(w.Remove(context.Background(), with+"#part"))
	if docs := must(w.Documents()); len(docs) != 1 {
		t.Errorf("%d documents after one was removed by its URL", len(docs))
	}
}

func TestTheServersEncodingGoesBeforeThePages(t *testing.T) {
	s := newSite(t, map[string]string{
		"/cyrillic":  "text/html; charset=windows-1251\n\n<meta charset=koi8-r><p>Alpha met \xcf\xf3\xf2\xe8\xed in Moscow.",
		"/meta":      "text/html\n\n<meta charset=windows-1251><p>Beta met \xcf\xf3\xf2\xe8\xed in Moscow.",
		"/wrong":     "text/html; charset=iso-8859-1\n\n<p>Gamma went to K\u00f6ln and Z\u00fcrich.",
		"/plain":     "text/plain; charset=iso-8859-2\n\nDelta went to \xa3\xf3d\xbc by train.",
		"/t.csv":     "text/csv; charset=windows-1250\n\nid,text\n1,Epsilon went to \xa3\xf3d\x9f by train.\n",
		"/utf16":     "text/plain; charset=utf-16le\n\nE\x00t\x00a\x00 \x00f\x00l\x00e\x00d\x00.\x00",
		"/utf8.json": "application/json; charset=latin1\n\n[{\"id\": 1, \"text\": \"Theta went to Malm\u00f6.\"}]",
	})
	w := memory(t)
	s.build(t, w, allowed(), "/cyrillic", "/meta", "/wrong", "/plain", "/t.csv", "/utf16", "/utf8.json")
	got := s.documents(t, w)
	for _, want := range []string{"Alpha met Путин", "Beta met Путин", "Köln and Zürich", "Delta went to Łódź", "Epsilon went to Łódź", "Eta fled.", "Malmö"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
}

// archive returns a ZIP archive of files: name, content, name, content.
func archive(files ...string) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		io.WriteString(must(z.Create(files[i])), files[i+1])
	}
	z.Close()
	return b.String()
}

const onePage = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length 55>>stream
BT /F1 12 Tf 20 200 Td (Alpha attacked Beta.) Tj ET   
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
`

func packed(s string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, s)
	z.Close()
	return b.String()
}

const twoRows = `{"id": "a", "text": "Alpha attacked Beta.", "url": "https://example.org/a"}` + "\n" + `{"id": "b", "text": "Beta fled."}` + "\n"

func TestWhateverAFileHoldsAURLMay(t *testing.T) {
	table := "id,text\n1,Alpha attacked Beta.\n2,Beta fled.\n"
	mail := "From: Ann Roe <ann@example.org>\nDate: Tue, 26 Mar 2024 10:00:00 +0000\nSubject: A raid\n\nAlpha attacked Beta.\n"
	rows := `%[1]s#a | %[2]s#a | https://example.org/a |  |  |  | Alpha attacked Beta.
%[1]s#b | %[2]s#b | %[2]s |  |  |  | Beta fled.`
	lines := `%[1]s#1 | %[2]s#1 | %[2]s |  |  |  | Alpha attacked Beta.
%[1]s#2 | %[2]s#2 | %[2]s |  |  |  | Beta fled.`
	word := archive("[Content_Types].xml", "<Types/>", "word/document.xml", `<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>Alpha attacked Beta.</w:t></w:r></w:p></w:body></w:document>`)
	one := `%[1]s | %[2]s | %[2]s |  |  |  | Alpha attacked Beta.`
	for _, c := range []struct{ path, holds, want string }{
		{"/posts.jsonl", "text/plain; charset=utf-8\n\n" + twoRows, rows},
		{"/posts.jsonl", "application/json\n\n" + twoRows, rows},
		{"/api", "application/x-ndjson\n\n" + twoRows, rows},
		{"/api", "\n\n" + twoRows, rows},
		{"/api", "application/octet-stream\n\n" + packed(twoRows), rows},
		{"/posts.jsonl.gz", "application/gzip\n\n" + packed(twoRows), rows},
		{"/posts.jsonl.gz", "application/x-gzip\n\n" + twoRows, rows}, // unpacked on the way
		{"/export", "text/csv\n\n" + table, lines},
		{"/t.csv", "application/octet-stream\n\n" + table, lines},
		{"/t.csv?raw=1", "text/plain\n\n" + table, lines},
		{"/note", "text/plain\n\nAlpha attacked Beta.", one},
		{"/note.txt", "\n\nAlpha attacked Beta.", one},
		{"/note.pdf", "text/html\n\n<p>Alpha attacked Beta.", one},
		{"/", "\n\n<p>Alpha attacked Beta.", one},
		{"/?q=a.md", "text/plain\n\nAlpha attacked Beta.", one},
		{"/a/blob/t.csv", "text/html\n\n<p>Alpha attacked Beta.", one},
		{"/mail", "message/rfc822\n\n" + mail, `%[1]s | %[2]s | %[2]s | A raid | 2024-03-26 | Ann Roe | Alpha attacked Beta.`},
		{"/box.mbox", "application/octet-stream\n\nFrom ann@example.org Tue Mar 26 10:00:00 2024\nMessage-ID: <m1@example.org>\n" + mail, `%[1]s#m1@example.org | %[2]s#m1@example.org | %[2]s | A raid | 2024-03-26 | Ann Roe | Alpha attacked Beta.`},
		{"/paper", "application/pdf\n\n" + onePage, one},
		{"/paper?id=3", "application/octet-stream\n\n" + onePage, one},
		{"/paper.docx", "application/zip\n\n" + word, one},
		{"/paper", "application/vnd.openxmlformats-officedocument.wordprocessingml.document\n\n" + word, one},
		{"/all", "application/zip\n\n" + archive("in/a.txt", "Alpha attacked Beta."), `%[1]s#in/a.txt | %[2]s#in/a.txt | %[2]s |  |  |  | Alpha attacked Beta.`},
		{"/letter", "application/rtf\n\n{\\rtf1 Alpha attacked Beta.}", one},
	} {
		s := newSite(t, map[string]string{c.path: c.holds})
		w := memory(t)
		s.build(t, w, allowed(), c.path)
		want := strings.ReplaceAll(strings.ReplaceAll(c.want, "%[1]s", fetch.Name(s.URL+c.path)), "%[2]s", c.path)
		if diff := cmp.Diff(want, s.documents(t, w)); diff != "" {
			kind, _, _ := strings.Cut(c.holds, "\n")
			t.Errorf("%s as %q: %s", c.path, kind, diff)
		}
	}
}

func TestRowsOfATableAtAURLComeAndGo(t *testing.T) {
	s := newSite(t, map[string]string{"/t.csv": "text/csv\n\nid,text\n1,Alpha attacked Beta.\n2,Beta fled.\n"})
	w := must(Create(filepath.Join(t.TempDir(), "kg"), options(2)))
	defer w.Close()
	if got, want := s.build(t, w, allowed(), "/t.csv"), "/t.csv added\n/t.csv added"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	s.held["/t.csv"] = "text/csv\n\nid,text\n1,Alpha attacked Gamma.\n"
	r := must(w.Build(context.Background(), []string{s.URL + "/t.csv"}, allowed()))
	if r.Changed != 1 || !slices.Equal(r.Gone, []string{s.URL + "/t.csv#2"}) {
		t.Errorf("%d changed, gone %q", r.Changed, r.Gone)
	}
	prune := allowed()
	prune.Prune = true
	if r := must(w.Build(context.Background(), []string{s.URL + "/t.csv"}, prune)); r.Removed != 1 || r.Unchanged != 1 {
		t.Errorf("%d removed, %d unchanged", r.Removed, r.Unchanged)
	}
	// What could not be fetched is no reason to forget anything.
	delete(s.held, "/t.csv")
	if r := must(w.Build(context.Background(), []string{s.URL + "/t.csv"}, prune)); r.Removed != 0 || r.Failed != 1 || len(must(w.Documents())) != 1 {
		t.Errorf("%d removed, %d failed", r.Removed, r.Failed)
	}
}

func TestPagesWithoutTextAreNoDocuments(t *testing.T) {
	s := newSite(t, map[string]string{
		"/members":   "-> /login?from=members",
		"/login":     "text/html\n\n",
		"/app":       `text/html` + "\n\n" + `<html><head><title>The App</title></head><body><div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript><script>go()</script></body></html>`,
		"/script":    `text/html` + "\n\n" + `<html><head><title>The App</title></head><body><div id="root"></div><script>go()</script></body></html>`,
		"/empty":     "text/html\n\n",
		"/robot":     "text/html\n\n<html><title>Just a moment...</title><body><p>Checking your browser before accessing example.org.",
		"/wall":      "text/html\n\n<html><title>War and peace</title><body><p>Alpha attacked Beta at dawn on the first day of spring.<p>Subscribe to continue reading.",
		"/menu":      "text/html\n\n<html><title>Home</title><body><p>News<p>Sport",
		"/feed":      "text/xml\n\n<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel/></rss>",
		"/tei":       "application/tei+xml\n\n<TEI><text>Alpha attacked Beta.</text></TEI>",
		"/xhtml":     "text/xml\n\n<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>Alpha attacked Beta.</p></body></html>",
		"/picture":   "image/png\n\n\x89PNG",
		"/book":      "application/vnd.ms-excel\n\n\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
		"/german":    "text/html\n\n<p>Der Minister hat gesagt, dass die Regierung den Vertrag nicht verlängern wird.",
		"/hasalogin": "text/html\n\n<form><input type=password></form><article><p>Alpha attacked Beta at dawn.</p><p>" + strings.Repeat("Beta fled to the hills. ", 6) + "</article>",
		"/login?from=members": "text/html\n\n" + `<html><title>Members</title><body><h1>Welcome back</h1><form><label>Name <input name=user></label>
<label>Password <input type="password"></label><button>Log in</button></form><p>Have you forgotten your password?</p></body></html>`,
	})
	w := memory(t)
	got := s.build(t, w, allowed(), "/members", "/app", "/script", "/empty", "/robot", "/wall", "/menu", "/feed", "/tei", "/picture", "/book", "/german", "/hasalogin", "/missing", "/xhtml")
	want := `/members failed: /members has no main text: it asks one to log in
/app failed: /app has no main text: it shows its text only to a browser that runs its scripts
/script failed: /script has no main text: it shows its text only to a browser that runs its scripts
/empty failed: /empty has no main text: there are no words in it
/robot failed: /robot has no main text: it wants to be shown that a person asks
/wall failed: /wall has no main text: it is for subscribers
/menu failed: /menu has no main text: there is no sentence in it
/feed failed: /feed: it is a feed or a list of addresses (<rss>), and no text
/tei failed: /tei: it is XML of a kind that is not read (application/tei+xml)
/picture failed: /picture: it is a picture (image/png)
/book failed: /book looks like an old Microsoft Office document`
	lines := strings.Split(got, "\n")
	for i, line := range strings.Split(want, "\n") {
		if i >= len(lines) || !strings.HasPrefix(lines[i], line) {
			t.Errorf("got  %s\nwant %s", lines[min(i, len(lines)-1)], line)
		}
	}
	for _, line := range []string{"/german failed: /german is in German", "/hasalogin added", "/xhtml added", "/missing failed: /missing: the server answers 404 Not Found"} {
		if !strings.Contains(got, line) {
			t.Errorf("%q is missing in\n%s", line, got)
		}
	}
}

func TestURLsAreReadInTheOrderOfTheList(t *testing.T) {
	pages := map[string]string{}
	var list strings.Builder
	dir := t.TempDir()
	write(t, dir, "in/a.txt", "Alpha attacked Beta.")
	var want []string
	s := newSite(t, pages)
	other := strings.Replace(s.URL, "127.0.0.1", "localhost", 1)
	for i := range 5 {
		pages[fmt.Sprintf("/%d", i)] = fmt.Sprintf("text/plain\n\nAlpha attacked B%d.", i)
		for _, host := range []string{s.URL, other} {
			fmt.Fprintf(&list, "%s/%d\n", host, i)
			want = append(want, fmt.Sprintf("%s/%d", host, i))
		}
	}
	fmt.Fprintf(&list, "%s\nwww.example.org/x\nftp://example.org/x\nfile://%s\n", filepath.Join(dir, "in"), filepath.ToSlash(filepath.Join(dir, "in/a.txt")))
	want = append(want, filepath.Join(dir, "in/a.txt"), "www.example.org/x", "ftp://example.org/x", filepath.Join(dir, "in/a.txt"))
	opt := allowed()
	opt.FilesFrom, opt.Stdin = "-", strings.NewReader(list.String())
	var got []string
	var last Progress
	opt.Progress = func(p Progress) { got, last = append(got, p.Last.Input), p }
	w := memory(t)
	r := must(w.Build(context.Background(), nil, opt))
	if diff := cmp.Diff(want, got); diff != "" || r.Failed != 2 {
		t.Errorf("%d failed: %s", r.Failed, diff)
	}
	opt.FilesFrom, opt.Stdin = filepath.Join(dir, "list"), nil
	write(t, dir, "list", list.String())
	shares := 0.0
	opt.Progress = func(p Progress) {
		if p.Share < shares && p.Last.Status != Failed {
			t.Errorf("%s is at %v, after %v", p.Last.Input, p.Share, shares)
		}
		shares, last = max(shares, p.Share), p
	}
	must(w.Build(context.Background(), nil, opt))
	if last.Share < 0.99 {
		t.Errorf("at the end %v is done", last.Share)
	}
}

func TestAddressesThatAreNone(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, ".", "notes.old/a.txt", "Alpha attacked Beta.")
	w := memory(t)
	for path, hint := range map[string]string{
		"www.example.org":          "did you mean https://www.example.org?",
		"www.example.org/x?y=z":    "did you mean https://www.example.org/x?y=z?",
		"example.org":              "did you mean https://example.org?",
		"news.example.co.uk/a/b":   "did you mean https://news.example.co.uk/a/b?",
		"http:/example.org/a":      "did you mean http://example.org/a?",
		"https//example.org/a":     "did you mean https://example.org/a?",
		"notes.md":                 "",
		"texts/notes.md":           "",
		"../x.txt":                 "",
		"ftp://example.org/a":      "save what it holds in a file, and build that",
		"file://server/share/a":    "give the path of the file",
		"s3://bucket/a":            "save what it holds in a file, and build that",
		"gopher://a:b@example.org": "save what it holds in a file, and build that",
	} {
		r := must(w.Build(context.Background(), []string{path}, nil))
		var advice interface {
			error
			Hint() string
		}
		got := ""
		if errors.As(r.Outcomes[0].Err, &advice) {
			got = advice.Hint()
		}
		if r.Failed != 1 || got != hint || strings.Contains(r.Outcomes[0].Input+r.Outcomes[0].Err.Error(), "a:b") {
			t.Errorf("%s: %v, hint %q, want %q", path, r.Outcomes[0].Err, got, hint)
		}
	}
}

func TestPrivateNetworksAreLeftAlone(t *testing.T) {
	s := newSite(t, map[string]string{"/a": "text/plain\n\nAlpha attacked Beta."})
	r := must(memory(t).Build(context.Background(), []string{s.URL + "/a"}, nil))
	var e *fetch.Error
	if !errors.As(r.Outcomes[0].Err, &e) || e.Reason != fetch.Private || !strings.Contains(e.Hint(), "--allow-private") {
		t.Errorf("loopback: %v", r.Outcomes[0].Err)
	}
}

func TestABuildThatStopsLetsGoOfRequests(t *testing.T) {
	var open atomic.Int32
	begun := make(chan bool, 100)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		open.Add(1)
		defer open.Add(-1)
		begun <- true
		<-r.Context().Done()
	}))
	defer s.Close()
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-begun
		cancel()
	}()
	begin := time.Now()
	_, err := memory(t).Build(ctx, []string{s.URL + "/a", strings.Replace(s.URL, "127.0.0.1", "localhost", 1) + "/b"}, allowed())
	if !errors.Is(err, context.Canceled) || time.Since(begin) > 10*time.Second {
		t.Errorf("after %v: %v", time.Since(begin), err)
	}
	for range 1000 {
		if open.Load() == 0 {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Errorf("%d requests are still open", open.Load())
}

func TestHowTheProgramIntroducesItself(t *testing.T) {
	agent := (&sources{opt: &BuildOptions{}}).fetching().Agent
	if !strings.HasPrefix(agent, "quadrille/") || !strings.HasSuffix(agent, " (+https://github.com/quadrille-kg/quadrille)") || strings.ContainsAny(strings.Fields(agent)[0], "()") {
		t.Errorf("it is %q", agent)
	}
}

func TestTreesAreReadByURL(t *testing.T) {
	s := newSite(t, map[string]string{"/a.conllu": "text/plain\n\n" + twoTrees})
	opt := allowed()
	opt.From = "conllu"
	w := memory(t)
	if got, want := s.build(t, w, opt, "/a.conllu"), "/a.conllu added"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	want := "one | /a.conllu | /a.conllu |  |  |  | Alpha attacked Beta\ntwo | /a.conllu#2 | /a.conllu |  |  |  | Beta attacked Gamma"
	if diff := cmp.Diff(want, s.documents(t, w)); diff != "" {
		t.Error(diff)
	}
}
