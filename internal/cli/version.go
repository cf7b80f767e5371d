package cli

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func newVersion(g *global) *cobra.Command {
	c := &cobra.Command{
		Use:     "version",
		Short:   "Say which version this is",
		GroupID: "tool",
		Args:    between(0, 0, ""),
	}
	return g.command(c, runVersion)
}

func runVersion(_ context.Context, env *Env, _ []string) error {
	version, commit := "(development)", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		if v := info.Main.Version; v != "" && v != "(devel)" {
			version = v
		}
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				commit = ", commit " + s.Value[:min(12, len(s.Value))]
			}
		}
	}
	_, err := fmt.Fprintf(env.Stdout, "quadrille %s%s, %s %s/%s\n", version, commit, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}
