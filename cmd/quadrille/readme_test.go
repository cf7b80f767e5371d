package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/internal/cli"
)

var update = flag.Bool("update", false, "write what the program prints into the scripts and the README")

func repository() (string, error) { return filepath.Abs("../..") }

// Every example of the README is run, in order, as a reader would: a block
// of "console" is commands after "$ " and what they print. A line "..." stands
// for any lines. What is called with a plain command line prints as on a terminal
// of 80 columns; a pipe gets what a pipe gets.
func TestReadme(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: the README's examples run the whole program many times")
	}
	repo, err := repository()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(repo, "README.md")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := os.Symlink(filepath.Join(repo, "testdata"), "testdata"); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	blocks := 0
	rest := string(data)
	for {
		before, after, found := strings.Cut(rest, "```console\n")
		out.WriteString(before)
		if !found {
			break
		}
		block, tail, closed := strings.Cut(after, "```\n")
		if !closed {
			t.Fatal("a console block of the README does not end")
		}
		blocks++
		out.WriteString("```console\n" + runBlock(t, block) + "```\n")
		rest = tail
	}
	if blocks == 0 {
		t.Fatal("the README has no examples")
	}
	if *update {
		if err := os.WriteFile(file, []byte(out.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// runBlock runs a block's commands and returns it with what they printed.
func runBlock(t *testing.T, block string) string {
	t.Helper()
	var out strings.Builder
	for _, step := range strings.Split("\n"+block, "\n$ ")[1:] {
		command, want, _ := strings.Cut(step, "\n")
		want = strings.TrimRight(want, "\n")
		got := want
		if !strings.HasPrefix(command, "go test") && !strings.HasPrefix(command, "go install") && !needsMissing(t, command) {
			got = strings.TrimRight(elapsed.ReplaceAllString(runLine(t, command), "in 0.2 s."), "\n")
		}
		if !matches(want, got) {
			if !*update {
				t.Errorf("$ %s\n%s", command, cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")))
			}
		} else {
			got = want // its "..." stays
		}
		out.WriteString("$ " + command + "\n")
		if got != "" {
			out.WriteString(got + "\n")
		}
	}
	return out.String()
}

// needsMissing reports whether a command needs another program that is not there.
func needsMissing(t *testing.T, command string) bool {
	for _, program := range []string{"jq"} {
		if _, err := exec.LookPath(program); err != nil && strings.Contains(command, "| "+program+" ") {
			t.Logf("not run, for there is no %s: %s", program, command)
			return true
		}
	}
	return false
}

// elapsed is a time that differs from run to run.
var elapsed = regexp.MustCompile(`in \d+(\.\d)? s\.`)

// matches compares line by line; "..." stands for any number of lines.
func matches(want, got string) bool {
	parts := strings.Split("\n"+want+"\n", "\n...\n")
	rest := "\n" + got + "\n"
	for i, part := range parts {
		if i > 0 {
			part = "\n" + part
		}
		if i < len(parts)-1 {
			part += "\n"
		}
		at := strings.Index(rest, part)
		if at < 0 || i == 0 && at > 0 {
			return false
		}
		if i == len(parts)-1 && !strings.HasSuffix(rest, part) {
			return false
		}
		rest = rest[at+max(0, len(part)-1):]
	}
	return len(parts) > 1 || want == got
}

// runLine runs one command: in this process, as on a terminal, or by the shell
// where it needs one.
func runLine(t *testing.T, line string) string {
	t.Helper()
	line = strings.Replace(line, "go run ./cmd/quadrille", "quadrille", 1)
	if strings.ContainsAny(line, "|>;&") && !strings.Contains(line, "'?") || strings.Contains(line, "| ") {
		c := exec.Command("sh", "-c", line)
		both, err := c.CombinedOutput()
		if err != nil {
			t.Errorf("$ %s: %v", line, err)
		}
		return string(both)
	}
	args, err := words(line)
	if err != nil || len(args) == 0 || args[0] != "quadrille" {
		t.Fatalf("$ %s: not a command of ours: %v", line, err)
	}
	var both bytes.Buffer
	code := cli.Run(context.Background(), &cli.Env{
		Args: args[1:], Stdin: strings.NewReader(""), Stdout: &both, Stderr: &both,
		Getenv: func(key string) string {
			if key == "NO_COLOR" {
				return "1"
			}
			return ""
		},
		Columns: 80,
	})
	if code != 0 && code != 4 {
		t.Errorf("$ %s: exit code %d", line, code)
	}
	return both.String()
}
