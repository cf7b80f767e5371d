package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// Decision is one item of decisions.yaml.
type Decision struct {
	Do Action
	// Names is what it is about, as people write it: two entities or more that are
	// one; the entity that is renamed, typed or split; subject, relation and object of
	// a claim, the last of which may be wanting.
	Names []string
	// To is a new name, a type, or whom what is split off belongs to; "" for a new one.
	To string
	// Parts are the names of what is split off, Mentions the words for it.
	Parts, Mentions []string
	// In names documents: those that the decision is about. None is any.
	In []string
	// Quote is what the text says: the evidence of a claim, or words round a mention.
	Quote string
	// Status is how far the text stands behind the claim that is meant, as it was
	// read; "" means any. Of one that is added, how far it stands behind it.
	Status string
	// As is the status that an accepted claim has from now on; "" is asserted.
	As string
	// Speaker is who says what is added and only reported.
	Speaker string
	// By is who added what is added: a program's name; "" is a person.
	By      string
	Because string // the reason, in a person's words; "" for none
	Line    int    // in decisions.yaml, from 1; 0 where it stands in no file
}

// Action is what a decision does.
type Action string

// The actions.
const (
	// Merge makes the named entities one; the first one's name and type stay. Where
	// documents are named, only what they call by the other names.
	Merge Action = "merge"
	// Split takes what goes by some names, or what some words mean, or what some
	// documents mean, out of an entity.
	Split Action = "split"
	// Rename gives an entity another name; the old one stays an alias. Where a document
	// is named, it is about what is only described there: "the gunmen".
	Rename Action = "rename"
	// Type gives an entity another type, as Rename does a name.
	Type Action = "type"
	// Accept says that a claim holds.
	Accept Action = "accept"
	// Reject says that a claim does not, or is not what the text says.
	Reject Action = "reject"
	// Add says that the text makes a claim that was not read.
	Add Action = "add"
)

// action is what an item of decisions.yaml may say.
type action struct {
	do          Action
	one         bool // its value is one name and no list
	least, most int  // how many names; most 0 is any number
	keys        []string
	needs       []string // of the keys, those that cannot be missing
	like        string   // an example of its first line
}

// actions lists what can be decided.
var actions = []action{
	{do: Merge, least: 2, keys: []string{"in"}, like: "merge: [IS-K, ISIS-K]"},
	{do: Split, one: true, least: 1, most: 1, keys: []string{"names", "mentions", "in", "quote", "into"}, like: "split: Johnson"},
	{do: Rename, one: true, least: 1, most: 1, keys: []string{"in", "to"}, needs: []string{"to"}, like: "rename: IS-K"},
	{do: Type, one: true, least: 1, most: 1, keys: []string{"in", "to"}, needs: []string{"to"}, like: "type: IS-K"},
	{do: Accept, least: 2, most: 3, keys: []string{"in", "quote", "status", "as"}, like: "accept: [IS-K, opposes, Taliban]"},
	{do: Reject, least: 2, most: 3, keys: []string{"in", "quote", "status"}, like: "reject: [IS-K, opposes, Taliban]"},
	{do: Add, least: 3, most: 3, keys: []string{"in", "quote", "status", "speaker", "by"}, needs: []string{"in", "quote"}, like: "add: [IS-K, opposes, Taliban]"},
}

// statuses are what status and as may say.
var statuses = []string{"asserted", "reported", "possible", "denied"}

func actionOf(do Action) *action {
	for i := range actions {
		if actions[i].do == do {
			return &actions[i]
		}
	}
	return nil
}

// AboutClaims reports whether the decision is about claims rather than entities.
func (d Decision) AboutClaims() bool { return d.Do == Accept || d.Do == Reject || d.Do == Add }

// Key names a decision by all that it does: two of the same key do the same.
func (d Decision) Key() string {
	d.Because = ""
	sum := sha256.Sum256([]byte(d.lines("")))
	return hex.EncodeToString(sum[:8])
}

