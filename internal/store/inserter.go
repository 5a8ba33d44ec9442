package store

import (
	"context"
	"database/sql"
	"strings"
)

// An inserter inserts assertions, many with one statement, which takes half the time of one
// by one.
type inserter struct {
	many, one *sql.Stmt
	args      []any
	width     int // parameters of a row
}

// manyRows is how many rows a statement inserts.
const manyRows = 64

// newInserter takes a row in parentheses, with its parameters.
func newInserter(ctx context.Context, tx *sql.Tx, row string) (*inserter, error) {
	const insert = "INSERT INTO assertion (" + columns + ") VALUES "
	in := &inserter{width: strings.Count(row, "?")}
	in.args = make([]any, 0, manyRows*in.width)
	var err error
	if in.many, err = tx.PrepareContext(ctx, insert+row+strings.Repeat(", "+row, manyRows-1)); err != nil {
		return nil, err
	}
	in.one, err = tx.PrepareContext(ctx, insert+row)
	return in, err
}

// insert inserts a row, now or with the next ones.
func (in *inserter) insert(ctx context.Context, row ...any) error {
	in.args = append(in.args, row...)
	if len(in.args) < manyRows*in.width {
		return nil
	}
	_, err := in.many.ExecContext(ctx, in.args...)
	in.args = in.args[:0]
	return err
}

// rest inserts the rows that are fewer than a statement takes.
func (in *inserter) rest(ctx context.Context) error {
	for args := in.args; len(args) > 0; args = args[in.width:] {
		if _, err := in.one.ExecContext(ctx, args[:in.width]...); err != nil {
			return err
		}
	}
	clear(in.args[:cap(in.args)]) // they hold texts
	in.args = in.args[:0]
	return nil
}

func (in *inserter) close() {
	in.many.Close()
	if in.one != nil {
		in.one.Close()
	}
}
