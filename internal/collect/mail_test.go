package collect

import (
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/read"
)

func crlf(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }

func TestMail(t *testing.T) {
	for _, c := range []struct{ name, mail, want string }{
		{"plain", `From: Ann Roe <ann@example.org>
To: ben@example.org
Subject: Talks
 in Arden
Date: Tue, 26 Mar 2024 23:30:00 -0500

The minister met Anna Nowak.
`, ` # [Talks in Arden; Ann Roe; 2024-03-26] The minister met Anna Nowak.`},
		{"encoded, and in another alphabet", `From: =?utf-8?q?J=C3=BCrgen?= <j@example.org>, ben@example.org
Subject: =?iso-8859-1?Q?Caf=E9?=
Content-Type: text/plain; charset=windows-1252
Content-Transfer-Encoding: quoted-printable

He said =93no=94 in Gda=
nsk.
`, ` # [Café; Jürgen, ben@example.org] He said “no” in Gdansk.`},
		{"in two forms, with something attached", `From: ann@example.org
Subject: x
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=a

--a
Content-Type: multipart/alternative; boundary=b

--b
Content-Type: text/plain

Alpha fled.
--b
Content-Type: text/html

<p>Alpha fled.</p>
--b--
--a
Content-Type: text/plain
Content-Disposition: attachment; filename=notes.txt

Beta fled.
--a--
`, " # [x; ann@example.org] Alpha fled.\nattachment notes.txt #notes.txt [] Beta fled."},
		{"flowed", `From: ann@example.org
Content-Type: text/plain; format=flowed

Alpha attacked 
Beta and 
fled.

 From Arden.
-- 
Ann
`, ` # [ann@example.org] Alpha attacked Beta and fled.//From Arden.`},
		{"cut off", `From: ann@example.org
Content-Type: multipart/mixed; boundary=a

--a

Alpha fled.
`, ` # [ann@example.org] Alpha fled.`},
		{"no mail", "Alpha fled.\n\nBeta fled.\n", `: error: a.eml`},
	} {
		for _, mail := range []string{c.mail, crlf(c.mail)} {
			got := partsOf("a.eml", mail, nil)
			if got != c.want && !(strings.HasPrefix(c.want, ": error") && strings.HasPrefix(got, c.want)) {
				t.Errorf("%s:\ngot  %q\nwant %q", c.name, got, c.want)
			}
		}
	}
}

// What an archive of mail says of where a message stands is its address, and a day from
// which programs count is none.
func TestWhatAMailSaysOfItself(t *testing.T) {
	for _, c := range []struct{ head, date, url string }{
		{"Date: Tue, 26 Mar 2024 10:00:00 +0000\nArchived-At: <https://lists.example/talks/17>", "2024-03-26", "https://lists.example/talks/17"},
		{"Date: Thu, 1 Jan 1970 00:00:00 +0000\nArchived-At: <javascript:alert(1)>", "", ""},
		{"Date: 26 Mar 0024 10:00:00 +0000", "", ""},
	} {
		for p := range Parts("a.eml", strings.NewReader("From: ann@example.org\n"+c.head+"\n\nAlpha fled.\n"), nil) {
			d, err := p.Read()
			if err != nil || d.Date != c.date || d.URL != c.url {
				t.Errorf("%s: day %q, address %q, error %v; want %q, %q", c.head, d.Date, d.URL, err, c.date, c.url)
			}
		}
	}
}

func TestMailThatIsAWebPageAlone(t *testing.T) {
	got := partsOf("a.eml", "From: ann@example.org\nContent-Type: text/html\n\n<html><body><p>Alpha attacked Beta in Arden, and Gamma fled.</p></body></html>\n", nil)
	if read.Known("a.html") != strings.HasSuffix(got, "] Alpha attacked Beta in Arden, and Gamma fled.") || got == "" {
		t.Errorf("got %s", got)
	}
}