// Text returns the decision as it stands in the file, on several lines.
func (d Decision) Text() string { return d.lines("") }

// said is one line of an item beside its first.
type said struct {
	key, value string // value is YAML
}

// sayings returns what an item says, in the order in which it is written.
func (d Decision) sayings() []said {
	var out []said
	one := func(key, value string) {
		if value != "" {
			out = append(out, said{key, scalar(value)})
		}
	}
	many := func(key string, values []string) {
		switch {
		case len(values) == 1 && key == "in":
			out = append(out, said{key, scalar(values[0])})
		case len(values) > 0:
			out = append(out, said{key, list(values)})
		}
	}
	many("names", d.Parts)
	many("mentions", d.Mentions)
	many("in", d.In)
	one("quote", d.Quote)
	one("status", d.Status)
	one("as", d.As)
	one("speaker", d.Speaker)
	if d.Do == Split {
		one("into", d.To)
	} else {
		one("to", d.To)
	}
	one("by", d.By)
	return out
}

// lines returns the decision as it stands in the file.
func (d Decision) lines(indent string) string {
	s := indent + "- " + d.String() + "\n"
	for _, say := range d.sayings() {
		s += indent + "  " + say.key + ": " + say.value + "\n"
	}
	if d.Because != "" {
		s += indent + "  because: " + scalar(d.Because) + "\n"
	}
	return s
}

// check reports what keeps a decision from being written.
func (d Decision) check() error {
	a := actionOf(d.Do)
	if a == nil {
		return fmt.Errorf("unknown decision %q", d.Do)
	}
	switch n := len(d.Names); {
	case n < a.least && a.do == Merge:
		return fmt.Errorf("%s needs at least %d names", d.Do, a.least)
	case n < a.least || a.most > 0 && n > a.most:
		return fmt.Errorf("%s is not as in %q", d.Do, a.like)
	}
	for _, n := range slices.Concat(d.Names, d.Parts, d.Mentions, d.In) {
		if strings.TrimSpace(n) == "" {
			return fmt.Errorf("%s: a name is empty", d.Do)
		}
	}
	keys := map[string]bool{}
	for _, say := range d.sayings() {
		keys[say.key] = true
		if !slices.Contains(a.keys, say.key) {
			return fmt.Errorf("%s says no %q", d.Do, say.key)
		}
	}
	for _, key := range a.needs {
		if !keys[key] {
			return fmt.Errorf("%s needs a %q", d.Do, key+": …")
		}
	}
	for _, s := range []string{d.Status, d.As} {
		if s != "" && !slices.Contains(statuses, s) {
			return fmt.Errorf("unknown status %q", s)
		}
	}
	if d.Do == Split {
		return d.checkSplit()
	}
	return nil
}

func (d Decision) checkSplit() error {
	switch {
	case len(d.Parts)+len(d.Mentions)+len(d.In) == 0:
		return fmt.Errorf("split does not say what is to be taken out: it needs %q, %q or %q", "names: […]", "mentions: […]", "in: …")
	case d.Quote != "" && len(d.Mentions) == 0:
		return fmt.Errorf("a %q goes with %q", "quote: …", "mentions: […]")
	case len(d.Mentions) > 0 && len(d.In) == 0:
		return fmt.Errorf("%q need the document that they stand in: %q", "mentions: […]", "in: …")
	}
	return nil
}

