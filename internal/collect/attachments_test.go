package collect

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/quadrille-kg/quadrille/internal/pdf/pdftest"
)

// mailWith returns a mail with some words and parts, each of which is its head, an empty
// line, and its content.
func mailWith(id, words string, parts ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "From: Ann Roe <ann@example.org>\nSubject: Talks\nMessage-ID: <%s>\nDate: Tue, 26 Mar 2024 10:00:00 +0000\n", id)
	b.WriteString("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"=" + id + "\"\n\n")
	for _, p := range append([]string{"Content-Type: text/plain\n\n" + words}, parts...) {
		b.WriteString("--=" + id + "\n" + p + "\n")
	}
	b.WriteString("--=" + id + "--\n")
	return b.String()
}

// file is a part that is an attached file.
func file(name, kind, content string) string {
	var lines strings.Builder
	for code := base64.StdEncoding.EncodeToString([]byte(content)); code != ""; {
		n := min(76, len(code))
		lines.WriteString(code[:n] + "\n")
		code = code[n:]
	}
	return "Content-Type: " + kind + "\nContent-Disposition: attachment; filename=\"" + name + "\"\nContent-Transfer-Encoding: base64\n\n" + lines.String()
}

func page(s string) string {
	return (&pdftest.Doc{
		Info:  map[string]string{"Title": "A report", "Author": "Ben Low", "CreationDate": "D:20230101"},
		Pages: [][]pdftest.Text{{{X: 72, Y: 700, Size: 11, S: s}}},
	}).Bytes()
}

