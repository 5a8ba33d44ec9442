package lint

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"foxhound/internal/schema"
	"foxhound/internal/spell"
	"foxhound/kql"
)

var connectorChecks = []*Check{
	{ID: "unknown-connector", Severity: Warning, What: "a connector id that the content repository does not list",
		Why:  "the checks of a content repository refuse the rule, and its page cannot say whether the data is there",
		Mend: "use the connector's id as the portal has it", query: checkConnectorIDs},
	{ID: "connector-without-table", Severity: Warning, What: "a connector that fills none of the tables that the query reads",
		Why:  "the rule is shown as ready where its data is not, or as missing data that it never reads",
		Mend: "name the connector of the table that is read, with that table among its dataTypes", query: checkConnectorTables},
	{ID: "table-without-connector", Severity: Note, What: "a table that is read, and no connector of the rule declares it",
		Why:  "nobody who installs the rule learns where its rows come from",
		Mend: "add the connector that fills the table to requiredDataConnectors", query: checkTableConnectors},
}

//go:embed connectors.txt
var connectorList string

// connectors are the ids and the tables that they fill, as far as is known.
var connectors = sync.OnceValue(func() map[string][]string {
	set := make(map[string][]string)
	for line := range strings.Lines(connectorList) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		id, tables, _ := strings.Cut(line, " : ")
		set[id] = strings.Fields(tables)
	}
	return set
})

func connectorIDs() []string {
	var ids []string
	for id := range connectors() {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// fills reports whether one of the patterns is a table's.
func fills(patterns []string, table string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		begin, any := strings.CutSuffix(p, "*")
		return p == table || any && strings.HasPrefix(table, begin)
	})
}

func checkConnectorIDs(q *query, f *finder) {
	if f.document.rule == nil {
		return
	}
	for _, c := range f.document.rule.Get("requiredDataConnectors").Items() {
		id := c.Get("connectorId")
		if _, known := connectors()[id.Text]; known || !id.Set() {
			continue
		}
		f.field(id.Mark, meantConnector(id.Text, declared(c)), "the connector id %s is not listed", quote(id.Text))
	}
}

// meantConnector says which connector an unknown one may be: one that fills what it declares, or
// else one that is written much alike.
func meantConnector(id string, tables []mark) string {
	for _, t := range tables {
		if mend := fillers(t.Text); mend != "" {
			return mend
		}
	}
	for _, near := range spell.Nearest(id, connectorIDs(), 1) {
		return "write `" + near + "` if that was meant"
	}
	return ""
}

// declared is the tables that a connector's dataTypes name: "CommonSecurityLog (Zscaler)" is
// that of CommonSecurityLog.
func declared(connector node) []mark {
	var tables []mark
	for _, t := range connector.Get("dataTypes").Items() {
		name, _, _ := strings.Cut(strings.TrimSpace(t.Text), " ")
		tables = append(tables, mark{Text: name, Line: t.Line, Column: t.Column})
	}
	return tables
}

// readTables are the tables that a query reads by their names, and whether it may read more
// behind functions of the workspace.
func (q *query) readTables() (tables []string, more bool) {
	more = len(q.flow.functions) > 0 || q.callsTable()
	for _, id := range first(q.flow.reads) {
		if schema.Known(id.Name) {
			tables = append(tables, id.Name)
		} else {
			more = true
		}
	}
	return tables, more
}

// callsTable reports whether the name of a table is computed.
func (q *query) callsTable() bool {
	found := false
	kql.Walk(q.tree, func(n kql.Node) bool {
		c, ok := n.(*kql.Call)
		found = found || ok && c.Func == "table"
		return !found
	})
	return found
}

func checkConnectorTables(q *query, f *finder) {
	tables, more := q.readTables()
	if f.document.rule == nil || more || len(tables) == 0 {
		return
	}
	for _, c := range f.document.rule.Get("requiredDataConnectors").Items() {
		id := c.Get("connectorId")
		feeds := connectors()[id.Text]
		types := declared(c)
		for _, t := range types {
			if len(feeds) > 0 && schema.Known(t.Text) && !fills(feeds, t.Text) {
				f.field(t, "name a table that it fills: "+strings.Join(feeds, ", "), "`%s` does not fill `%s`", id.Text, t.Text)
			} else if old, gone := deprecated[t.Text]; gone && !slices.Contains(tables, t.Text) {
				f.field(t, "name the table that the query reads", "`%s` is declared, which the query does not read and which has received nothing since %s", t.Text, old.since)
			}
		}
		reads := func(t string) bool {
			return fills(feeds, t) || slices.ContainsFunc(types, func(m mark) bool { return m.Text == t })
		}
		if (len(feeds) > 0 || len(types) > 0 && schema.Known(types[0].Text)) && !slices.ContainsFunc(tables, reads) {
			f.field(id.Mark, "", "`%s` fills none of the tables that the query reads: %s", id.Text, strings.Join(tables, ", "))
		}
	}
}

func checkTableConnectors(q *query, f *finder) {
	list := f.document.rule
	if list == nil || len(list.Get("requiredDataConnectors").Items()) == 0 {
		return
	}
	tables, _ := q.readTables()
	for _, t := range tables {
		covered := slices.ContainsFunc(list.Get("requiredDataConnectors").Items(), func(c node) bool {
			return fills(connectors()[c.Get("connectorId").Text], t) || slices.ContainsFunc(declared(c), func(m mark) bool { return m.Text == t })
		})
		if !covered && !normalised(t) {
			key := list.Get("requiredDataConnectors")
			f.field(key.Mark, fillers(t), "`%s` is read, and no connector is named that fills it", t)
		}
	}
}

// normalised reports whether a table is one of ASIM's, which any source is written to once it is
// normalised: no connector can be asked for.
func normalised(table string) bool {
	return strings.HasPrefix(table, "ASim") && strings.HasSuffix(table, "Logs")
}

// fillers says which connectors fill a table, where some are known.
func fillers(table string) string {
	var ids []string
	for _, id := range connectorIDs() {
		if fills(connectors()[id], table) {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return ""
	}
	return fmt.Sprintf("name one that fills `%s`, such as %s", table, strings.Join(ids[:min(len(ids), 3)], ", "))
}
