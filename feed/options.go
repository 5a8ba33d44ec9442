package feed

import (
	"bufio"
	"context"
	"errors"
	"io"

	"foxhound/indicator"
)

// Options say what is known of a file beside its content. The zero value is what [Read] uses.
type Options struct {
	// Columns says what the columns of a table mean, and what holds of indicators that do
	// not say so themselves. With a column named, the file is read as a table whatever it
	// looks like.
	Columns Columns

	// Packed has the result hold its indicators in Packed rather than in Indicators: an eighth
	// of the memory.
	Packed bool

	// Source is the [indicator.Indicator.Source] of all that the file gives; empty leaves it
	// to the format.
	Source string
}

// Read is [Read] with what is known of the file. On cancellation nothing more is read: the
// error is for input that was not read to its end.
func (o Options) Read(ctx context.Context, name string, r io.Reader) (*Result, error) {
	c := newCollector(name, defaultLimits)
	c.columns, c.source, c.packed = o.Columns, o.Source, o.Packed
	return c.read(ctx, r)
}

// read takes everything that r holds.
func (c *collector) read(ctx context.Context, r io.Reader) (*Result, error) {
	err := eachText(ctx, r, c.max, c.text)
	var skipped *skippedError
	if errors.As(err, &skipped) {
		c.member, err = "", nil
		for _, member := range skipped.members {
			c.note("%s", member)
		}
	}
	return c.close(), err
}

// mapped reads a text as the table that the caller says it is.
func (c *collector) mapped(head []byte, in *bufio.Reader) error {
	lay, err := mappedLayout(head, c.columns)
	if err != nil {
		return err
	}
	c.begin(lay.format)
	return readLayout(c, in, lay)
}

// stated gives every indicator what the caller states of the file.
func (c *collector) stated(ind *indicator.Indicator) {
	ind.Source = either(c.source, ind.Source)
	if len(c.columns.constants) > 0 {
		c.columns.complete(c, ind)
	}
}