// decision reads one item.
func (f file) decision(n ast.Node) (Decision, error) {
	if n == nil || n.Type() == ast.NullType {
		return Decision{}, f.mistake(n, "expected a decision, as in \"- merge: [IS-K, ISIS-K]\"", "")
	}
	r := itemReader{file: f, at: map[string]ast.Node{}}
	if err := f.fields(n, r.keys()); err != nil {
		return Decision{}, err
	}
	d := r.d
	if d.Do == "" {
		return Decision{}, f.mistake(n, "this item decides nothing: it needs a \"merge: […]\", a \"reject: […]\" or the like", "")
	}
	a := actionOf(d.Do)
	for _, key := range itemKeys {
		if v, said := r.at[key]; said && !slices.Contains(a.keys, key) {
			return Decision{}, f.mistake(v, fmt.Sprintf("%s takes no %q; it takes %s", d.Do, key, words(append(slices.Clone(a.keys), "because"))), "")
		}
	}
	if err := d.check(); err != nil {
		return Decision{}, f.mistake(r.at[string(d.Do)], err.Error(), "")
	}
	d.Line = lineOf(n)
	return d, nil
}

// words lists keys as a sentence does.
func words(keys []string) string {
	if len(keys) == 1 {
		return keys[0]
	}
	return strings.Join(keys[:len(keys)-1], ", ") + " and " + keys[len(keys)-1]
}

// itemKeys are the keys that an item may have beside its action and because.
var itemKeys = []string{"names", "mentions", "in", "quote", "status", "as", "speaker", "to", "into", "by"}

// itemReader reads one item of decisions.yaml.
type itemReader struct {
	file
	d  Decision
	at map[string]ast.Node // the value of each key that is there
}

// keys returns what to do with each key.
func (r *itemReader) keys() map[string]func(ast.Node) error {
	d := &r.d
	known := map[string]func(ast.Node) error{
		"because": func(v ast.Node) (err error) { d.Because, err = r.string(v); return },
	}
	one := func(to *string) func(ast.Node) error {
		return func(v ast.Node) (err error) { *to, err = r.string(v); return }
	}
	many := func(to *[]string) func(ast.Node) error {
		return func(v ast.Node) (err error) { *to, err = r.oneOrMore(v); return }
	}
	status := func(to *string) func(ast.Node) error {
		return func(v ast.Node) (err error) {
			if *to, err = r.string(v); err == nil && !slices.Contains(statuses, *to) {
				err = r.mistake(v, fmt.Sprintf("unknown status %q", *to), nearest(*to, statuses))
			}
			return err
		}
	}
	for key, read := range map[string]func(ast.Node) error{
		"names": many(&d.Parts), "mentions": many(&d.Mentions), "in": many(&d.In), "quote": one(&d.Quote),
		"status": status(&d.Status), "as": status(&d.As), "speaker": one(&d.Speaker), "to": one(&d.To), "into": one(&d.To), "by": one(&d.By),
	} {
		known[key] = func(v ast.Node) error {
			r.at[key] = v
			return read(v)
		}
	}
	for i := range actions {
		known[string(actions[i].do)] = func(v ast.Node) error { return r.action(&actions[i], v) }
	}
	return known
}

// action reads the value of the key that says what to do.
func (r *itemReader) action(a *action, v ast.Node) (err error) {
	if r.d.Do != "" {
		return r.mistake(v, fmt.Sprintf("one item both to %s and to %s", r.d.Do, a.do), "")
	}
	r.d.Do, r.at[string(a.do)] = a.do, v
	if !a.one {
		if _, ok := v.(*ast.SequenceNode); !ok && a.do != Merge {
			return r.mistake(v, fmt.Sprintf("expected subject, relation and object, as in %q", a.like), "")
		}
		r.d.Names, err = r.strings(v)
		return err
	}
	var name string
	if _, isList := v.(*ast.SequenceNode); isList {
		return r.mistake(v, fmt.Sprintf("expected one name, as in %q", a.like), "")
	}
	name, err = r.string(v)
	r.d.Names = []string{name}
	return err
}

// oneOrMore reads a name or a list of names.
func (f file) oneOrMore(n ast.Node) ([]string, error) {
	if _, isList := n.(*ast.SequenceNode); isList {
		return f.strings(n)
	}
	s, err := f.string(n)
	return []string{s}, err
}
