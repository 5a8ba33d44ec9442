package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

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

// parseTables reads --table NAME=GLOB. own says that NAME need be no table of a schema.
func parseTables(args []string, own bool) ([]logs.TableGlob, error) {
	var globs []logs.TableGlob
	for _, arg := range args {
		name, glob, ok := strings.Cut(arg, "=")
		if !ok || name == "" || glob == "" {
			return nil, fmt.Errorf("flag `--table`: `%s` is not of the form NAME=GLOB, such as DnsEvents=dns-*.json", arg)
		}
		if !own && !slices.Contains(tableNames(), name) {
			return nil, fmt.Errorf("flag `--table`: unknown table `%s`; %s", name, orNearest(name, tableNames(), "names are those of Sentinel and Defender"))
		}
		if _, err := filepath.Match(glob, ""); err != nil {
			return nil, fmt.Errorf("flag `--table`: `%s` is malformed as a pattern: check its brackets", glob)
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
