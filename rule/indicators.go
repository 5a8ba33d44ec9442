package rule

import (
	"strings"
	"time"

	"foxhound/indicator"
	"foxhound/kql"
)

// traits say which columns a batch's table of indicators needs: most need few, and every
// column costs room.
type traits struct {
	domains, addresses, pairs, urls bool // kinds present
	escapes                         bool // some URL's path has a percent sign: of it logs may show the plain character
	precise                         bool // some indicator may not match at tier host
	reference                       bool // some indicator has a page of its own to read on at
}

func (b *batch) traits() traits {
	var t traits
	for i := range b.targets {
		want := &b.targets[i]
		t.domains = t.domains || want.Kind == indicator.Domain
		t.addresses = t.addresses || want.Kind == indicator.IP
		t.pairs = t.pairs || want.Kind == indicator.IPPort
		t.urls = t.urls || want.Kind == indicator.URL
		t.escapes = t.escapes || want.Kind == indicator.URL && strings.Contains(want.Value, "%")
		t.precise = t.precise || want.precise
		t.reference = t.reference || b.form == Full && Reference(&want.Indicator) != ""
	}
	return t
}

// iocs is the table of indicators, keyed by what a hunt finds in an event.
func (b *batch) iocs(t traits) *kql.Let {
	table := &kql.DataTable{Columns: columns(t, b.form)}
	p := &kql.Pipeline{Source: table}
	if b.form == Full {
		for i := range b.targets {
			table.Values = append(table.Values, fullRow(&b.targets[i], t)...)
		}
	} else {
		table.Values = compactRows(b.targets, t)
		p.Operators = append(p.Operators,
			&kql.MvExpand{Columns: []kql.Assign{kql.As("Value", kql.Name("Values"))}, To: "string"},
			&kql.ProjectAway{Names: []string{"Values"}})
	}
	p.Operators = append(p.Operators, keyed(t)...)
	p.Operators = append(p.Operators, b.respelled()...)
	return &kql.Let{Name: "Iocs", Value: p}
}

func columns(t traits, form Form) []kql.Column {
	list := []kql.Column{{Name: "Value", Type: "string"}}
	if form == Compact {
		list = nil
	}
	list = append(list, kql.Column{Name: "ThreatType", Type: "string"}, kql.Column{Name: "Confidence", Type: "int"},
		kql.Column{Name: "FirstSeen", Type: "datetime"})
	for _, c := range []struct {
		in   bool
		name string
		typ  string
	}{{t.precise, "Precise", "bool"}, {t.reference, "Reference", "string"},
		{form == Compact, "Values", "dynamic"}} {
		if c.in {
			list = append(list, kql.Column{Name: c.name, Type: c.typ})
		}
	}
	return list
}

func fullRow(want *target, t traits) []kql.Expr {
	row := append([]kql.Expr{kql.Str(want.Value)}, metadata(groupOf(want, 0), t)...)
	if t.reference {
		row = append(row, kql.Str(Reference(&want.Indicator)))
	}
	return row
}

// A group is what indicators have in common that share a row of the compact form.
type group struct {
	threatType string
	confidence int
	firstSeen  time.Time
	precise    bool
}

// groupOf rounds first seen down to step: a compact row is current no shorter than its indicators.
func groupOf(want *target, step time.Duration) group {
	return group{want.ThreatType, want.Confidence, want.FirstSeen.Truncate(step), want.precise}
}

func metadata(g group, t traits) []kql.Expr {
	var confidence kql.Expr = kql.Int(int64(g.confidence))
	if g.confidence == indicator.UnknownConfidence {
		confidence = &kql.Null{Type: "int"}
	}
	row := []kql.Expr{kql.Str(g.threatType), confidence, instant(g.firstSeen)}
	if t.precise {
		row = append(row, &kql.Bool{Value: g.precise})
	}
	return row
}

func instant(at time.Time) kql.Expr {
	if at.IsZero() {
		return &kql.Null{Type: "datetime"}
	}
	return &kql.Datetime{Value: at}
}

// compactRows groups the targets by their metadata, by the day, in the order of each group's
// first value.
func compactRows(targets []target, t traits) []kql.Expr {
	var order []group
	values := map[group][]any{}
	for i := range targets {
		g := groupOf(&targets[i], 24*time.Hour)
		if _, ok := values[g]; !ok {
			order = append(order, g)
		}
		values[g] = append(values[g], targets[i].Value)
	}
	var rows []kql.Expr
	for _, g := range order {
		rows = append(append(rows, metadata(g, t)...), &kql.Dynamic{Value: values[g]})
	}
	return rows
}
