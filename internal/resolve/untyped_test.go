package resolve

import "testing"

// Names that come without a type, as a table of facts has them, join those of the
// texts where there is no doubt about what they are.
func TestNamesWithoutAType(t *testing.T) {
	for _, test := range []struct {
		name string
		docs []*Summary
		want string
	}{
		{
			"a person of the texts",
			[]*Summary{docOf(1, "Ann Lee : Person"), docOf(2, "Ann Lee : ")},
			"ann-lee \nann-lee \nann-lee: Ann Lee (Person) \n",
		},
		{
			"a name of the schema, whatever the texts say",
			[]*Summary{docOf(1, "ISIS-K : ")},
			"is-k \nis-k: IS-K (ArmedGroup) ISIS-K, Islamic State-Khorasan\n",
		},
		{
			"one that two texts take for different things",
			[]*Summary{docOf(1, "Jordan : Person"), docOf(2, "Jordan : Place"), docOf(3, "Jordan : ")},
			"jordan \njordan-place \njordan-thing \njordan: Jordan (Person) \njordan-place: Jordan (Place) \njordan-thing: Jordan () \n",
		},
		{
			"one that nobody else names",
			[]*Summary{docOf(1, "Zed : "), docOf(2, "Zed : ")},
			"zed \nzed \nzed: Zed () \n",
		},
	} {
		// docOf numbers documents by a hash, so that their order is another.
		m := All(test.docs, testSchema, nil)
		if got := short(m, test.docs...); got != test.want {
			t.Errorf("%s:\ngot\n%s\nwant\n%s", test.name, got, test.want)
		}
	}
}