func zipOf(t testing.TB, name, content string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	w.Write([]byte(content))
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const png = "\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"

func TestAttachments(t *testing.T) {
	for _, c := range []struct{ name, mail, want string }{
		{"a report", mailWith("1@x", "Alpha fled.", file("report.pdf", "application/pdf", page("Beta fled to Arden."))), `
 # [Talks; Ann Roe; 2024-03-26] Alpha fled.
attachment report.pdf #report.pdf [A report; Ben Low; 2023-01-01] Beta fled to Arden.`},
		{"a text, a page, and a name that leads elsewhere", mailWith(
			"1@x", "Alpha fled.", file("notes.txt", "text/plain; charset=utf-8", "Beta fled."),
			file(`C:\\docs\\..\\page.html`, "text/html", "<html><head><title>Gamma</title></head><body><p>Gamma fled to the hills of Arden.</p></body></html>"),
		), `
 # [Talks; Ann Roe; 2024-03-26] Alpha fled.
attachment notes.txt #notes.txt [] Beta fled.
attachment page.html #page.html [Gamma] Gamma//Gamma fled to the hills of Arden.`},
		{"by what it is, where its name does not tell", mailWith(
			"1@x", "Alpha fled.", file("report", "application/octet-stream", page("Beta fled to Arden.")), file("words", "text/plain", "Gamma fled."),
			"Content-Type: application/pdf\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64\n\n"+base64.StdEncoding.EncodeToString([]byte(page("Delta fled."))),
		), `
 # [Talks; Ann Roe; 2024-03-26] Alpha fled.
attachment report #report [A report; Ben Low; 2023-01-01] Beta fled to Arden.
attachment words #words [] Gamma fled.
attachment without a name #e9850af643985e [A report; Ben Low; 2023-01-01] Delta fled.`},
		{"a table and an archive", mailWith(
			"1@x", "Alpha fled.", file("posts.csv", "text/csv", "id,text\n7,Beta fled from Arden.\n"), file("all.zip", "application/zip", zipOf(t, "in/b.txt", "Gamma fled.")),
		), `
 # [Talks; Ann Roe; 2024-03-26] Alpha fled.
attachment posts.csv, line 2 #posts.csv#7 [] Beta fled from Arden.
attachment all.zip, in/b.txt #all.zip#in/b.txt [] Gamma fled.`},
		{"a mail that was passed on whole, with an attachment of its own", mailWith(
			"1@x", "See below.",
			"Content-Type: message/rfc822\n\n"+mailWith("2@x", "Beta fled.", file("report.pdf", "application/pdf", page("Gamma fled to Arden."))),
			file("other.eml", "application/octet-stream", mailWith("3@x", "Delta fled.")),
		), `
 # [Talks; Ann Roe; 2024-03-26] See below.
attached message #2@x [Talks; Ann Roe; 2024-03-26] Beta fled.
attached message, attachment report.pdf #2@x#report.pdf [A report; Ben Low; 2023-01-01] Gamma fled to Arden.
attachment other.eml #3@x [Talks; Ann Roe; 2024-03-26] Delta fled.`},
		{"what belongs to the mail alone", mailWith(
			"1@x", "Alpha fled.", "Content-Type: image/png\nContent-ID: <logo>\nContent-Disposition: attachment; filename=logo.png\n\n"+png,
			"Content-Type: image/jpeg\nContent-Disposition: inline\n\nx", "Content-Type: application/pgp-signature; name=signature.asc\n\nx",
			file("smime.p7s", "application/octet-stream", "x"), "Content-Type: message/delivery-status\n\nStatus: 5.0.0", "Content-Type: text/calendar\n\nBEGIN:VCALENDAR",
		), ` # [Talks; Ann Roe; 2024-03-26] Alpha fled.`},
		{"what is not read", mailWith(
			"1@x", "Alpha fled.", file("photo.png", "image/png", png), file("winmail.dat", "application/ms-tnef", "\x78\x9f\x3e\x22\x00"), file("data.xlsx", "application/octet-stream", zipOf(t, "xl/workbook.xml", "x")),
			file("invite.ics", "text/calendar", "BEGIN:VCALENDAR"), file("empty.txt", "text/plain", " \n"), file("numbers.csv", "text/csv", "a,b\n1,2\n"), file("wrong.txt", "text/plain", png),
		), `
 # [Talks; Ann Roe; 2024-03-26] Alpha fled.
attachment photo.png: passed over: it looks like a PNG image
attachment winmail.dat: passed over: it is what Outlook sends to itself (winmail.dat)
attachment data.xlsx: passed over: it looks like an Excel workbook (XLSX)
attachment invite.ics: passed over: it is of no form that is read: text/calendar
attachment empty.txt: passed over: there are no words in it
attachment numbers.csv: passed over: it is a table, and which of its fields holds a text does not show by itself
attachment wrong.txt: passed over: it looks like a PNG image`},
		{"what is damaged", mailWith("1@x", "Alpha fled.", file("report.pdf", "application/pdf", page("Beta fled.")[:100])), `
 # [Talks; Ann Roe; 2024-03-26] Alpha fled.
attachment report.pdf: error: report.pdf cannot be read as PDF: it is damaged: it has no pages that can be found, for its end is missing`},
		{"no words but what is attached", mailWith("1@x", "", file("notes.txt", "text/plain", "Beta fled.")), `
: passed over: it has no words but what is attached to it
attachment notes.txt #notes.txt [] Beta fled.`},
		{"two of one name", mailWith("1@x", "Alpha fled.", file("a.txt", "text/plain", "Beta fled."), file("a.txt", "text/plain", "Gamma fled.")), `
 # [Talks; Ann Roe; 2024-03-26] Alpha fled.
attachment a.txt #a.txt [] Beta fled.
attachment a.txt #a.txt(2) [] Gamma fled.`},
		{"a name in another alphabet", mailWith("1@x", "Alpha fled.", "Content-Type: text/plain\nContent-Disposition: attachment; filename*=utf-8''%C5%81%C3%B3d%C5%BA.txt\n\nBeta fled."), `
 # [Talks; Ann Roe; 2024-03-26] Alpha fled.
attachment Łódź.txt #Łódź.txt [] Beta fled.`},
		{"a mail that is a file and nothing else", "From: ann@example.org\n" + file("notes.pdf", "application/pdf", page("Beta fled.")), `
: passed over: it has no words but what is attached to it
attachment notes.pdf #notes.pdf [A report; Ben Low; 2023-01-01] Beta fled.`},
	} {
		t.Run(c.name, func(t *testing.T) { check(t, strings.TrimSpace(partsOf("a.eml", c.mail, nil)), c.want) })
	}
}

// In a mailbox an attachment is known by its mail's ID and its own name, whatever comes
// before it.
func TestAttachmentsInMailboxes(t *testing.T) {
	one, two := mailWith("1@x", "Alpha fled.", file("a.txt", "text/plain", "Beta fled.")), mailWith("2@x", "Gamma fled.", file("a.txt", "text/plain", "Delta fled."))
	from := "From ann@example.org Tue Mar 26 10:00:00 2024\n"
	check(t, partsOf("in.mbox", from+one+"\n"+from+two, nil), `
message 1 #1@x [Talks; Ann Roe; 2024-03-26] Alpha fled.
message 1, attachment a.txt #1@x/a.txt [] Beta fled.
message 2 #2@x [Talks; Ann Roe; 2024-03-26] Gamma fled.
message 2, attachment a.txt #2@x/a.txt [] Delta fled.`)
	check(t, partsOf("in.mbox", from+two, &Options{Excluded: func(name string) bool { return name == "a.txt" }}), `
message 1 #2@x [Talks; Ann Roe; 2024-03-26] Gamma fled.`)
	check(t, partsOf("all.zip", zipOf(t, "mails/in.eml", one), nil), `
mails/in.eml #mails/in.eml [Talks; Ann Roe; 2024-03-26] Alpha fled.
mails/in.eml, attachment a.txt #mails/in.eml#a.txt [] Beta fled.`)
}

// Mails within mails are read as deep as archives within archives, parts within parts as
// deep as anybody nests them, and what is too large is named.
func TestAttachmentsAreBounded(t *testing.T) {
	mail := mailWith("0@x", "Alpha fled.")
	for i := range 6 {
		mail = mailWith(fmt.Sprintf("%d@x", i+1), "See below.", "Content-Type: message/rfc822\n\n"+mail)
	}
	got := partsOf("a.eml", mail, nil)
	if n := strings.Count(got, "See below."); n != deepest+1 || !strings.HasSuffix(got, "it lies in more than 4 archives or mails") {
		t.Errorf("of six mails in one another, %d are read:\n%s", n, got)
	}
	large := partsOf("a.eml", mailWith("1@x", "Alpha fled.", file("a.txt", "text/plain", strings.Repeat("Beta fled. ", 50))), &Options{MaxBytes: 900})
	if want := ": error: a.eml is larger than 900 bytes"; large != want {
		t.Errorf("got %s, want %s", large, want)
	}
	var b strings.Builder
	b.WriteString("From: a@example.org\nContent-Type: multipart/mixed; boundary=b0\n\n")
	for i := range 20000 {
		fmt.Fprintf(&b, "--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n", i, i+1)
	}
	start := time.Now()
	partsOf("a.eml", b.String(), nil)
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("twenty thousand parts in one another take %v", took)
	}
	many := make([]string, mostAttached+5)
	for i := range many {
		many[i] = "Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nBeta fled."
	}
	got = partsOf("a.eml", mailWith("1@x", "Alpha fled.", many...), nil)
	if n := strings.Count(got, "Beta fled."); n != mostAttached || !strings.HasSuffix(got, "of more than 1000 the rest is not read") {
		t.Errorf("%d attachments are read: …%s", n, got[len(got)-100:])
	}
}
