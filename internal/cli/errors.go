package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"github.com/quadrille-kg/quadrille/graph/ingest"
	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/graph/view"
	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/schema"
)

// The exit codes. A shell adds 128 to a signal's number, and so do we for Ctrl-C.
const (
	Done        = 0
	Failed      = 1   // it could not be done
	Misused     = 2   // the call is wrong
	Partial     = 3   // done, but some inputs could not be read
	Nothing     = 4   // nothing was found
	Interrupted = 130 // stopped by Ctrl-C
)

// fault is an error that knows its exit code and what a person may do about it.
type fault struct {
	err  error
	code int
	hint string // "" for none
}

func (f *fault) Error() string { return f.err.Error() }
func (f *fault) Unwrap() error { return f.err }

// misuse says that the call is wrong.
func misuse(format string, args ...any) *fault {
	return &fault{err: fmt.Errorf(format, args...), code: Misused}
}

// nothing says that there is no such thing.
func nothing(format string, args ...any) *fault {
	return &fault{err: fmt.Errorf(format, args...), code: Nothing}
}

// noSuch says that a word of the call is none of those that it may be, and which was
// probably meant.
func noSuch(kind, name string, names []string) *fault {
	f := misuse("there is no %s %q", kind, name)
	if near := view.Near(name, names); len(near) > 0 {
		return f.hinted("did you mean %q?", near[0])
	}
	return f.hinted("it is %s", either(names))
}

