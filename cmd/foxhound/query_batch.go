package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"foxhound/internal/rows"
	"foxhound/internal/vector"
)

// A batchLine is a query of a batch.
type batchLine struct {
	ID    json.RawMessage `json:"id"`
	Query string          `json:"query"`
}

// A batchResult is what became of it: rows, columns alone, or an error.
type batchResult struct {
	ID      json.RawMessage `json:"id"`
	Columns []rows.Column   `json:"columns,omitzero"`
	Rows    [][]any         `json:"rows,omitzero"`
	Error   *queryError     `json:"error,omitempty"`
}

// maxBatchLine is the longest line of a batch, in bytes.
const maxBatchLine = 16 << 20

// batch runs queries line by line, in order, and prints a line for each.
func (q *querying) batch(ctx context.Context) error {
	in := io.Reader(q.env.in)
	if q.flags.batch != "-" {
		file, err := os.Open(q.flags.batch)
		if err != nil {
			return err
		}
		defer file.Close()
		in = file
	}
	out := json.NewEncoder(q.env.out)
	out.SetEscapeHTML(false)
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxBatchLine)
	for number := 1; lines.Scan(); number++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		if err := out.Encode(q.line(ctx, number, lines.Bytes())); err != nil {
			return err
		}
		if ctx.Err() != nil {
			return status(exitInterrupted)
		}
	}
	return lines.Err()
}

func (q *querying) line(ctx context.Context, number int, text []byte) batchResult {
	var l batchLine
	if err := json.Unmarshal(text, &l); err != nil {
		return batchResult{Error: &queryError{Message: fmt.Sprintf("line %d of the batch is no object {\"id\", \"query\"}: %v", number, err)}}
	}
	r := batchResult{ID: l.ID}
	ctx, cancel := q.limited(ctx)
	defer cancel()
	if err := q.answer(ctx, l, &r); err != nil {
		if cause := context.Cause(ctx); cause != nil && errors.Is(err, context.DeadlineExceeded) {
			err = cause
		}
		e := failure(err)
		r = batchResult{ID: l.ID, Error: &e}
	}
	return r
}

func (q *querying) answer(ctx context.Context, l batchLine, r *batchResult) error {
	if q.flags.bindOnly {
		columns, err := q.engine.Columns("query", l.Query)
		r.Columns = rows.Columns(columns)
		return err
	}
	prepared, err := q.engine.Prepare(ctx, "query", l.Query)
	if err != nil {
		return err
	}
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
