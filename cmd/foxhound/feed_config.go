package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"foxhound/internal/config"
	"foxhound/internal/pull"
)

// keyEnv is the environment variable that holds the key of abuse.ch.
const keyEnv = "FOXHOUND_ABUSECH_KEY"

// addConfig adds the flag that names the configuration.
func addConfig(cmd *cobra.Command) *string {
	return cmd.Flags().String("config", "", "the configuration's `FILE` (default: "+config.EnvPath+", else foxhound/foxhound.yaml in the user's configuration directory)")
}

func loadConfig(e *env, flag string) (*config.Config, error) {
	path := flag
	if path == "" {
		var err error
		if path, err = config.Path(e.getenv); err != nil {
			return nil, err
		}
	} else if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("flag `--config`: %w", err)
	}
	return config.Load(path)
}

// addKeyFile adds the flag that names the file with the key of abuse.ch. There is none for the
// key itself: arguments are seen by everybody on the machine.
func addKeyFile(cmd *cobra.Command) *string {
	return cmd.Flags().String("auth-key-file", "", "the `FILE` that holds the key of abuse.ch (default: the variable "+keyEnv+")")
}

// maxKey is how long a key may be.
const maxKey = 1024

// readKey returns the key of abuse.ch; none where nobody says it.
func readKey(e *env, file string) (string, error) {
	key, from := e.getenv(keyEnv), keyEnv
	if file != "" {
		text, err := os.ReadFile(file)
		if err != nil {
			return "", fmt.Errorf("flag `--auth-key-file`: %w", err)
		}
		key, from = string(text), file
	}
	key = strings.TrimSpace(key)
	switch {
	case key == "" && file != "":
		return "", fmt.Errorf("%s holds no key", from)
	case len(key) > maxKey || strings.ContainsFunc(key, func(r rune) bool { return r <= ' ' || r > '~' }):
		return "", fmt.Errorf("%s holds no key: a key is one word of letters and digits", from)
	}
	return key, nil
}

// addFlags are the flags of feed add, as typed.
type addFlags struct {
	config     *string
	kind       string
	columns    string
	confidence int
	expiry     string
	every      string
	timeout    string
	days       int
	whole      bool
	report     bool
	source     string
	query      string
	term       string
	headers    []string
}

func newFeedAddCommand(e *env) *cobra.Command {
	flags := addFlags{}
	cmd := &cobra.Command{
		Use:   "add NAME [ADDRESS]",
		Short: "Add a feed to the configuration",
		Long: `Add writes a feed into the configuration, which is made where there is none; all else in the
file stays as it is. The address is that of a file on the web, of a folder with a MISP feed,
of a collection of a TAXII server, or the path of a file here. Built-in feeds need none.

The kinds are:
` + kindsHelp(),
		Example: `  foxhound feed add partner https://partner.example/iocs.csv --columns value=2,family=malware
  foxhound feed add cert https://misp.example/feed/ --kind misp --every 6h --header Authorization=CERT_KEY`,
		Args: cobra.RangeArgs(1, 2),
	}
	f := cmd.Flags()
	f.StringVar(&flags.kind, "kind", "", "the `KIND` of feed (default: the built-in feed of the name, else url or file by the address)")
	f.StringVar(&flags.columns, "columns", "", columnsUsage)
	f.IntVar(&flags.confidence, "confidence", 0, "the confidence, in `PERCENT`, of indicators that state none")
	f.StringVar(&flags.expiry, "expiry", "", "`DAYS` after which an indicator that is not seen again has expired: 90, or domain=30,default=90; 0 is never")
	f.StringVar(&flags.every, "every", "", "how often feed pull --due pulls it: a `DURATION` such as 30m, 6h or 1d")
	f.StringVar(&flags.timeout, "timeout", "", "the `DURATION` for which nothing may come before a server is given up")
	f.IntVar(&flags.days, "days", 0, "how many `DAYS` back the first pull reaches")
	f.BoolVar(&flags.whole, "whole", false, "every pull brings all that the feed says: withdraw what is not in it")
	f.BoolVar(&flags.report, "report", false, "its pages of HTML are reports")
	f.StringVar(&flags.source, "source", "", "the `NAME` under which its indicators are known, such as threatfox")
	f.StringVar(&flags.query, "query", "", "the `QUERY` that threatfox-api is asked: "+strings.Join(pull.Queries(), ", "))
	f.StringVar(&flags.term, "term", "", "the `TERM` that the query asks for: a family, a tag or a value")
	f.StringArrayVar(&flags.headers, "header", nil, "a header field to send and the environment variable with its value, `NAME=VARIABLE`")
	flags.config = addConfig(cmd)
	complete(cmd, "kind", func(string) []string { return pull.Kinds() })
	complete(cmd, "query", func(string) []string { return pull.Queries() })
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		set, err := flags.feed(args, cmd.Flags().Changed("confidence"))
		if err != nil {
			return err
		}
		return addFeed(e, *flags.config, args[0], set)
	}
	return cmd
}

