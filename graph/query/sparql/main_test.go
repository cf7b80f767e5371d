package sparql

import (
	"os"
	"testing"

	"github.com/quadrille-kg/quadrille/graph/store/pgtest"
)

// TestMain stops the database server that a benchmark may have started.
func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }
