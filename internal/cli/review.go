package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/internal/ledger"
)

type review struct {
	looking
	selecting
	below          float64
	merges, claims bool
	because        string
}

func newReview(g *global) *cobra.Command {
	k := &review{looking: looking{global: g}}
	c := &cobra.Command{
		Use:     "review",
		Short:   "Go through what is doubtful, and decide with single keys",
		GroupID: "keep",
		Long: `First the names that were taken for one entity's on slight grounds, or held
apart for want of any, then the claims that were read least surely, one by one,
each with its sentence and the words marked:

  y  it is so             n  it is not
  a  it is so, and true: assert what the text only reports or doubts
  s  leave it for later   u  take back the last answer
  q  stop; what was answered is kept

Each answer is a decision in decisions.yaml as soon as the key is pressed, and
is not asked again. The graph is brought up to date at the end. The selection
flags choose which claims are gone through. Without a terminal the keys are read
from standard input.`,
		Example: `  quadrille review
  quadrille review --below 0.7 --document moscow.txt
  quadrille review --merges
  echo ynsq | quadrille review --claims`,
		Args: between(0, 0, ""),
	}
	f := c.Flags()
	f.Float64Var(&k.below, "below", 0.6, "claims less sure than `P`")
	f.BoolVar(&k.merges, "merges", false, "only who is who")
	f.BoolVar(&k.claims, "claims", false, "only claims")
	f.StringVar(&k.because, "because", "", "the `REASON` of every answer")
	k.selecting.flags(c)
	return g.command(c, k.run)
}

func (k *review) run(ctx context.Context, env *Env, _ []string) error {
	if k.below <= 0 || k.below > 1 {
		return misuse("--below %v is not between 0 and 1", k.below)
	}
	questions, err := k.questions(ctx, env)
	if err != nil {
		return err
	}
	if len(questions) == 0 {
		return nothing("nothing is doubtful").hinted("--below %.1f asks of surer claims as well", min(1, k.below+0.2))
	}
	d := &dialogue{env: env, dir: k.global.dir(), because: k.because, questions: questions}
	err = d.hold()
	if len(d.answers) == 0 {
		return err
	}
	ws, e := k.global.openToChange(env) // which brings the graph in line
	if e != nil {
		return errors.Join(err, e)
	}
	defer ws.Close()
	problems, e := ws.Unfollowed(ctx)
	env.unfollowed(problems)
	fmt.Fprintf(env.Stderr, "%s kept; \"quadrille decisions\" lists them\n", plural(len(d.answers), "decision"))
	return errors.Join(err, e)
}

// question is something to be decided.
type question struct {
	head    string   // what is asked
	lines   []string // what to go by, to be wrapped
	choices []choice
}

// choice is a key and what it decides.
type choice struct {
	key  byte
	says string
	do   ledger.Decision
}

// dialogue puts questions and keeps the answers. The workspace is open for no
// longer than it takes to write one down, so that others can look at it, and build,
// meanwhile.
type dialogue struct {
	env       *Env
	dir       string
	because   string
	questions []question
	answers   []int // the questions that were answered, in order
}

func (d *dialogue) hold() error {
	shown := -1
	for i := 0; i < len(d.questions); {
		q := &d.questions[i]
		if shown != i {
			d.put(i, q)
			shown = i
		}
		d.prompt(q)
		key, err := d.key()
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		switch key {
		case 'q', ctrlC, ctrlD:
			d.say("")
			return nil
		case 's', ' ':
			d.say("later")
			i++
		case 'u':
			if i, err = d.takeBack(i); err != nil {
				return err
			}
			shown = -1
		default:
			answered, err := d.answer(q, key)
			if err != nil {
				return err
			}
			if answered {
				d.answers = append(d.answers, i)
				i++
			}
		}
	}
	return nil
}

// The keys by which a terminal stops a program.
const (
	ctrlC = 3
	ctrlD = 4
)