func kindsHelp() string {
	var b strings.Builder
	for _, kind := range pull.Kinds() {
		fmt.Fprintf(&b, "  %-15s %s\n", kind, pull.About(kind))
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// feed is what the flags say.
func (a *addFlags) feed(args []string, confident bool) (config.Feed, error) {
	f := config.Feed{Kind: a.kind, Columns: a.columns, Source: a.source,
		Days: a.days, Whole: a.whole, Report: a.report, Query: a.query, Term: a.term}
	if len(args) == 2 {
		f.URL = address(args[1])
	}
	if confident {
		f.Confidence = &a.confidence
	}
	for _, span := range []struct {
		flag, text string
		into       *config.Span
	}{{"every", a.every, &f.Every}, {"timeout", a.timeout, &f.Timeout}} {
		if span.text == "" {
			continue
		}
		d, err := config.ParseSpan(span.text)
		if err != nil {
			return f, fmt.Errorf("flag `--%s`: %w", span.flag, err)
		}
		*span.into = config.Span(d)
	}
	if a.expiry != "" {
		expiry, err := config.ParseExpiry(a.expiry)
		if err != nil {
			return f, fmt.Errorf("flag `--expiry`: %w", err)
		}
		f.Expiry = expiry
	}
	for _, header := range a.headers {
		name, variable, ok := strings.Cut(header, "=")
		if !ok || name == "" || variable == "" {
			return f, errors.New("flag `--header`: give NAME=VARIABLE, the name of an environment variable and not the secret itself")
		}
		if f.Headers == nil {
			f.Headers = map[string]string{}
		}
		f.Headers[name] = variable
	}
	return f, nil
}

// address is an argument as the configuration keeps it: a file by its full path, since pulls
// run wherever they are run.
func address(arg string) string {
	if strings.Contains(arg, "://") {
		return arg
	}
	path, err := filepath.Abs(arg)
	if err != nil {
		return arg
	}
	return path
}

func addFeed(e *env, flag, name string, f config.Feed) error {
	path, c, err := editConfig(e, flag)
	if err != nil {
		return err
	}
	if err := c.Add(name, f); err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.out, "%s is in %s; pull it with `foxhound feed pull %s`\n", name, path, name)
	return err
}

// editConfig loads the configuration to change it; the file need not be there yet.
func editConfig(e *env, flag string) (string, *config.Config, error) {
	path := flag
	if path == "" {
		var err error
		if path, err = config.Path(e.getenv); err != nil {
			return "", nil, err
		}
	}
	c, err := config.Load(path)
	return path, c, err
}

func newFeedRemoveCommand(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "remove NAME...",
		Short: "Remove feeds from the configuration",
		Long: `Remove takes feeds out of the configuration; all else in the file stays as it is. What the
feeds said stays in the store until it expires.`,
		Example: `  foxhound feed remove partner`,
		Args:    cobra.MinimumNArgs(1),
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			_, c, err := editConfig(e, cmd.Flag("config").Value.String())
			if err != nil {
				return nil, cobra.ShellCompDirectiveError
			}
			return without(c.Names(), args), cobra.ShellCompDirectiveNoFileComp
		},
	}
	flag := addConfig(cmd)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		path, c, err := editConfig(e, *flag)
		if err != nil {
			return err
		}
		for _, name := range args {
			if err := c.Remove(name); err != nil {
				if errors.Is(err, config.ErrNotThere) {
					return fmt.Errorf("%w; %s", err, orNearest(name, c.Names(), "there are "+strings.Join(c.Names(), ", ")))
				}
				return err
			}
			fmt.Fprintf(e.out, "%s is no longer in %s; what it said stays in the store\n", name, path)
		}
		return nil
	}
	return cmd
}
