package cli

import (
	"fmt"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
)

// progress shows a person how far a build is: a bar on a terminal, for many
// inputs only, and nothing in a pipe.
type progress struct {
	env     *Env
	verbose bool
	bar     *progressbar.ProgressBar // nil until it is worth its line
	began   time.Time                // when it was drawn
	// line says that something without a measure is under way, below the bar's end.
	line    bool
	foreign bool // something is not in English
	alone   bool // nothing is to be done once all is read

	hinted   map[string]bool // the hints that were given
	failures map[string]int  // how many parts failed, by input
	said     string          // what was told last of a table
	mutex    sync.Mutex      // of the terminal, for guesses are told by who reads ahead
}

// manyInputs is when a bar is worth its line.
const manyInputs = 4

// barSteps is how finely a bar tells how much is done.
const barSteps = 10_000

// at says that so many inputs are read, and which share of all that is; 0 where
// nobody knows.
func (p *progress) at(done int, share float64) {
	if p.env.StderrColumns == 0 || float64(done) < share*manyInputs {
		return
	}
	if p.bar == nil {
		p.bar, p.began = p.draw(share), time.Now()
	}
	rate := float64(done) / max(time.Since(p.began).Seconds(), 0.1)
	p.bar.Describe(fmt.Sprintf("reading %s, %s/s", number(done), number(int(rate+0.5))))
	if share == 0 {
		_ = p.bar.Add(1) // a bar that cannot be drawn is no reason to stop
		return
	}
	_ = p.bar.Set(int(share * barSteps))
	if share == 1 && !p.alone {
		p.line = true
		fmt.Fprint(p.env.Stderr, "\rtying it together ...")
	}
}

// draw begins a bar, or a count where it is not known how much there is.
func (p *progress) draw(share float64) *progressbar.ProgressBar {
	steps := barSteps
	if share == 0 {
		steps = -1
	}
	return progressbar.NewOptions(steps,
		progressbar.OptionSetWriter(p.env.Stderr),
		progressbar.OptionSetWidth(max(10, min(30, p.env.StderrColumns-60))),
		progressbar.OptionSetTheme(progressbar.Theme{Saucer: "=", SaucerHead: ">", SaucerPadding: " ", BarStart: "[", BarEnd: "]"}),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)
}

// finish clears the bar away.
func (p *progress) finish() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
	if p.line {
		fmt.Fprint(p.env.Stderr, "\r\x1b[K")
	}
}

// tell writes a message where the bar stands, which is drawn again below it.
func (p *progress) tell(message string) {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
	fmt.Fprintln(p.env.Stderr, message)
}
