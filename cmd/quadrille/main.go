package main

import (
	"context"
	"os"
	"os/signal"
	"runtime"
	"syscall"

	"golang.org/x/term"

	"github.com/quadrille-kg/quadrille/internal/cli"
)

func main() {
	// A ballast makes the collector wait until 64 MB of garbage have come together, where
	// a small heap would be collected again and again. Nobody writes to it, so that it
	// takes addresses and no memory.
	ballast := make([]byte, 64<<20)
	code := run()
	runtime.KeepAlive(ballast)
	os.Exit(code)
}

// run joins the command line to the machine: signals, streams, exit code.
func run() int {
	// A reader that goes away ("| head") shows as an error of the write, which
	// the command line takes quietly, rather than killing a build half way.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// The first Ctrl-C asks, the second kills.
	context.AfterFunc(ctx, stop)
	return cli.Run(ctx, &cli.Env{
		Args:          os.Args[1:],
		Stdin:         os.Stdin,
		Keys:          keys(os.Stdin),
		Stdout:        os.Stdout,
		Stderr:        os.Stderr,
		Getenv:        os.Getenv,
		Columns:       columns(os.Stdout),
		StderrColumns: columns(os.Stderr),
		Raw:           raw(os.Stdin),
	})
}

// keys returns what makes the terminal that f is give each key as it is pressed;
// nil where it is none.
func keys(f *os.File) func() func() {
	fd := int(f.Fd())
	if !term.IsTerminal(fd) {
		return nil
	}
	return func() func() {
		before, err := term.MakeRaw(fd)
		if err != nil {
			return func() {} // keys come with the end of the line then
		}
		return func() { _ = term.Restore(fd, before) }
	}
}

// columns returns the width of the terminal that f is, 0 where it is none.
func columns(f *os.File) int {
	if !term.IsTerminal(int(f.Fd())) {
		return 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil || width <= 0 {
		return 80
	}
	return width
}

// raw returns what lets single keys through from a terminal; nil where f is none.
func raw(f *os.File) func() (restore func(), err error) {
	fd := int(f.Fd())
	if !term.IsTerminal(fd) {
		return nil
	}
	return func() (func(), error) {
		old, err := term.MakeRaw(fd)
		return func() { _ = term.Restore(fd, old) }, err
	}
}