func TestOwnWordsOfAMail(t *testing.T) {
	for _, c := range []struct{ name, subject, in, want string }{
		{"an answer above what it answers", "Re: x", `Alpha fled.

On Mon, 4 Mar 2024 at 10:12, Ann Roe <ann@example.org> wrote:
> Beta fled.
>
> Ann`, "Alpha fled."},
		{"with a wrapped line above it", "Re: x", `Alpha fled.

On Monday, the fourth of March, Ann Roe of the ministry
for foreign affairs <ann@example.org>
wrote:

Beta fled.`, "Alpha fled."},
		{"answers between the lines", "Re: x", `Ann Roe wrote on Monday:
> Did Alpha flee?
Yes.
> And Beta?
No.`, "Ann Roe wrote on Monday:\nYes.\nNo."},
		{"below what it answers", "Re: x", `On Monday Ann wrote:
> Did Alpha flee?

Yes.`, "Yes."},
		{"Outlook", "RE: x", `Alpha fled.

-----Original Message-----
From: Ann Roe
Sent: Monday
To: Ben
Subject: x

Beta fled.`, "Alpha fled."},
		{"Outlook without a line", "RE: x", `Alpha fled.

From: Ann Roe <ann@example.org>
Sent: Monday, March 4
To: Ben
Subject: x

Beta fled.`, "Alpha fled."},
		{"passed on", "Fwd: x", `See below.

---------- Forwarded message ---------
From: Ann Roe <ann@example.org>
Date: Mon, 4 Mar 2024
Subject: x
To: Ben <ben@example.org>

Beta fled.`, "See below.\n\nBeta fled."},
		{"signed", "x", "Alpha fled.\n-- \nAnn Roe\nMinistry of Arden", "Alpha fled."},
		{"by a device", "x", "Alpha fled.\n\nSent from my iPhone", "Alpha fled."},
		{"through a list", "x", "Alpha fled.\n_______________________________________________\nNews mailing list\nnews@example.org", "Alpha fled."},
		{"what somebody once wrote", "x", "In 1848, Marx wrote:\nA spectre is haunting Europe.", "In 1848, Marx wrote:\nA spectre is haunting Europe."},
		{"a field that is none", "x", "From: what I hear, Alpha fled.\nBeta did not.", "From: what I hear, Alpha fled.\nBeta did not."},
		{"empty", "x", "", ""},
	} {
		if got := ownWords(c.in, forwarded(c.subject)); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

const box = `From ann@example.org Tue Mar 26 10:00:00 2024
From: Ann Roe <ann@example.org>
Subject: One
Message-ID: <one@example.org>

Alpha fled.
>From Arden he went on.

From ben@example.org Tue Mar 26 11:00:00 2024
From: Ben Low <ben@example.org>
Subject: Two

Beta fled.

From ben@example.org Tue Mar 26 12:00:00 2024
From: Ben Low <ben@example.org>
Subject: Three
Message-ID: <one@example.org>

> Alpha fled.
`

func TestMailbox(t *testing.T) {
	check(t, partsOf("in.mbox", box, nil), `
message 1 #one@example.org [One; Ann Roe] Alpha fled./From Arden he went on.
message 2 #e30361e0fedb34 [Two; Ben Low] Beta fled.
message 3: error: in.mbox, message 3 is empty: there are no words in it`)
	check(t, partsOf("in.mbox", "Alpha fled.\n", nil), `: error: in.mbox is no mailbox: it does not begin with a line "From "`)
	check(t, partsOf("in.mbox", strings.Repeat(box, 2), &Options{MaxBytes: 90}), `
message 1: error: in.mbox, message 1 is larger than 90 bytes
message 2 #e30361e0fedb34 [Two; Ben Low] Beta fled.
message 3: error: in.mbox, message 3 is larger than 90 bytes
message 4: error: in.mbox, message 4 is larger than 90 bytes
message 5 #e30361e0fedb34(2) [Two; Ben Low] Beta fled.
message 6: error: in.mbox, message 6 is larger than 90 bytes`)
}

// Whatever the bytes, a reader of mail ends, and what it reads can be kept.
func FuzzMail(f *testing.F) {
	for _, s := range []string{
		box, crlf(box), mailWith("1@x", "Alpha fled.", file("a.txt", "text/plain", "Beta fled."), "Content-Type: message/rfc822\n\n"+mailWith("2@x", "", file("b.csv", "text/csv", "id,text\n1,Gamma fled."))),
		"From: a\nContent-Type: multipart/mixed; boundary=a\n\n--a\n\nx\n--a--",
		"Subject: =?utf-8?b?////?=\nContent-Type: text/plain; charset=utf-16\nContent-Transfer-Encoding: base64\n\nQQ==",
		"From: a\n\nOn 1:11 a wrote:\n\nFrom: a\nTo: b\nSubject: c",
	} {
		f.Add(true, s)
		f.Add(false, s)
	}
	f.Fuzz(func(t *testing.T, one bool, s string) {
		name := "a.mbox"
		if one {
			name = "a.eml"
		}
		sound(t, name, []byte(s))
	})
}
