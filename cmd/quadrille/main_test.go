package main

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"quadrille": func() { os.Exit(run()) },
	})
}

// The scripts drive the whole program: each is a story of commands with what
// they print and leave behind.
func TestScripts(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: the scripts run the whole program many times")
	}
	testscript.Run(t, testscript.Params{
		Dir:           "../../testdata/scripts",
		UpdateScripts: *update,
		Cmds:          map[string]func(*testscript.TestScript, bool, []string){"serve": serve},
		Setup: func(e *testscript.Env) error {
			// "$REPO" finds the samples; a person's own settings stay out.
			repo, err := repository()
			e.Setenv("REPO", repo)
			e.Setenv("TERM", "dumb")
			return err
		},
	})
}
