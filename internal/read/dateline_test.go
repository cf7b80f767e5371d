package read

import "testing"

// The day of a text without metadata is that of a line between title and first paragraph.
func TestDateOfALineBelowTheTitle(t *testing.T) {
	const rest = "\n\nThe minister met the envoy on Tuesday and said that talks would go on until the end of the week in the capital.\n"
	for _, c := range []struct{ src, date, title string }{
		{"Talks in Kabul\n\n14 March 2023" + rest, "2023-03-14", "Talks in Kabul"},
		{"Talks in Kabul\nBy Ann Roe\nOur correspondent\nKabul, Sept. 3, 2021, 10:15 GMT" + rest, "2021-09-03", "Talks in Kabul"},
		{"Talks in Kabul\nPublished: Tuesday, 3 September 2021" + rest, "2021-09-03", "Talks in Kabul"},
		{"Talks in Kabul\n2021-09-03" + rest, "2021-09-03", "Talks in Kabul"},
		{"14 March 2023\n\nTalks in Kabul" + rest, "2023-03-14", "Talks in Kabul"},
		{"Talks in Kabul\n\nAnalysis | Ann Roe | 3 December 2020" + rest, "2020-12-03", "Talks in Kabul"},
		{"Talks in Kabul\nBy Ann Roe and Marta Harrow, 3 December 2020" + rest, "2020-12-03", "Talks in Kabul"},

		{"Talks in Kabul\nLast updated 14 March 2023" + rest, "", "Talks in Kabul"},
		{"Talks in Kabul\nFrom 14 March 2023 – 16 March 2023" + rest, "", "Talks in Kabul"},
		{"Talks in Kabul\nThe talks of 14 March 2023" + rest, "", "Talks in Kabul"},
		{"Talks in Kabul" + rest + "\n14 March 2023\n", "", "Talks in Kabul"},
		{"A year of talks\n\n14 March 2023" + rest + "\n20 March 2023" + rest, "", "A year of talks"},
	} {
		for form, read := range map[string]func(string) (string, string){
			"plain": func(s string) (string, string) { d, _ := plain(s); return d.Title, d.Date },
			"Markdown": func(s string) (string, string) {
				d, err := markdown("# " + s)
				if err != nil {
					t.Fatal(err)
				}
				return d.Title, d.Date
			},
		} {
			title, date := read(c.src)
			if date != c.date || form == "plain" && title != c.title {
				t.Errorf("%s %q: %q of %q, want %q of %q", form, c.src[:40], title, date, c.title, c.date)
			}
		}
	}
	if d, _ := markdown("---\ndate: 2020-01-02\n---\n# Talks\n\n14 March 2023" + rest); d.Date != "2020-01-02" {
		t.Errorf("front matter is not believed before the text: %q", d.Date)
	}
}
