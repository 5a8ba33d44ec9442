package main

import (
	"github.com/spf13/cobra"

	"foxhound/feed"
)

// columnsUsage is what every flag for columns says.
const columnsUsage = "what the columns of a table mean, by number or name, and after a colon what holds of all: `COLUMNS`, such as value=2,family=malware,threat:botnet_cc"

// columns is a flag that says what the columns of indicator files mean. It implements
// [pflag.Value].
type columns struct {
	text string
	into *feed.Columns
}

func (c *columns) Type() string   { return "COLUMNS" }
func (c *columns) String() string { return c.text }

func (c *columns) Set(text string) (err error) {
	c.text = text
	*c.into, err = feed.ParseColumns(text)
	return err
}

// addColumns adds the flag to a command that reads indicator files.
func addColumns(e *env, cmd *cobra.Command) {
	cmd.Flags().Var(&columns{into: &e.columns}, "columns", columnsUsage)
}
