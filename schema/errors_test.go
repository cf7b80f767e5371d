package schema

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
)

// base is the schema that the cases below extend.
const base = `
entities:
  Agent:
  Person: {is: Agent}
  Place:
  Country: {is: Place}
relations:
  opposes: {from: [Agent], to: [Agent]}
`

// files reads base and the other files of a test.
func files(more map[string]string) func(string) ([]byte, error) {
	return func(path string) ([]byte, error) {
		if path == "base.yaml" {
			return []byte(base), nil
		}
		if text, ok := more[path]; ok {
			return []byte(text), nil
		}
		return nil, fs.ErrNotExist
	}
}

var mistakes = []struct {
	name, yaml string
	want       []string // without the leading "my.yaml:"
}{
	{
		"unknown types",
		"extends: base.yaml\nrelations:\n  hits: {from: [Agnet], to: [Plac, Weapon]}\n",
		[]string{
			`3:17: unknown type "Agnet"; did you mean "Agent"?`,
			`3:30: unknown type "Plac"; did you mean "Place"?`,
			`3:36: unknown type "Weapon"; it is one of Agent, Person, Place, Country`,
		},
	},
	{
		"columns are characters",
		"extends: base.yaml\nentities:\n  City: {says: \"où — là\", is: Plase}\n",
		[]string{`3:31: unknown type "Plase"; did you mean "Place"?`},
	},
	{
		"unknown parent, name's type and demonym",
		"extends: base.yaml\nentities:\n  City: {is: Plase}\nrelations:\n  of:\n    triggers:\n      - demonym: [Persn]\nnames:\n  - {name: Acme, type: Contry}\n",
		[]string{
			`3:14: unknown type "Plase"; did you mean "Place"?`,
			`7:19: unknown type "Persn"; did you mean "Person"?`,
			`9:24: unknown type "Contry"; did you mean "Country"?`,
		},
	},
	{
		"unknown inverse",
		"extends: base.yaml\nrelations:\n  helps: {inverse: oposes}\n",
		[]string{`3:20: unknown relation "oposes"; did you mean "opposes"?`},
	},
	{
		"unknown keys at every level",
		"extends: base.yaml\nentitties: {}\nentities:\n  City: {iz: Place}\nrelations:\n  helps: {form: [Agent]}\nnames:\n  - {nam: Acme}\n",
		[]string{
			`2:1: unknown key "entitties" in a schema file; did you mean "entities"?`,
			`4:10: unknown key "iz" in an entity type; did you mean "is"?`,
			`6:11: unknown key "form" in a relation; did you mean "from"?`,
			`8:5: an entry of names without its name`,
			`8:6: unknown key "nam" in a name; did you mean "name"?`,
		},
	},
	{
		"a trigger's keys",
		trigger("{verbs: [fight]}") + "      - {verb: [fight], agianst: object}\n      - {verb: [fight], wherever: object}\n",
		[]string{
			`5:10: unknown key "verbs" in a trigger; did you mean "verb"?`,
			`6:25: unknown key "agianst" in a trigger; did you mean "against"?`,
			`7:25: unknown key "wherever" in a trigger; it is a kind (verb, noun, event, adj, prep, demonym, possessive), takes, status, or a slot: subj, obj, iobj, poss, compound, that or a preposition`,
		},
	},
	{
		"a trigger without a kind",
		trigger("{with: object}"),
		[]string{`5:9: a trigger without a kind; it has one of verb, noun, event, adj, prep, demonym, possessive`},
	},
	{
		"a trigger of two kinds",
		trigger("{verb: [fight], noun: [enemy]}"),
		[]string{`5:25: a trigger of two kinds, verb and noun; write two triggers`},
	},
	{
		"a slot's role",
		trigger("{verb: [fight], with: objct}") + "      - {verb: [fight], with: [object]}\n",
		[]string{
			`5:31: slot "with" is filled by subject or object, not "objct"; did you mean "object"?`,
			`6:31: with takes a single value, and this is a list`,
		},
	},
	{
		"places on a line without braces",
		trigger("verb: [fight], with: objct"),
		[]string{`5:30: slot "with" is filled by subject or object, not "objct"; did you mean "object"?`},
	},
	{
		"a trigger that could make no claim",
		trigger("{verb: [lay], takes: [claim]}") + "      - {noun: [foe], takes: [claim]}\n      - {verb: []}\n",
		[]string{
			`5:9: no slot of this trigger is filled by the object; add a slot such as of: object`,
			`6:9: takes is for verbs, and this trigger is of kind noun`,
			`7:10: verb has no words`,
		},
	},
	{
		"status",
		trigger("{verb: [plan], status: posible}"),
		[]string{`5:32: unknown status "posible"; did you mean "possible"?`},
	},
	{
		"triggers without dashes",
		"extends: base.yaml\nrelations:\n  opposes:\n    triggers:\n      verb: [fight]\n",
		[]string{`5:7: triggers is a list, and this is a mapping; begin each entry with a dash`},
	},
	{
		"a trigger that is a word",
		trigger("fight"),
		[]string{`5:9: a trigger is written as keys and values, and this is a single value; write it as verb: [oppose, resist]`},
	},
	{
		"truth",
		"relations:\n  near: {symmetric: yes}\n",
		[]string{`2:21: symmetric is true or false, not "yes"; write true or leave it out`},
	},
	{
		"the same key twice",
		"extends: base.yaml\nrelations:\n  opposes: {}\n  opposes: {}\n",
		[]string{`4:3: "opposes" is given twice: it stands on line 3 already`},
	},
	{
		"names",
		"extends: base.yaml\nnames:\n  - {name: Acme, type: Agent}\n  - {name: Acme, type: Agent}\n  - {name: Beta}\n  - Gamma\n  - {name: Delta, type: Agent, same: Q42}\n",
		[]string{
			`4:12: the name "Acme" is given twice: it stands on line 3 already`,
			`5:12: the name "Beta" has no type; add type: …`,
			`6:5: a name needs its type; write {name: Gamma, type: …}`,
			`7:38: "Q42" is no link; write it as "wikidata:Q42418" or a whole address`,
		},
	},
	{
		"types in a circle",
		"entities:\n  A: {is: B}\n  B: {is: C}\n  C: {is: A}\n",
		[]string{`2:11: types lie under each other in a circle: A is B is C is A`},
	},
	{
		"a type under itself",
		"entities:\n  A: {is: A}\n",
		[]string{`2:11: types lie under each other in a circle: A is A`},
	},
	{
		"values of the wrong shape",
		"name: [a]\nentities:\n  A: {is: {x: y}, nouns: {x: y}, says: [a], maps: ftm}\n  B: Agent\nrelations: [opposes]\n",
		[]string{
			`1:7: name takes a single value, and this is a list`,
			`3:11: is takes a single value, and this is a mapping`,
			`3:26: nouns takes a value or a list of values, and this is a mapping`,
			`3:40: says takes a single value, and this is a list`,
			`3:51: maps holds other vocabularies by their names, and this is a single value`,
			`4:6: an entity type is written as keys and values, and this is a single value`,
			`5:12: relations holds relations by their names, and this is a list`,
		},
	},
	{
		"ids that could be no IRI",
		"entities:\n  \"Armed group\": {}\n",
		[]string{`2:3: "Armed group" cannot name an entity type: only letters, digits, - and _ can stand in it`},
	},
	{
		"indented too little",
		"relations:\n  opposes:\n  triggers:\n    - {verb: fight}\n",
		[]string{`3:3: "triggers" is a key of a relation, and stands where its name should; indent it two spaces more than the name above`},
	},
	{
		"a tab",
		"entities:\n\tA: {is: B}\n",
		[]string{`2:1: a tab in the indentation; indent with spaces`},
	},
	{
		"indentation that fits nothing",
		"entities:\n  A:\n    is: B\n   says: x\n",
		[]string{`4:4: not readable as YAML: value is not allowed in this context; look at its indentation: entries of one kind stand under each other, and what belongs to one stands two spaces further in`},
	},
	{
		"an open bracket",
		"entities:\n  A: {nouns: [x, y}\n",
		[]string{`2:19: not readable as YAML: ',' or ']' must be specified; close the bracket [`},
	},
	{
		"an open brace",
		"entities:\n  A: {is: B\n  B: {}\n",
		[]string{`3:3: not readable as YAML: ',' or '}' must be specified; close the bracket or brace that is open above, or put a comma between its items`},
	},
	{
		"an open quotation",
		"entities:\n  A: {says: \"x}\n",
		[]string{`2:13: not readable as YAML: could not find end character of double-quoted text; close the quotation mark`},
	},
	{
		"a colon in a text",
		"entities:\n  A:\n    says: note: this\n",
		[]string{`3:11: not readable as YAML: mapping value is not allowed in this context; put a text that holds ": " in quotation marks`},
	},
	{
		"several keys on a line",
		"entities:\n  A: says, is: B\n",
		[]string{`2:6: not readable as YAML: mapping value is not allowed in this context; put braces around an entry of several keys on one line`},
	},
	{
		"a key without a colon",
		"entities:\n  A\n  B: {}\n",
		[]string{`2:3: not readable as YAML: unexpected key name; put a colon and a space between a key and its value`},
	},
	{
		"something else altogether",
		"Once upon a time\n",
		[]string{`1:1: a schema file is written as keys and values, and this is a single value`},
	},
	{
		"two documents",
		"name: a\n---\nname: b\n",
		[]string{`3:1: a second document begins here, and a schema is one; take out the line ---`},
	},
	{
		"bytes",
		"name: a\nentities: \xff\xfe\n",
		[]string{`2:1: this is not text; save the file as UTF-8 text`},
	},
	{
		"YAML's further reaches",
		"entities:\n  A: *b\n  B: {is: !!str A}\n",
		[]string{
			`2:6: *b refers to nothing above`,
			`3:11: a schema has no use for the tag !!str; leave the tag out`,
		},
	},
	{
		"extending nothing",
		"extends: [conflit, other.yaml]\nrelations:\n  a: {from: Whatever}\n",
		[]string{
			`1:11: cannot extend "conflit": no such schema: neither built in nor a file; did you mean "conflict"?`,
			`1:20: cannot extend "other.yaml": no such schema: neither built in nor a file; built in are general and conflict`,
		},
	},
}

