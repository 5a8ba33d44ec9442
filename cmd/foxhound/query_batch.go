package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"foxhound/internal/rows"
	"foxhound/internal/vector"
)

// A batchLine is a query of a batch.
type batchLine struct {
	ID    json.RawMessage `json:"id"`
	Query *string         `json:"query"`
}

// A batchResult is what became of it: rows, columns alone, or an error.
type batchResult struct {
	ID      json.RawMessage `json:"id"`
	Columns []rows.Column   `json:"columns,omitzero"`
	Rows    [][]any         `json:"rows,omitzero"`
	Error   *queryError     `json:"error,omitempty"`
}

// batch runs queries line by line, in order, and prints a line for each. A query that fails
// is an answer as any other, and no failure of the batch.
func (q *querying) batch(ctx context.Context) error {
	in := q.env.in
	if q.flags.batch != "-" {
		file, err := os.Open(q.flags.batch)
		if err != nil {
			return fmt.Errorf("flag `--batch`: %w", err)
		}
		defer file.Close()
		in = file
	}
	out := json.NewEncoder(q.env.out)
	out.SetEscapeHTML(false)
	err := eachLine(in, func(number int, line []byte, err error) error {
		if err := out.Encode(q.answer(ctx, number, line, err)); err != nil {
			return err
		}
		return ctx.Err()
	})
	if ctx.Err() != nil {
		return status(exitInterrupted)
	}
	if err != nil {
		return err
	}
	return q.accountFiles()
}

// read takes a line apart, or says what it does.
func (l *batchLine) read(text []byte) error {
	err := json.Unmarshal(text, l)
	var wrong *json.UnmarshalTypeError
	switch {
	case errors.As(err, &wrong) && wrong.Field != "":
		return fmt.Errorf("has a `%s` that is no string but of the sort %s", wrong.Field, wrong.Value)
	case errors.As(err, &wrong):
		return fmt.Errorf("is no object but of the sort %s", wrong.Value)
	case err != nil:
		return fmt.Errorf("is no JSON: %w", err)
	case l.Query == nil:
		return errors.New("has no `query`")
	}
	return nil
}

// answer is the result of a line, or its error.
func (q *querying) answer(ctx context.Context, number int, text []byte, err error) batchResult {
	var l batchLine
	if err == nil {
		err = l.read(text)
	}
	if err != nil {
		return batchResult{ID: l.ID, Error: &queryError{Message: fmt.Sprintf("line %d of the batch %v; a line is {\"id\": ..., \"query\": \"...\"}", number, err)}}
	}
	ctx, cancel := q.limited(ctx)
	defer cancel()
	r := batchResult{ID: l.ID}
	if err := inTime(ctx, q.result(ctx, *l.Query, &r)); err != nil {
		e := failure(err)
		return batchResult{ID: l.ID, Error: &e}
	}
	return r
}

// result runs or binds a query.
func (q *querying) result(ctx context.Context, text string, r *batchResult) error {
	if q.flags.bindOnly {
		columns, err := q.engine.Columns("query", text)
		r.Columns = rows.Columns(columns)
		return err
	}
	prepared, err := q.engine.Prepare(ctx, "query", text)
	if err != nil {
		return err
	}
	q.lacks = append(q.lacks, prepared.Missing()...)
	b, err := prepared.Rows(ctx)
	if err != nil {
		return err
	}
	r.Columns, r.Rows = rows.Columns(prepared.Columns()), allRows(b)
	return nil
}

func allRows(b *vector.Batch) [][]any {
	list := make([][]any, b.Rows)
	for i := range list {
		list[i] = rows.Row(b, i)
	}
	return list
}
