package main

import (
	"fmt"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/quadrille-kg/quadrille/graph/store/pgtest"
)

func TestMain(m *testing.M) {
	testscript.Main(withServer{m}, map[string]func(){
		"quadrille": func() { os.Exit(run()) },
	})
}

// withServer stops the database server that a script may have started.
type withServer struct{ m *testing.M }

func (w withServer) Run() int { return pgtest.Main(w.m) }

// The scripts drive the whole program: each is a story of commands with what
// they print and leave behind.
func TestScripts(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: the scripts run the whole program many times")
	}
	testscript.Run(t, testscript.Params{
		Dir:           "../../testdata/scripts",
		UpdateScripts: *update,
		Cmds:          map[string]func(*testscript.TestScript, bool, []string){"serve": serve, "database": database},
		Setup: func(e *testscript.Env) error {
			// "$REPO" finds the samples; a person's own settings stay out.
			repo, err := repository()
			e.Setenv("REPO", repo)
			e.Setenv("TERM", "dumb")
			for _, v := range []string{"PGPASSWORD", "PGPASSFILE"} { // of the server that is given
				e.Setenv(v, os.Getenv(v))
			}
			return err
		},
		Condition: func(name string) (bool, error) {
			if name != "postgres" {
				return false, fmt.Errorf("there is no condition %q", name)
			}
			_, _, missing := pgtest.Find()
			return missing == "", nil
		},
	})
}

// database sets $DATABASE to the URL of an empty schema of a script's own.
func database(ts *testscript.TestScript, _ bool, _ []string) {
	url, drop, missing := pgtest.Find()
	if missing != "" {
		ts.Fatalf("%s", missing)
	}
	ts.Defer(drop)
	ts.Setenv("DATABASE", url)
}