// trigger is a file whose first trigger stands on line 5 from column 9.
func trigger(text string) string {
	return "extends: base.yaml\nrelations:\n  opposes:\n    triggers:\n      - " + text + "\n"
}

func TestMistakes(t *testing.T) {
	for _, c := range mistakes {
		_, err := Parse("my.yaml", []byte(c.yaml), files(nil))
		if err == nil {
			t.Errorf("%s: no error", c.name)
			continue
		}
		want := "my.yaml:" + strings.Join(c.want, "\nmy.yaml:")
		if got := err.Error(); got != want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, want)
		}
	}
}

func TestEmptyFile(t *testing.T) {
	_, err := Parse("my.yaml", []byte("# nothing yet\n"), nil)
	want := `my.yaml: the schema is empty; "quadrille schema init" writes one to begin with`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestMistakeInExtendedFile(t *testing.T) {
	_, err := Parse("a/my.yaml", []byte("extends: ../b/their.yaml\nrelations:\n  x: {to: Foo}\n"),
		files(map[string]string{"b/their.yaml": "relations:\n  y: {to: Bar}\n"}))
	want := "b/their.yaml:2:11: unknown type \"Bar\"\na/my.yaml:3:11: unknown type \"Foo\""
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestCircleOfFiles(t *testing.T) {
	_, err := Parse("my.yaml", []byte("extends: their.yaml\n"), files(map[string]string{"their.yaml": "name: t\nextends: my.yaml\n"}))
	want := "their.yaml:2:10: schemas extend each other in a circle: my.yaml -> their.yaml -> my.yaml"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestErrorsAreTyped(t *testing.T) {
	_, err := Load("conflit")
	var first *Error
	if !errors.As(err, &first) || first.File != "conflit" || first.Line != 0 || first.Hint != `did you mean "conflict"?` {
		t.Errorf("got %#v", first)
	}
	var all Errors
	if !errors.As(err, &all) || len(all) != 1 {
		t.Errorf("got %v", all)
	}
}

func TestManyMistakesAreCutShort(t *testing.T) {
	_, err := Parse("my.yaml", []byte("names:\n"+strings.Repeat("  - x\n", 50)), nil)
	if lines := strings.Split(err.Error(), "\n"); len(lines) != 21 || lines[20] != "and 30 more" {
		t.Errorf("got %d lines:\n%v", len(lines), err)
	}
}

func TestDeepNestingIsRefused(t *testing.T) {
	for _, deep := range []string{"[", "{a: ", "- ", "? ", "&a ", "!a "} {
		_, err := Parse("my.yaml", []byte("name: "+strings.Repeat(deep, 10_000)), nil)
		if err == nil {
			t.Errorf("%q nested 10,000 deep: no error", deep)
		}
		_, err = Parse("my.yaml", []byte(strings.Repeat(deep, 10_000)), nil)
		if err == nil {
			t.Errorf("%q nested 10,000 deep: no error", deep)
		}
	}
}
