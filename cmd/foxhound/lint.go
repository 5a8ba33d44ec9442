package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"foxhound/internal/schema"
	"foxhound/lint"
)

// lintFlags are the flags of lint, as typed.
type lintFlags struct {
	dialect, output *choice
	least           *choice
}

func newLintCommand(e *env) *cobra.Command {
	var flags lintFlags
	cmd := &cobra.Command{
		Use:   "lint RULES...",
		Short: "Say what in rules and hunts cannot work",
		Long: `Lint says what in rules and hunts cannot work, where, why, and how to mend it.

RULES are files, directories or - for standard input: rules that foxhound wrote, YAML of
Sentinel and Defender, plain KQL, Markdown with KQL in it, and old rule pages. No query is
run. docs/lint.md lists the checks.

Exit status: 0 done; 1 errors were found; 2 usage, or a file that could not be read.`,
		Example: `  foxhound lint examples/remus/page.md
  foxhound lint -o sarif rules > lint.sarif`,
	}
	flags.dialect = addChoice(cmd, "dialect", "", "where the queries run; auto tells it from each rule", "auto", string(schema.Sentinel), string(schema.Defender))
	flags.output = addChoice(cmd, "output", "o", "format of the findings", lint.Formats()...)
	flags.least = addChoice(cmd, "severity", "", "the least severity that is shown", string(lint.Note), string(lint.Warning), string(lint.Error))
	cmd.RunE = func(_ *cobra.Command, args []string) error { return runLint(e, flags, args) }
	return cmd
}

func runLint(e *env, flags lintFlags, args []string) error {
	if len(args) == 0 {
		return errors.New("no rules given; name files or directories, or - for standard input")
	}
	opts := lint.Options{Dialect: schema.Dialect(flags.dialect.value)}
	if flags.dialect.value == "auto" {
		opts.Dialect = schema.Any
	}
	files, failed := lintFiles(e, args)
	var reports []*lint.Report
	wrong := 0
	for _, name := range files {
		r, err := lintFile(e, name, opts)
		if err != nil {
			e.complain(err)
			failed = true
			continue
		}
		wrong += r.Count(lint.Error)
		r.Findings = slices.DeleteFunc(r.Findings, func(f lint.Finding) bool { return !f.Severity.AtLeast(lint.Severity(flags.least.value)) })
		reports = append(reports, r)
	}
	if err := lint.Write(e.out, flags.output.value, reports); err != nil {
		return err
	}
	switch {
	case failed:
		return status(exitError)
	case wrong > 0:
		return status(exitNo)
	}
	return nil
}

func lintFile(e *env, name string, opts lint.Options) (*lint.Report, error) {
	in := e.in
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	text, err := io.ReadAll(io.LimitReader(in, lint.MaxRuleFile+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return lint.Text(name, text, opts)
}

// ruleEndings are those of the files that a directory is searched for.
var ruleEndings = []string{".yaml", ".yml", ".kql", ".csl", ".md", ".txt"}

// lintFiles lists the files that arguments name, directories searched in order of names.
func lintFiles(e *env, args []string) (files []string, failed bool) {
	for _, arg := range args {
		info, err := os.Stat(arg)
		switch {
		case arg == "-" || err == nil && !info.IsDir():
			files = append(files, arg)
			continue
		case err != nil:
			e.complain(err)
			failed = true
			continue
		}
		before := len(files)
		err = filepath.WalkDir(arg, func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() && slices.Contains(ruleEndings, strings.ToLower(filepath.Ext(path))) {
				files = append(files, path)
			}
			return err
		})
		if err == nil && len(files) == before {
			err = fmt.Errorf("%s: no file that is read is in it: there is none whose name ends with %s", arg, strings.Join(ruleEndings, ", "))
		}
		if err != nil {
			e.complain(err)
			failed = true
		}
	}
	return files, failed
}
