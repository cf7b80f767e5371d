package collect

import (
	"regexp"
	"strings"
)

// What a mail says beside its sender's own words: what it answers, which other mails
// of the same exchange hold as well, and who signs.

var (
	// "On Mon, 4 Mar 2024 at 10:12, Ann Roe <ann@example.org> wrote:", on one line
	// or, wrapped, on up to three.
	attribution = regexp.MustCompile(`(?s)^(On|At|In|El|Am|Le) .{4,240}(wrote|writes|said)\s?:$`)
	// What only a program writes of who wrote what, so that no sign of a quotation is
	// needed below it: an address, or the time to the minute.
	whenAndWho = regexp.MustCompile(`@|\d:\d\d`)
	// "-----Original Message-----"
	original = regexp.MustCompile(`(?i)^[-_* ]*(original (message|appointment)|ursprüngliche nachricht|message d'origine)[-_* ]*$`)
	// "---------- Forwarded message ---------", "Begin forwarded message:"
	passedOn = regexp.MustCompile(`(?i)^[-_* ]*(begin )?forwarded (message|by\b.*):?[-_* ]*$`)
	// The head of the mail that an answer repeats.
	repeated = regexp.MustCompile(`^[* ]*(From|Sent|To|Cc|Date|Subject|Reply-To)[* ]*: ?.*$`)
	// "Sent from my iPhone", "Get Outlook for iOS"
	device = regexp.MustCompile(`^(Sent from my |Sent from (Mail|Yahoo|Outlook|Proton)|Get Outlook for |Sent via )\S?.{0,60}$`)
	// What a mailing list puts below each mail.
	listFooter = regexp.MustCompile(`^_{30,}$`)
)

// forwarded reports whether a subject says that a mail passes another one on.
func forwarded(subject string) bool {
	s := strings.ToLower(subject)
	return strings.HasPrefix(s, "fw:") || strings.HasPrefix(s, "fwd:") || strings.HasPrefix(s, "[fwd")
}

// ownWords returns what the sender of a mail wrote: not what it quotes, nor the
// lines that say whom, nor the signature. Of a mail that passes another one on, that
// one's text is kept, and its head left out.
func ownWords(s string, forward bool) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \t\u00a0")
	}
	var out []string
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		switch n := attributed(lines[i:]); {
		case strings.HasPrefix(l, ">"):
			continue
		case n > 0 && forward:
			i += n - 1
			continue
		case n > 0:
			i += n - 1
			if !quotedBelow(lines[i+1:]) { // all that follows is quoted, without a sign
				i = len(lines)
			}
			continue
		case original.MatchString(l), passedOn.MatchString(l), headOfAnother(lines[i:]):
			if !forward && !passedOn.MatchString(l) {
				return tidy(out)
			}
			i += skipHead(lines[i:]) - 1
			continue
		case l == "--", listFooter.MatchString(l) && footer(lines[i+1:]):
			if !forward {
				// Below a signature may come what was quoted, and nothing else.
				return tidy(out)
			}
		}
		out = append(out, l)
	}
	return tidy(out)
}

// attributed returns how many lines at the beginning say who wrote what is quoted
// below, 0 for none.
func attributed(lines []string) int {
	if len(lines[0]) < 3 || !strings.ContainsAny(lines[0][:1], "OAIEL") {
		return 0
	}
	joined := ""
	for i, l := range lines[:min(3, len(lines))] {
		if l == "" {
			return 0
		}
		joined = strings.TrimSpace(joined + " " + l)
		if attribution.MatchString(joined) {
			if quotedBelow(lines[i+1:]) || whenAndWho.MatchString(joined) {
				return i + 1
			}
			return 0
		}
	}
	return 0
}

// quotedBelow reports whether the next line that is not empty is quoted.
func quotedBelow(lines []string) bool {
	for _, l := range lines {
		if l != "" {
			return strings.HasPrefix(l, ">")
		}
	}
	return false
}

// headOfAnother reports whether the lines begin as the head of a mail that is
// repeated: three fields or more, the sender's first.
func headOfAnother(lines []string) bool {
	if !strings.HasPrefix(strings.TrimLeft(lines[0], "* "), "From") || len(lines) < 3 {
		return false
	}
	n := 0
	for _, l := range lines[:min(6, len(lines))] {
		if repeated.MatchString(l) {
			n++
		}
	}
	return n >= 3
}

// skipHead returns how many lines at the beginning are the line that something is
// passed on, and the head of it.
func skipHead(lines []string) int {
	i, fields := 1, 0
	if repeated.MatchString(lines[0]) {
		i, fields = 0, 0
	}
	for ; i < len(lines); i++ {
		switch l := lines[i]; {
		case repeated.MatchString(l):
			fields++
		case l == "" && fields == 0:
		case fields > 0 && l != "" && (strings.HasPrefix(l, " ") || strings.HasPrefix(l, "\t")):
		default:
			return max(i, 1)
		}
	}
	return len(lines)
}

// footer reports whether no more than a few lines are left.
func footer(lines []string) bool {
	n := 0
	for _, l := range lines {
		if l != "" {
			n++
		}
	}
	return n <= 5
}

// tidy joins lines without the empty ones at either end and the lines of devices at
// the end, and with one empty line where several are left.
func tidy(lines []string) string {
	for len(lines) > 0 && (lines[len(lines)-1] == "" || device.MatchString(lines[len(lines)-1])) {
		lines = lines[:len(lines)-1]
	}
	var out strings.Builder
	empty := 0
	for _, l := range lines {
		if l == "" {
			empty++
			continue
		}
		if out.Len() > 0 {
			out.WriteString("\n")
			if empty > 0 {
				out.WriteString("\n")
			}
		}
		empty = 0
		out.WriteString(l)
	}
	return out.String()
}

// unflow joins the lines of a text whose lines end with a space where they go on
// (RFC 3676); with delsp that space is none of the text. What is quoted stays as it
// is, and so does the line "-- " above a signature.
func unflow(s string, delsp bool) string {
	var out strings.Builder
	flowing := false
	for line := range strings.SplitSeq(s, "\n") {
		line = strings.TrimSuffix(line, "\r")
		quoted := strings.HasPrefix(line, ">")
		if !quoted {
			line = strings.TrimPrefix(line, " ") // stuffed
		}
		signature := line == "-- "
		if flowing && (quoted || signature) {
			out.WriteString("\n")
		}
		flowing = strings.HasSuffix(line, " ") && !signature && !quoted
		if flowing && delsp {
			line = line[:len(line)-1]
		}
		out.WriteString(line)
		if !flowing {
			out.WriteString("\n")
		}
	}
	return out.String()
}
