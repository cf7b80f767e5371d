package cli

import (
	"fmt"
	"time"

	"github.com/schollz/progressbar/v3"
)

// progress shows a person how far a build is: a bar on a terminal, for many
// inputs only, and nothing in a pipe. It is called from one goroutine.
type progress struct {
	env     *Env
	verbose bool
	bar     *progressbar.ProgressBar // nil until it is worth its line
	// line says that something without a measure is under way, below the bar's end.
	line bool
}

// manyInputs is when a bar is worth its line.
const manyInputs = 4

// at says that done of total inputs are read.
func (p *progress) at(done, total int) {
	if p.env.StderrColumns == 0 || total < manyInputs {
		return
	}
	if p.bar == nil {
		p.bar = p.draw(total)
	}
	p.bar.ChangeMax(total)
	_ = p.bar.Set(done) // a bar that cannot be drawn is no reason to stop
	if done == total {
		p.line = true
		fmt.Fprint(p.env.Stderr, "\rtying it together ...")
	}
}

func (p *progress) draw(total int) *progressbar.ProgressBar {
	return progressbar.NewOptions(total,
		progressbar.OptionSetWriter(p.env.Stderr),
		progressbar.OptionSetWidth(max(10, min(30, p.env.StderrColumns-50))),
		progressbar.OptionSetDescription("reading"),
		progressbar.OptionSetTheme(progressbar.Theme{Saucer: "=", SaucerHead: ">", SaucerPadding: " ", BarStart: "[", BarEnd: "]"}),
		progressbar.OptionShowCount(),
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
