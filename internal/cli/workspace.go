package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/quadrille-kg/quadrille/graph/ingest"
	"github.com/quadrille-kg/quadrille/internal/fetch"
	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/internal/nlp"
	"github.com/quadrille-kg/quadrille/internal/read"
)

// workspace opens what is to be looked at: the workspace on disk, or one in
// memory that is made of the files of --from.
func (l *looking) workspace(ctx context.Context, env *Env, more []string) (*ingest.Workspace, error) {
	files := append(l.from, more...)
	if len(files) == 0 {
		if l.schema != "" {
			return nil, misuse("--schema goes with --from").hinted("a workspace keeps its schema: see quadrille.yaml in it")
		}
		return ingest.Open(l.global.dir(), &ingest.Options{ReadOnly: true, Notice: env.notice})
	}
	nlp.Warm()
	ws, err := ingest.Memory(&ingest.Options{SchemaName: l.schema, NoQuads: !l.quads, Notice: env.notice})
	if err != nil {
		return nil, err
	}
	bar := &progress{env: env}
	report, err := ws.Build(ctx, files, &ingest.BuildOptions{
		Fetch: ingest.FetchOptions{AllowPrivate: l.allowPrivate, Proxies: env.proxies()},
		Stdin: env.Stdin, Said: bar.say, Progress: bar.note,
	})
	bar.finish()
	if err == nil && report.Failed == report.Inputs() {
		err = unread(report.Failed, report.Inputs())
	}
	if err != nil {
		ws.Close()
		return nil, err
	}
	l.global.failed, l.global.inputs = report.Failed, report.Inputs()
	return ws, nil
}

// openToChange opens the workspace for a command that changes it.
func (g *global) openToChange(env *Env) (*ingest.Workspace, error) {
	return ingest.Open(g.dir(), &ingest.Options{Notice: env.notice})
}

// openOrCreate opens the workspace for a build, which makes it where there is none.
func (g *global) openOrCreate(opt *ingest.Options) (ws *ingest.Workspace, created bool, err error) {
	ws, err = ingest.Open(g.dir(), opt)
	if errors.Is(err, ledger.ErrNoWorkspace) {
		ws, err = ingest.Create(g.dir(), opt)
		return ws, err == nil, err
	}
	return ws, false, err
}

// notice passes on what the library set right.
func (e *Env) notice(s string) { e.warn("%s", s) }

// note follows a build: a failed input is named at once, the bar goes on.
func (p *progress) note(at ingest.Progress) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	var foreign *read.LanguageError
	p.foreign = p.foreign || errors.As(at.Last.Err, &foreign)
	switch {
	case at.Last.Status == ingest.Failed:
		p.failed(&at.Last)
	case p.verbose:
		p.tell(fmt.Sprintf("%s %s", at.Last.Status, clean(inputName(&at.Last))))
	}
	if at.Last.Damage != "" && at.Last.Status != ingest.Failed {
		p.damaged(&at.Last)
	}
	p.at(at.Done, at.Share)
}

// mostFailures is how many parts of one input are named that could not be read, or are
// damaged.
const mostFailures = 10

// enough reports whether of an input so many parts were named that the report has to
// name this one. It says so once.
func (p *progress) enough(o *ingest.Outcome) bool {
	if o.Part == "" || p.verbose {
		return false
	}
	if p.failures == nil {
		p.failures = map[string]int{}
	}
	p.failures[o.Input]++
	n := p.failures[o.Input]
	if n == mostFailures+1 {
		p.tell(fmt.Sprintf("quadrille: error: %s: more could not be read; --report lists them all", clean(o.Input)))
	}
	return n > mostFailures
}

// failed names an input that failed, and what to do; of many rows of one table the
// first.
func (p *progress) failed(o *ingest.Outcome) {
	if p.enough(o) {
		return
	}
	p.tell(fmt.Sprintf("quadrille: error: %s", failure(o)))
	var advice interface {
		error
		Hint() string
	}
	if errors.As(o.Err, &advice) {
		p.hint(advice.Hint())
	}
}

// damaged names an input of which not all could be read.
func (p *progress) damaged(o *ingest.Outcome) {
	if p.enough(o) {
		return
	}
	p.tell(fmt.Sprintf("quadrille: warning: %s: %s", clean(inputName(o)), clean(o.Damage)))
	p.hint("what is left of it was read; get it again and build it, and that takes its place")
}

// hint says what to do, if that was not said before: of many URLs that fail alike the
// first has it.
func (p *progress) hint(s string) {
	if s == "" || p.hinted[s] {
		return
	}
	p.tell("quadrille: hint: " + clean(s))
	if p.hinted == nil {
		p.hinted = map[string]bool{}
	}
	p.hinted[s] = true
}

// say tells what was guessed of a table, once where many have the same.
func (p *progress) say(s string) {
	_, guess, _ := strings.Cut(s, ": ")
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if guess != p.said {
		p.said = guess
		p.tell("quadrille: " + clean(s))
	}
}

// inputName is what people are told of an input.
func inputName(o *ingest.Outcome) string {
	switch {
	case o.Status == ingest.Removed: // a row, which is shown by its table's own name
		own := filepath.Base(o.Input)
		if fetch.Is(o.Input) {
			own = fetch.Name(o.Input)
		}
		if row, ok := strings.CutPrefix(o.Sources[0], own); ok {
			return o.Input + row
		}
		return o.Sources[0]
	case o.Part == "":
		return o.Input
	}
	return o.Input + ", " + o.Part
}

// failure names an input and what was wrong with it, in one line.
func failure(o *ingest.Outcome) string {
	what := clean(sentence(o.Err))
	if strings.HasPrefix(what, clean(o.Input)) {
		return what
	}
	return clean(inputName(o)) + ": " + what
}

// unread is the error of a command that could not read some of its inputs, which
// have been named already, or nil.
func unread(failed, of int) error {
	switch {
	case failed == 0:
		return nil
	case failed < of:
		return &fault{err: fmt.Errorf("%s could not be read; the rest is done", plural(failed, "input")), code: Partial}
	case of == 1:
		return &fault{err: errors.New("nothing was read"), code: Failed}
	}
	return &fault{err: fmt.Errorf("none of %s could be read", plural(of, "input")), code: Failed}
}
