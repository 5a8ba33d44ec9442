package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"foxhound/indicator"
)

// The exit statuses. A usage error or an input that could not be read to its end wins
// over an answer that is no.
const (
	exitDone        = 0
	exitNo          = 1   // the question was answered no
	exitError       = 2   // usage, or an input that could not be read to its end
	exitInterrupted = 130 // after saying what was covered
)

// A status is an error that only sets the exit status: everything has been said.
type status int

func (s status) Error() string { return fmt.Sprintf("exit status %d", int(s)) }

// Main runs foxhound with the arguments that follow its name and returns the exit status.
func Main(ctx context.Context, args []string, e *env) int {
	root := newRootCommand(e)
	root.SetArgs(args)
	err := checkCommand(root, args)
	if err == nil {
		err = root.ExecuteContext(ctx)
	}
	var s status
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &s):
		return int(s)
	case ctx.Err() != nil:
		e.complain(interruption(err))
		return exitInterrupted
	}
	e.complain(err)
	return exitError
}

// interruption says what was interrupted: of several things, those before it are done.
func interruption(err error) error {
	at, canceled := strings.CutSuffix(err.Error(), context.Canceled.Error())
	switch at = strings.TrimSuffix(at, ": "); {
	case !canceled:
		return err
	case at == "":
		return errors.New("interrupted")
	}
	return fmt.Errorf("interrupted at: %s", at)
}

// complain says on one line of standard error what went wrong. Errors quote what feeds,
// logs and arguments hold, so nothing in them may act on the terminal.
func (e *env) complain(err error) {
	fmt.Fprintf(e.err, "foxhound: %s\n", indicator.Printable(err.Error(), 0))
}

func newRootCommand(e *env) *cobra.Command {
	root := &cobra.Command{
		Use:   "foxhound",
		Short: "From indicator to proven hunt",
		Long: `foxhound hunts log files for indicators of compromise, and writes the hunts
of a malware family as rules for Microsoft Sentinel and Defender.`,
		Example: `  foxhound hunt -i examples/remus/page.md examples/remus/logs
  foxhound rule Remus -i examples/remus/page.md`,
		Version:            fullVersion(),
		SilenceErrors:      true,
		SilenceUsage:       true,
		DisableSuggestions: true, // checkCommand suggests
	}
	root.SetVersionTemplate("foxhound {{.Version}}\n")
	root.SetIn(e.in)
	root.SetOut(e.out)
	root.SetErr(e.err)
	root.SetFlagErrorFunc(flagError)
	root.AddCommand(newFamilyCommand(e), newExclusionCommand(e), newFeedCommand(e), newFindingCommand(e), newGuardCommand(e), newHuntCommand(e), newIndicatorCommand(e), newLintCommand(e), newQueryCommand(e), newRuleCommand(e), newStoreCommand(e), newTestCommand(e), newVersionCommand(e))
	return root
}

// checkCommand finds a mistyped command before its flags are read as the root's.
func checkCommand(root *cobra.Command, args []string) error {
	if len(args) > 0 && strings.HasPrefix(args[0], cobra.ShellCompRequestCmd) {
		return nil
	}
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd(args...)
	if len(args) > 1 && args[0] == "help" {
		return checkTopic(root, args[1:])
	}
	cmd, rest, err := root.Find(args)
	if err == nil && cmd.HasSubCommands() && !cmd.Runnable() && cmd != root {
		return checkSub(cmd, rest)
	}
	if err == nil {
		return nil
	}
	for _, word := range rest {
		if !strings.HasPrefix(word, "-") {
			return fmt.Errorf("unknown command `%s`; %s", word, orNearest(word, commandNames(root), "see foxhound --help"))
		}
	}
	return err
}

// checkTopic finds what no command is called that help is asked for.
func checkTopic(root *cobra.Command, names []string) error {
	cmd, rest, err := root.Find(names)
	if err == nil && cmd != root {
		return checkSub(cmd, rest)
	}
	return checkSub(root, names)
}

// checkSub refuses a word that is no command below cmd.
func checkSub(cmd *cobra.Command, words []string) error {
	if len(words) == 0 || strings.HasPrefix(words[0], "-") {
		return nil
	}
	_, path, _ := strings.Cut(cmd.CommandPath()+" "+words[0], " ")
	return fmt.Errorf("unknown command `%s`; %s", path, orNearest(words[0], commandNames(cmd), "see "+cmd.CommandPath()+" --help"))
}

func commandNames(root *cobra.Command) []string {
	var names []string
	for _, c := range root.Commands() {
		names = append(names, c.Name())
	}
	return names
}

// flagError says what is wrong with a flag and how to mend it.
func flagError(cmd *cobra.Command, err error) error {
	var missing *pflag.NotExistError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &missing):
		return fmt.Errorf("unknown flag `%s`; %s", spelled(missing),
			orNearest(spelled(missing), flagNames(cmd), "see "+cmd.CommandPath()+" --help"))
	case errors.As(err, &invalid):
		return fmt.Errorf("flag `--%s`: %w", invalid.GetFlag().Name, plainly(invalid))
	}
	return fmt.Errorf("%w; see %s --help", err, cmd.CommandPath())
}

// plainly is what is wrong with a flag's value, for people who do not write Go.
func plainly(err *pflag.InvalidValueError) error {
	if !errors.As(err, new(*strconv.NumError)) {
		return err.Unwrap()
	}
	if err.GetFlag().Value.Type() == "bool" {
		return fmt.Errorf("`%s` is neither true nor false", err.GetValue())
	}
	return fmt.Errorf("`%s` is no whole number", err.GetValue())
}

// spelled is the flag as it was typed.
func spelled(err *pflag.NotExistError) string {
	if err.GetSpecifiedShortnames() != "" {
		return "-" + err.GetSpecifiedName()
	}
	return "--" + err.GetSpecifiedName()
}

func flagNames(cmd *cobra.Command) []string {
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
	return names
}
