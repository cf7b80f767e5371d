package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"golang.org/x/term"
)

// shellHelp is what ".help" prints.
const shellHelp = `A query is answered when its line ends; one whose brackets are open goes on in
the next line. The Tab key completes names, the arrows go through the history.

  .lang sparql     take what follows for SPARQL (pattern, gizmo, graphql);
                   .lang alone guesses again
  .format csv      write answers as table, csv, json, jsonl, nquads or turtle
  .limit 100       no more than so many answers; 0 is the default
  .timeout 10s     give up after so long
  .transitive on   follow transitive relations any number of times in patterns
  .quit            leave, as Ctrl-D does
`

// shell reads queries from a person and answers them, until the input ends.
func (s *session) shell(ctx context.Context) error {
	if err := s.read(); err != nil {
		return err
	}
	past, err := openHistory(s.env)
	if err != nil {
		s.env.warn("no history is kept: %v", err)
	}
	t := term.NewTerminal(struct {
		io.Reader
		io.Writer
	}{s.env.Stdin, &flushing{s.env.Stdout}}, prompt)
	t.History = past
	if err := t.SetSize(s.env.width(), 24); err != nil {
		return err
	}
	c := &completer{candidates: s.candidates(), show: func(text string) { fmt.Fprint(t, text) }}
	t.AutoCompleteCallback = c.complete
	fmt.Fprintf(s.env.Stderr, "%s. .help says what can be asked, Ctrl-D leaves.\n", plural(len(s.entities), "entity"))
	for {
		text, err := s.readQuery(t)
		if err == io.EOF {
			_, err = fmt.Fprintln(s.env.Stdout)
			return err
		}
		if err != nil {
			return err
		}
		switch text = strings.TrimSpace(text); {
		case text == "":
			continue
		case text == ".quit" || text == ".exit" || text == "quit" || text == "exit":
			return nil
		case strings.HasPrefix(text, "."):
			err = s.command(text)
		default:
			err = s.answer(ctx, text)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			s.env.report(err)
		}
		if err := flush(s.env.Stdout); err != nil {
			return err
		}
	}
}

const (
	prompt = "? "
	within = "… " // of a query that goes on
)

// readQuery reads a line, and as many more as its brackets need. The terminal is raw
// only meanwhile, so that Ctrl-C stops a query that runs.
func (s *session) readQuery(t *term.Terminal) (string, error) {
	restore, err := s.env.Raw()
	if err != nil {
		return "", fmt.Errorf("the terminal: %w", err)
	}
	defer restore()
	var lines []string
	defer t.SetPrompt(prompt)
	for {
		line, err := t.ReadLine()
		if err != nil && !errors.Is(err, term.ErrPasteIndicator) {
			return "", err
		}
		lines = append(lines, line)
		text := strings.Join(lines, "\n")
		if !unfinished(text) || line == "" {
			return text, nil
		}
		t.SetPrompt(within)
	}
}

// unfinished reports whether brackets are open in a text, strings left aside.
func unfinished(text string) bool {
	depth := 0
	quote := rune(0)
	for _, r := range text {
		switch {
		case quote != 0:
			if r == quote || r == '\n' {
				quote = 0
			}
		case r == '"':
			quote = r
		case strings.ContainsRune("{([", r):
			depth++
		case strings.ContainsRune("})]", r):
			depth--
		}
	}
	return depth > 0
}

// answer asks one query.
func (s *session) answer(ctx context.Context, text string) error {
	begin := time.Now()
	a, err := s.ask(ctx, text)
	if err != nil {
		return err
	}
	if err := errors.Join(s.show(a), flush(s.env.Stdout)); err != nil {
		return err
	}
	fmt.Fprintf(s.env.Stderr, "%s, %v\n", a.lang, time.Since(begin).Round(100*time.Microsecond))
	return nil
}

// command carries out a line that begins with a point.
func (s *session) command(line string) error {
	name, value, _ := strings.Cut(line, " ")
	value = strings.TrimSpace(value)
	switch name {
	case ".help":
		_, err := io.WriteString(s.env.Stdout, shellHelp)
		return err
	case ".lang":
		if value != "" && languageOf(value) == nil {
			return noSuch("language", value, languageNames())
		}
		s.lang = value
	case ".format":
		if err := checkForm(value); err != nil {
			return err
		}
		s.format = value
	case ".limit":
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 {
			return misuse(".limit needs a number")
		}
		s.limit = n
	case ".timeout":
		d, err := time.ParseDuration(value)
		if err != nil || d <= 0 {
			return misuse(".timeout needs a time, as in .timeout 10s")
		}
		s.timeout = d
	case ".transitive":
		s.transitive = value != "off"
	default:
		return misuse("there is no command %q", name).hinted(".help lists them")
	}
	return nil
}

// flushing writes to a terminal at once.
type flushing struct{ under io.Writer }

func (f *flushing) Write(b []byte) (int, error) {
	n, err := f.under.Write(b)
	if err == nil {
		err = flush(f.under)
	}
	return n, err
}

func flush(w io.Writer) error {
	if b, ok := w.(*bufio.Writer); ok {
		return b.Flush()
	}
	return nil
}