// either lists words of which one is meant: "a, b or c".
func either(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

// hinted adds what to do.
func (f *fault) hinted(format string, args ...any) *fault {
	f.hint = fmt.Sprintf(format, args...)
	return f
}

// judge finds an error's exit code and hint. The errors of the library are
// known here by their types, so that the library need not know of exit codes.
func judge(err error) *fault {
	var own *fault
	if errors.As(err, &own) {
		return &fault{err: err, code: own.code, hint: own.hint}
	}
	f := &fault{err: err, code: Failed}
	var locked *ledger.LockedError
	var newer *ledger.FormatError
	var damaged *ledger.DamagedError
	var name *ingest.NameError
	var unknown *view.UnknownError
	var path *fs.PathError
	var unfollowed *ingest.UnfollowedError
	var mistake *ledger.SyntaxError
	var server *store.ServerError
	var stranger *ingest.StrangerError
	switch {
	case errors.As(err, &server):
		f.hint = server.Hint
	case errors.Is(err, ingest.ErrNoText):
		f.hint = `give the command where the documents are, or copy them into the workspace's folder "documents"`
	case errors.As(err, &stranger):
		f.hint = strangerHint(stranger)
	case errors.As(err, &name):
		f.code, f.hint = Nothing, nameHint(name)
		if len(name.Candidates) > 0 {
			f.code = Misused
		}
	case errors.As(err, &unknown):
		f.code, f.hint = Nothing, unknown.Hint()
	case errors.Is(err, context.Canceled):
		f.code = Interrupted
	case errors.Is(err, ledger.ErrNoWorkspace):
		f.hint = `"quadrille build FILE..." makes one; --graph names another`
	case errors.Is(err, ledger.ErrNotFound):
		f.code = Nothing
		f.hint = `"quadrille stats" lists the documents`
	case errors.Is(err, ledger.ErrNoDecision):
		f.code = Nothing
		f.hint = `"quadrille decisions" lists them with their lines`
	case errors.As(err, &unfollowed):
		f.code = Nothing
		f.hint = "nothing was decided"
	case errors.As(err, &mistake) && mistake.Line > 0:
		f.hint = "mend the file there, and give the same command again"
	case errors.As(err, &locked):
		f.hint = "wait until it is done, or name another workspace with --graph"
	case errors.As(err, &newer):
		f.hint = "read it with the version that made it, or a later one"
	case errors.Is(err, store.ErrDamaged):
		f.hint = `"quadrille reindex" makes it anew from the documents; nothing is lost`
	case errors.As(err, &damaged):
		f.hint = fmt.Sprintf(`build its source again, or take it out with "quadrille remove %.12s"`, damaged.ID)
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		f.hint = "the disk is full; what was reported as done is safe: make room and run the same command again"
	case errors.As(err, &path) && errors.Is(err, fs.ErrPermission):
		f.hint = "look at the permissions of " + path.Path
	}
	return f
}

func strangerHint(e *ingest.StrangerError) string {
	switch {
	case e.Made:
		return "give this one a schema of its own: ?search_path=NAME at the end of the URL; to read what is there, put the URL into a quadrille.yaml"
	case !e.Folder:
		return "change it where its documents are, or copy them here"
	}
	return `give this workspace a schema of its own: ?search_path=NAME at the end of "backend" in quadrille.yaml; "quadrille reindex --replace" throws the other graph away`
}

func nameHint(e *ingest.NameError) string {
	switch {
	case len(e.Candidates) > 0:
		return "name it by one of these"
	case len(e.Near) > 0:
		return (&view.UnknownError{Kind: e.What, Name: e.Name, Near: e.Near}).Hint()
	case e.What == "document":
		return `"quadrille stats" lists the documents`
	}
	return `"quadrille entities" lists them`
}

// report prints an error to a person, and returns its exit code. A reader that
// went away ("| head") is no error of ours.
func (e *Env) report(err error) int {
	if err == nil || errors.Is(err, syscall.EPIPE) {
		return Done
	}
	var mistakes schema.Errors
	if errors.As(err, &mistakes) && allMistakes(err) {
		return e.reportMistakes(err)
	}
	f := judge(err)
	if message := sentence(f.err); message != "" {
		fmt.Fprintf(e.Stderr, "quadrille: error: %s\n", cleanLines(message))
	}
	if f.hint != "" {
		fmt.Fprintf(e.Stderr, "quadrille: hint: %s\n", cleanLines(f.hint))
	}
	return f.code
}

// allMistakes reports whether an error is nothing but mistakes in schema files.
func allMistakes(err error) bool {
	switch err := err.(type) {
	case schema.Errors:
		return true
	case interface{ Unwrap() []error }:
		for _, each := range err.Unwrap() {
			if !allMistakes(each) {
				return false
			}
		}
		return true
	case interface{ Unwrap() error }:
		return err.Unwrap() != nil && allMistakes(err.Unwrap())
	}
	return false
}

// reportMistakes prints the mistakes in schema files, each with its own hint.
func (e *Env) reportMistakes(err error) int {
	switch err := err.(type) {
	case schema.Errors:
		for i, mistake := range err {
			if i == maxMistakes {
				fmt.Fprintf(e.Stderr, "quadrille: error: and %d more mistakes\n", len(err)-i)
				break
			}
			bare := *mistake
			bare.Hint = ""
			fmt.Fprintf(e.Stderr, "quadrille: error: %s\n", bare.Error())
			if mistake.Hint != "" {
				fmt.Fprintf(e.Stderr, "quadrille: hint: %s\n", mistake.Hint)
			}
		}
	case interface{ Unwrap() []error }:
		for _, each := range err.Unwrap() {
			e.reportMistakes(each)
		}
	case interface{ Unwrap() error }:
		e.reportMistakes(err.Unwrap())
	}
	return Failed
}

// maxMistakes keeps a file that is something else altogether from filling the screen.
const maxMistakes = 20

// warn tells a person of something that did not stop the command, once.
func (e *Env) warn(format string, args ...any) {
	s := cleanLines(fmt.Sprintf(format, args...))
	if e.warned != nil {
		if _, said := e.warned.LoadOrStore(s, true); said {
			return
		}
	}
	fmt.Fprintf(e.Stderr, "quadrille: warning: %s\n", s)
}

// sentence puts an error's words on a line, in a person's terms.
func sentence(err error) string {
	s := err.Error()
	var path *fs.PathError
	if errors.As(err, &path) { // the operation is a system call's name
		s = strings.Replace(s, path.Op+" "+path.Path, clean(path.Path), 1)
	}
	if errors.Is(err, context.Canceled) {
		s = strings.Replace(s, context.Canceled.Error(), "stopped", 1)
	}
	return s
}
