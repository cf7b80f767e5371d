package read_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/pdf/pdftest"
)

// column sets lines below each other.
func column(x, y, size float64, lines ...string) (out []pdftest.Text) {
	for i, s := range lines {
		out = append(out, pdftest.Text{X: x, Y: y - 1.2*size*float64(i), Size: size, S: s})
	}
	return out
}

func join(parts ...[]pdftest.Text) (out []pdftest.Text) {
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

// rows is what a program writes that goes through a page line by line.
func rows(columns ...[]pdftest.Text) (out []pdftest.Text) {
	for i := range columns[0] {
		for _, c := range columns {
			if i < len(c) {
				out = append(out, c[i])
			}
		}
	}
	return out
}

func TestPDFParagraphs(t *testing.T) {
	doc := &pdftest.Doc{
		Info: map[string]string{"Title": "Microsoft Word - final2.doc", "Author": "Ann Roe", "CreationDate": "D:20240326101500+01'00'"},
		Pages: [][]pdftest.Text{join(
			column(72, 720, 20, "The Siege of Marrow"),
			column(72, 696, 20, "Gate"),
			column(72, 650, 11, "The king took the town after its wells ran dry, and the coun-", "cil surrendered on the nineteenth of June. A well-known pastor", "carried the keys."),
			column(90, 610.4, 11, "Roth was exiled to Norby. She was a well-", "known brewer before the war."),
			column(72, 560, 11, "\x95 forty officers will serve"),
			column(72, 546.8, 11, "\x95 a joint command will be set up"),
		)},
	}
	got := reader(t, "a.pdf", doc.Bytes())
	want := strings.Join([]string{
		"The Siege of Marrow Gate",
		"The king took the town after its wells ran dry, and the council surrendered on the nineteenth of June. A well-known pastor carried the keys.",
		"Roth was exiled to Norby. She was a well-known brewer before the war.",
		"• forty officers will serve",
		"• a joint command will be set up",
	}, "\n\n")
	if got.Text != want {
		t.Errorf("got\n%s\nwant\n%s", got.Text, want)
	}
	if got.Title != "The Siege of Marrow Gate" || got.Date != "2024-03-26" || got.Author != "Ann Roe" {
		t.Errorf("title %q, date %q, author %q", got.Title, got.Date, got.Author)
	}
}

// TestPDFColumns reads two columns below a headline that stands over both, and above
// a note over both, whichever way the program wrote them.
func TestPDFColumns(t *testing.T) {
	head := column(72, 740, 18, "Lake Umber has lost forty percent of its surface since 1990")
	left := column(72, 700, 10, "The images were studied by Mina Dahl of the", "Orland Space Agency and Kofi Larbi of the uni-", "versity of Sefa. The farms on the upper Ode take", "nine tenths of its water in summer. They belong", "to the state company Agrokars, which Petar Loss", "led until 2012. He has denied that the farms")
	right := column(320, 700, 10, "waste water. The government of Karsova said", "that it would close one canal in five. For more", "than thirty villages the lake is the only source", "of fish. If nothing changes the lake will be two", "ponds by 2030, the paper says. It appears in the", "journal Inland Waters today.")
	foot := column(72, 600, 10, "This work was paid for by the Orland Science Fund, which had no part in its design or its conclusions.")
	want := strings.Join([]string{
		"Lake Umber has lost forty percent of its surface since 1990",
		"The images were studied by Mina Dahl of the Orland Space Agency and Kofi Larbi of the university of Sefa. The farms on the upper Ode take nine tenths of its water in summer. They belong to the state company Agrokars, which Petar Loss led until 2012. He has denied that the farms waste water. The government of Karsova said that it would close one canal in five. For more than thirty villages the lake is the only source of fish. If nothing changes the lake will be two ponds by 2030, the paper says. It appears in the journal Inland Waters today.",
		"This work was paid for by the Orland Science Fund, which had no part in its design or its conclusions.",
	}, "\n\n")
	for name, page := range map[string][]pdftest.Text{"column by column": join(head, left, right, foot), "line by line": join(foot, head, rows(left, right))} {
		doc := &pdftest.Doc{Pages: [][]pdftest.Text{page}}
		if got := reader(t, "a.pdf", doc.Bytes()).Text; got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
		}
	}
}

// TestPDFFurniture leaves out what stands at the head and foot of page after page,
// and lets a paragraph go on over the break.
func TestPDFFurniture(t *testing.T) {
	var pages [][]pdftest.Text
	bodies := [][]string{
		{"The talks are led by Samuel Okoro, a former foreign minister of", "Benda, whom the African Union named as its mediator in", "January. He said that he expected hard days and"},
		{"short nights. The government wants the rebels to withdraw", "before it lifts its blockade of the port of Sefa."},
		{"The fighting has killed about eleven thousand people since", "it began in the spring of 2019."},
	}
	for i, b := range bodies {
		pages = append(pages, join(
			column(72, 760, 9, "Doran: A Ceasefire?"), column(450, 760, 9, "Crisis Report 241"),
			column(72, 700, 11, b...),
			column(300, 40, 9, fmt.Sprintf("Page %d of 3", i+1)),
		))
	}
	got := reader(t, "a.pdf", (&pdftest.Doc{Pages: pages}).Bytes()).Text
	want := "The talks are led by Samuel Okoro, a former foreign minister of Benda, whom the African Union named as its mediator in January. He said that he expected hard days and short nights. The government wants the rebels to withdraw before it lifts its blockade of the port of Sefa.\n\n" +
		"The fighting has killed about eleven thousand people since it began in the spring of 2019."
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
