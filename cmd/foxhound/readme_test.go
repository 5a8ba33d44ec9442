package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The README's commands do what it says they do. Its console blocks hold commands after a
// dollar sign, and what they print; -update rewrites the latter.
func TestREADME(t *testing.T) {
	if testing.Short() {
		t.Skip("starts no goroutines that the scripts do not, and -short is for the race detector")
	}
	readme, err := filepath.Abs(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "examples"), os.DirFS(filepath.Join("..", "..", "examples"))); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	got := replay(t, string(text))
	if *update {
		if err := os.WriteFile(readme, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(string(text), got); diff != "" && !*update {
		t.Errorf("README.md (-says +does):\n%s", diff)
	}
}

// replay returns the text with the output of every command of a console block as it is now.
func replay(t *testing.T, text string) string {
	var out strings.Builder
	console, printed := false, false // in a console block; after a command that ran
	for _, line := range strings.SplitAfter(text, "\n") {
		command, isCommand := strings.CutPrefix(line, "$ ")
		switch {
		case strings.HasPrefix(line, "```"):
			console, printed = strings.HasPrefix(line, "```console"), false
			out.WriteString(line)
		case console && isCommand:
			out.WriteString(line)
			args, ours := strings.CutPrefix(strings.TrimSpace(command), "go run ./cmd/foxhound ")
			if printed = ours; ours {
				out.WriteString(run(t, shellWords(args)))
			}
		case !printed:
			out.WriteString(line)
		}
	}
	return out.String()
}

// shellWords takes a command line apart as a shell does that knows single quotes and nothing else.
func shellWords(line string) []string {
	var list []string
	for line = strings.TrimSpace(line); line != ""; line = strings.TrimLeft(line, " ") {
		quote, end := "", " "
		if strings.HasPrefix(line, "'") {
			quote, end = "'", "'"
		}
		word, rest, _ := strings.Cut(strings.TrimPrefix(line, quote), end)
		list, line = append(list, word), rest
	}
	return list
}

// run returns what a command prints, as a terminal shows it: what it says of its input
// stands behind its output.
func run(t *testing.T, args []string) string {
	e, out, errs := testEnv("")
	if status := Main(context.Background(), args, e); status != exitDone {
		t.Errorf("foxhound %s: exit status %d, %s", strings.Join(args, " "), status, errs)
	}
	return out.String() + errs.String()
}