// put shows a question.
func (d *dialogue) put(i int, q *question) {
	p := pen(d.env.colour())
	fmt.Fprintf(d.env.Stdout, "\n%s  %s\n", p.faint(fmt.Sprintf("%d of %d", i+1, len(d.questions))), q.head)
	for _, line := range q.lines {
		for _, l := range wrap(line, d.env.width()-2) {
			fmt.Fprintf(d.env.Stdout, "  %s\n", l)
		}
	}
}

// prompt shows the keys that answer a question.
func (d *dialogue) prompt(q *question) {
	p := pen(d.env.colour())
	var keys []string
	for _, c := range q.choices {
		keys = append(keys, fmt.Sprintf("%s %s", p.bold(string(c.key)), c.says))
	}
	keys = append(keys, p.bold("s")+" later", p.bold("u")+" undo", p.bold("q")+" stop")
	fmt.Fprintf(d.env.Stdout, "  %s? ", strings.Join(keys, ", "))
	d.flush()
}

// say ends the line of a question with what became of it.
func (d *dialogue) say(s string) {
	fmt.Fprintln(d.env.Stdout, s)
	d.flush()
}

// flush shows what was written, which otherwise waits for the end of the command.
func (d *dialogue) flush() {
	if f, ok := d.env.Stdout.(interface{ Flush() error }); ok {
		_ = f.Flush() // whoever does not see the question presses no key
	}
}

// key reads one key; line ends are none where keys come from a file.
func (d *dialogue) key() (byte, error) {
	restore := func() {}
	if d.env.Keys != nil {
		restore = d.env.Keys()
	}
	defer restore()
	var b [1]byte
	for {
		if _, err := io.ReadFull(d.env.Stdin, b[:]); err != nil {
			return 0, err
		}
		switch c := b[0]; {
		case c == '\n', c == '\r', 0x80 <= c && c < 0xc0: // the rest of a letter that is none of the keys
		case c == escape:
			return d.special()
		default:
			return c, nil
		}
	}
}

// escape begins what a terminal sends for an arrow or a function key.
const escape = 0x1b

// special reads the rest of such a key, which is one key, not several. What follows
// the Escape key itself is the key that was pressed after it.
func (d *dialogue) special() (byte, error) {
	var b [1]byte
	if _, err := io.ReadFull(d.env.Stdin, b[:]); err != nil || b[0] != '[' && b[0] != 'O' {
		return b[0], err
	}
	for {
		if _, err := io.ReadFull(d.env.Stdin, b[:]); err != nil || '@' <= b[0] && b[0] <= '~' {
			return escape, err
		}
	}
}

// answer writes down what a key decides; false where it decides nothing.
func (d *dialogue) answer(q *question, key byte) (bool, error) {
	for _, c := range q.choices {
		if c.key != key {
			continue
		}
		made := c.do
		if made.Because == "" {
			made.Because = d.because
		}
		if err := d.write(func(l *ledger.Ledger) error { return l.Decide(made) }); err != nil {
			return false, err
		}
		d.say(c.says)
		return true, nil
	}
	if ' ' < key && key <= '~' {
		d.say(fmt.Sprintf("there is no key %q", key))
	} else {
		d.say("there is no such key")
	}
	return false, nil
}

// takeBack undoes the last answer and returns to its question.
func (d *dialogue) takeBack(at int) (int, error) {
	n := len(d.answers)
	if n == 0 {
		d.say("nothing is answered yet")
		return at, nil
	}
	if err := d.write(func(l *ledger.Ledger) error { _, err := l.Undo(0); return err }); err != nil {
		return at, err
	}
	d.say("took back the last answer")
	at = d.answers[n-1]
	d.answers = d.answers[:n-1]
	return at, nil
}

func (d *dialogue) write(change func(*ledger.Ledger) error) error {
	l, err := ledger.Open(d.dir, nil)
	if err != nil {
		return err
	}
	return errors.Join(change(l), l.Close())
}
