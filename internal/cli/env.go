package cli

import (
	"context"
	"io"
	"path/filepath"
	"strings"
	"sync"
)

// Env is the machine as a command sees it. main fills it in from the process;
// a test fills in its own. It is read, never written.
type Env struct {
	Args   []string // without the program's name
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer
	// Keys makes the terminal that Stdin is give each key as it is pressed, until what
	// it returns is called; nil where Stdin is no terminal.
	Keys func() (restore func())
	// Getenv reads the environment; nil has none.
	Getenv func(string) string
	// Columns is the width of the terminal that Stdout is, 0 where it is none.
	// A terminal gets tables, a pipe gets JSON lines.
	Columns int
	// StderrColumns is the same of Stderr. Progress is shown on a terminal alone.
	StderrColumns int
	// warned has what warn has said, for the same may be found twice on the way.
	warned *sync.Map
	// Raw lets keys through from the terminal that Stdin is, one by one, until restore is
	// called. nil where Stdin is none.
	Raw func() (restore func(), err error)
}

// The environment variables that are read, and no others.
const (
	graphVar   = "QUADRILLE_GRAPH" // the workspace, where --graph does not say
	noColorVar = "NO_COLOR"        // https://no-color.org
	termVar    = "TERM"            // "dumb" has no colour

	httpProxyVar  = "HTTP_PROXY" // these three also in small letters, which go first
	httpsProxyVar = "HTTPS_PROXY"
	noProxyVar    = "NO_PROXY"

	stateVar = "XDG_STATE_HOME" // where a person's programs keep what they remember
	homeVar  = "HOME"
	localVar = "LOCALAPPDATA" // the same on Windows
)

// defaultGraph is the workspace where neither flag nor environment names one.
const defaultGraph = "quadrille.kg"

func (e *Env) getenv(key string) string {
	if e.Getenv == nil {
		return ""
	}
	return e.Getenv(key)
}

// stateDir is where to keep what is remembered from one call to the next; "" where no
// place is known.
func (e *Env) stateDir() string {
	switch {
	case filepath.IsAbs(e.getenv(stateVar)):
		return filepath.Join(e.getenv(stateVar), "quadrille")
	case e.getenv(homeVar) != "":
		return filepath.Join(e.getenv(homeVar), ".local", "state", "quadrille")
	case e.getenv(localVar) != "":
		return filepath.Join(e.getenv(localVar), "quadrille")
	}
	return ""
}

// terminal reports whether a person is looking at Stdout.
func (e *Env) terminal() bool { return e.Columns > 0 }

// width is what a table on Stdout may take: the terminal's columns, within
// reason. 80 where a table was asked for in a pipe.
func (e *Env) width() int {
	if e.Columns == 0 {
		return 80
	}
	return min(max(e.Columns, 40), 200)
}

// colour reports whether Stdout takes escape sequences.
func (e *Env) colour() bool {
	return e.terminal() && e.getenv(noColorVar) == "" && e.getenv(termVar) != "dumb"
}

// patient is a reader that gives up when its context ends, even where the one
// under it waits for somebody to type.
type patient struct {
	ctx   context.Context
	under io.Reader
	pipe  *io.PipeReader // nil until the first read
}

func (p *patient) Read(b []byte) (int, error) {
	if p.pipe == nil {
		r, w := io.Pipe()
		p.pipe = r
		go func() {
			_, err := io.Copy(w, p.under)
			w.CloseWithError(err) // nil is the end of the input
		}()
		context.AfterFunc(p.ctx, func() { w.CloseWithError(p.ctx.Err()) })
	}
	return p.pipe.Read(b)
}

// pen writes words in colour, or plainly where there is none.
type pen bool

func (p pen) paint(code, s string) string {
	if !p || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (p pen) bold(s string) string    { return p.paint("1", s) }
func (p pen) faint(s string) string   { return p.paint("2", s) }
func (p pen) red(s string) string     { return p.paint("31", s) }
func (p pen) green(s string) string   { return p.paint("32", s) }
func (p pen) yellow(s string) string  { return p.paint("33", s) }
func (p pen) magenta(s string) string { return p.paint("35", s) }
func (p pen) cyan(s string) string    { return p.paint("36", s) }

// mark sets words off from those around them: underlined, or in brackets where
// there is no colour.
func (p pen) mark(s string) string {
	if !p {
		return "[" + s + "]"
	}
	return p.paint("1;4", s)
}

// clean makes a document's words fit to print on a line: what would move the
// cursor, colour the terminal or turn the text round becomes a space.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < 0x20, 0x7f <= r && r < 0xa0:
			return ' '
		case r == 0x200e, r == 0x200f, 0x202a <= r && r <= 0x202e, 0x2066 <= r && r <= 0x2069:
			return ' ' // marks and overrides of direction
		case r == 0x2028, r == 0x2029:
			return ' '
		}
		return r
	}, s)
}

// cleanLines cleans words that may take several lines, as an excerpt of a file
// does.
func cleanLines(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = clean(lines[i])
	}
	return strings.Join(lines, "\n")
}
