package texthunt

import (
	"context"
	"fmt"
	"slices"
	"time"

	"foxhound/internal/logs"
	"foxhound/internal/query"
	"foxhound/internal/schema"
	"foxhound/internal/vector"
	"foxhound/kql"
	"foxhound/rule"
)

// A Row is a row that the text of a hunt gave, and where the event stands.
type Row struct {
	File      string
	Line      int64
	Table     string
	Key       string // what the event was found by, in the spelling of the text: Observed
	Field     string
	Value     string // of the indicator
	Threat    string
	Tier      string
	Direction string
	Verdict   string
	Validity  string
	Severity  string
	Excluded  string // by which exclusion, or empty
	Recipient string // where the text looked up who got a mail
}

// asOf is what the hunts are run as of. Their first line looks back a day, and no record of
// a log is dated before the year that then begins: all of a log lies after it.
var asOf = time.Date(1990, time.January, 1, 0, 0, 0, 0, time.UTC)

// A reader runs hunts' texts over logs.
type reader struct {
	engine *query.Engine
	tables []string       // that there are rows of
	bytes  int64          // that were read, after decompression
	shared map[place]bool // where several events begin in one line

	longest map[string]extent // of each table's events
}

func newReader(ctx context.Context, sources []logs.Source, options logs.Options, dialect schema.Dialect) (*reader, error) {
	l := &query.Logs{Sources: sources, Options: options, Dialect: dialect, Places: true}
	r := &reader{engine: &query.Engine{Tables: l, Source: l, StandIn: l.StandIn, Now: asOf}, shared: map[place]bool{}, longest: map[string]extent{}}
	return r, r.look(ctx, sources, options)
}

// holds reports whether the logs have rows of the hunt's table.
func (r *reader) holds(h *rule.Hunt) bool { return slices.Contains(r.tables, h.Table) }

// run runs the text of a hunt and hands each of its rows to take. Of the text, nothing is
// changed but for the columns that say where an event stands, behind those of its own.
func (r *reader) run(ctx context.Context, h *rule.Hunt, take func(Row) error) error {
	text, err := placed(h)
	if err != nil {
		return err
	}
	q, err := r.engine.Prepare(ctx, h.Name, text)
	if err != nil {
		return err
	}
	c := columnsOf(q)
	return q.Run(ctx, func(b *vector.Batch) error {
		for i := range b.Rows {
			if err := take(c.row(h.Table, b, i)); err != nil {
				return err
			}
		}
		return nil
	})
}

// placed is the hunt's text with the columns of an event's place in its last projection.
func placed(h *rule.Hunt) (string, error) {
	q, err := kql.Parse(h.Name, h.Text)
	if err != nil {
		return "", err
	}
	last, ok := q.Statements[len(q.Statements)-1].(*kql.Pipeline)
	if !ok {
		return "", fmt.Errorf("hunt %s does not end in a pipeline", h.Name)
	}
	for _, op := range slices.Backward(last.Operators) {
		if p, ok := op.(*kql.Project); ok {
			p.Columns = append(p.Columns, kql.Cols(query.FileColumn, query.LineColumn)...)
			return kql.Print(q), nil
		}
	}
	return "", fmt.Errorf("hunt %s projects no columns", h.Name)
}

// columns are the places of a query's columns by name.
type columns map[string]int

func columnsOf(q *query.Query) columns {
	c := columns{}
	for i, column := range q.Columns() {
		c[column.Name] = i
	}
	return c
}

func (c columns) row(table string, b *vector.Batch, i int) Row {
	text := func(name string) string {
		at, ok := c[name]
		if !ok {
			return ""
		}
		s, _ := b.Columns[at].Value(i).(string)
		return s
	}
	line, _ := b.Columns[c[query.LineColumn]].Value(i).(int64)
	row := Row{
		File: text(query.FileColumn), Line: line, Table: table,
		Key: text("Observed"), Field: text("Field"), Value: text("IndicatorValue"), Threat: text("ThreatType"),
		Tier: text("Tier"), Direction: text("Direction"), Verdict: text("Verdict"), Validity: text("Validity"),
		Severity: text("Severity"), Excluded: text("ExcludedBy"),
	}
	if table == "EmailUrlInfo" {
		row.Recipient = text("RecipientEmailAddress")
	}
	return row
}
