package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/quadrille-kg/quadrille/graph/ingest"
	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/internal/nlp"
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
	report, err := ws.Build(ctx, files, &ingest.BuildOptions{Stdin: env.Stdin, Progress: func(p ingest.Progress) { bar.note(p) }})
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
	switch {
	case at.Last.Status == ingest.Failed:
		p.tell(fmt.Sprintf("quadrille: error: %s", failure(at.Last)))
	case p.verbose:
		p.tell(fmt.Sprintf("%s %s", at.Last.Status, clean(at.Last.Input)))
	}
	p.at(at.Done, at.Share)
}

// failure names an input and what was wrong with it, in one line.
func failure(o ingest.Outcome) string {
	what := sentence(o.Err)
	if strings.HasPrefix(what, o.Input) {
		return clean(what)
	}
	return clean(o.Input + ": " + what)
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
