package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"foxhound/internal/report"
	"foxhound/internal/rows"
	"foxhound/internal/vector"
)

// one runs one query.
func (q *querying) one(ctx context.Context) error {
	ctx, cancel := q.limited(ctx)
	defer cancel()
	err := inTime(ctx, q.show(ctx))
	switch {
	case err == nil:
		return q.account()
	case errors.Is(err, context.Canceled):
		q.env.complain(fmt.Errorf("interrupted after %s", report.Size(q.bytes.Load())))
		return status(exitInterrupted)
	}
	return q.fail(err)
}

// limited is a context that ends with the time-out.
func (q *querying) limited(ctx context.Context) (context.Context, context.CancelFunc) {
	after := time.Duration(q.flags.timeout)
	if after == 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeoutCause(ctx, after, fmt.Errorf("the query took longer than --timeout %s", after))
}

// inTime says which flag ended the query, where one did.
func inTime(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); cause != nil && errors.Is(err, context.DeadlineExceeded) {
		return cause
	}
	return err
}

// show prints what was asked for: columns, plan or rows.
func (q *querying) show(ctx context.Context) error {
	if err := q.undeclared(); err != nil {
		return err
	}
	if q.flags.bindOnly {
		columns, err := q.engine.Columns(q.name, q.text)
		if err != nil {
			return err
		}
		return json.NewEncoder(q.env.out).Encode(map[string]any{"columns": rows.Columns(columns)})
	}
	p := newProgressOf(q.env, q.logs.Sources, q.env.errTerm && !q.env.outTerm, "rows")
	defer p.stop()
	q.logs.Options.Progress = func(n int64) { p.read(q.bytes.Add(n)) }
	prepared, err := q.engine.Prepare(ctx, q.name, q.text)
	if err != nil {
		return err
	}
	q.lacks = prepared.Missing()
	if q.flags.explain {
		_, err := io.WriteString(q.env.out, prepared.Explain())
		return err
	}
	w, err := rows.New(q.flags.output.value, q.env.out, prepared.Columns(), rows.Options{Width: q.env.width})
	if err != nil {
		return err
	}
	err = prepared.Run(ctx, func(b *vector.Batch) error {
		q.rows += int64(b.Rows)
		p.found(q.rows)
		return w.Write(b)
	})
	if err != nil {
		return err
	}
	return w.Close()
}
