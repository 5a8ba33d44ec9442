package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"foxhound/exclusion"
	"foxhound/internal/logs"
	"foxhound/internal/schema"
)

// A choice is a flag that takes one of a few words. It implements [pflag.Value].
type choice struct {
	value string
	words []string
}

func (c *choice) String() string { return c.value }
func (c *choice) Type() string   { return strings.Join(c.words, "|") }

func (c *choice) Set(word string) error {
	if !slices.Contains(c.words, word) {
		return fmt.Errorf("unknown value `%s`; %s", word, orNearest(word, c.words, "there are "+strings.Join(c.words, ", ")))
	}
	c.value = word
	return nil
}

// addChoice adds a choice flag, the first word its default, with completion.
func addChoice[W ~string](cmd *cobra.Command, name, short, usage string, words ...W) *choice {
	c := &choice{}
	for _, w := range words {
		c.words = append(c.words, string(w))
	}
	c.value = c.words[0]
	cmd.Flags().VarP(c, name, short, usage)
	complete(cmd, name, func(string) []string { return c.words })
	return c
}

// complete offers values of a flag to the shell.
func complete(cmd *cobra.Command, flag string, values func(typed string) []string) {
	err := cmd.RegisterFlagCompletionFunc(flag, func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		return values(typed), cobra.ShellCompDirectiveNoFileComp
	})
	if err != nil {
		panic(err) // the flag was never added: our bug
	}
}

// A moment is a point in time, or a span back from now. It implements [pflag.Value].
type moment struct {
	text string
	at   time.Time
	back time.Duration
}

func (m *moment) String() string { return m.text }
func (m *moment) Type() string   { return "TIME|DURATION" }

func (m *moment) Set(text string) error {
	at, err := parseTime(text)
	if err != nil {
		back, spanErr := parseSpan(text)
		if spanErr != nil {
			return fmt.Errorf("`%s` is neither a time such as 2026-05-22 or 2026-05-22T10:00:00Z nor a duration such as 7d", text)
		}
		*m = moment{text: text, back: back}
		return nil
	}
	*m = moment{text: text, at: at}
	return nil
}

// from is the point in time, seen from now; zero where the flag was not given.
func (m *moment) from(now time.Time) time.Time {
	if m.text == "" || !m.at.IsZero() {
		return m.at
	}
	return now.Add(-m.back)
}

// An instant is a point in time. It implements [pflag.Value].
type instant struct{ time.Time }

func (i *instant) Type() string { return "TIME" }

func (i *instant) String() string {
	if i.IsZero() {
		return ""
	}
	return i.Format(time.RFC3339)
}

func (i *instant) Set(text string) (err error) {
	i.Time, err = parseTime(text)
	return err
}

// parseTime reads a day or a time; without a zone it is UTC.
func parseTime(text string) (time.Time, error) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", time.DateOnly} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, fmt.Errorf("`%s` is no time such as 2026-05-22 or 2026-05-22T10:00:00Z", text)
}

// A span is a duration that may be counted in days. It implements [pflag.Value].
type span time.Duration

// defaultMargin is the matching model's: a feed sees an indicator some weeks after its first use.
const defaultMargin = span(30 * 24 * time.Hour)

// margin is the span as hunt and rule take it: to them zero means the default, so that none
// at all is the least there is.
func (s *span) margin() time.Duration { return max(time.Duration(*s), 1) }

func (s *span) Type() string { return "DURATION" }

func (s *span) String() string {
	if d := time.Duration(*s); d%(24*time.Hour) == 0 {
		return fmt.Sprintf("%dd", d/(24*time.Hour))
	}
	return time.Duration(*s).String()
}

func (s *span) Set(text string) error {
	d, err := parseSpan(text)
	*s = span(d)
	return err
}

// parseSpan reads a duration that is not negative: 30d, or as [time.ParseDuration] has it.
func parseSpan(text string) (time.Duration, error) {
	var d time.Duration
	var err error
	if days, ok := strings.CutSuffix(text, "d"); ok {
		var n uint64
		n, err = strconv.ParseUint(days, 10, 16) // 179 years
		d = time.Duration(n) * 24 * time.Hour
	} else {
		d, err = time.ParseDuration(text)
	}
	if err != nil || d < 0 {
		return 0, fmt.Errorf("`%s` is no duration such as 30d or 12h", text)
	}
	return d, nil
}

// addFacts adds the flags for what only the site knows.
func addFacts(cmd *cobra.Command) *exclusion.Facts {
	var f exclusion.Facts
	cmd.Flags().StringArrayVar(&f.LogServers, "log-server", nil, "`ADDRESS` or name that log shippers send to (repeatable)")
	cmd.Flags().StringArrayVar(&f.BackupHosts, "backup-host", nil, "`NAME` of a backup server or proxy (repeatable)")
	cmd.Flags().StringArrayVar(&f.Admins, "admin", nil, "`ACCOUNT` that runs administration tasks (repeatable)")
	cmd.Flags().StringArrayVar(&f.ScriptPaths, "script-path", nil, "`FOLDER` of monitoring scripts, writable by administrators only (repeatable)")
	return &f
}

// parseTables reads --table NAME=GLOB.
func parseTables(args []string) ([]logs.TableGlob, error) {
	var globs []logs.TableGlob
	for _, arg := range args {
		name, glob, ok := strings.Cut(arg, "=")
		if !ok || name == "" || glob == "" {
			return nil, fmt.Errorf("flag `--table`: `%s` is not of the form NAME=GLOB, such as DnsEvents=dns-*.json", arg)
		}
		if !slices.Contains(tableNames(), name) {
			return nil, fmt.Errorf("flag `--table`: unknown table `%s`; %s", name, orNearest(name, tableNames(), "names are those of Sentinel and Defender"))
		}
		globs = append(globs, logs.TableGlob{Table: name, Glob: glob})
	}
	return globs, nil
}

// tableNames lists the tables of both dialects, sorted.
func tableNames() []string {
	names := append(schema.Names(schema.Sentinel), schema.Names(schema.Defender)...)
	slices.Sort(names)
	return slices.Compact(names)
}
