package proof

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"foxhound/indicator"
	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
	"foxhound/rule"
)

// A List stands in for the watchlist, the file or the workspace's table that a hunt reads its
// indicators from.
type List struct {
	Tag  string     // the family's id, or its name where it has none, by which a workspace knows its indicators
	Rows [][]string // of [rule.ListColumns]
}

// StandIn returns the list's columns, by whatever name it is asked for.
func (s *events) StandIn(string) ([]plan.Column, bool) {
	var columns []plan.Column
	for _, name := range rule.ListColumns {
		columns = append(columns, plan.Column{Name: name, Type: value.String})
	}
	return columns, s.read != nil
}

// External gives the rows of the list. Other files there are none: a proof stands for itself.
func (s *events) External(_ context.Context, d *plan.External, emit func(*vector.Batch) error) error {
	if s.read == nil {
		return fmt.Errorf("no file was given for %q: a rule that reads one cannot be proved by its own events alone", d.Addresses)
	}
	columns := make([]*vector.Vector, len(d.Cols))
	for i, c := range d.Cols {
		columns[i] = vector.New(value.String, len(s.read.Rows))
		at := slices.Index(rule.ListColumns, c.Name)
		for r, row := range s.read.Rows {
			if at >= 0 && at < len(row) {
				columns[i].Set(r, row[at])
			}
		}
	}
	return emit(vector.NewBatch(len(s.read.Rows), columns...))
}

// workspaceTable is where a workspace keeps indicators.
const workspaceTable = "ThreatIntelIndicators"

// observableKeys are what that table calls kinds of observables.
var observableKeys = map[string]string{
	"ip": "ipv4-addr:value", "ip:port": "network-traffic:dst_ref.value", "domain": "domain-name:value", "url": "url:value",
	"email": "email-addr:value", "md5": "file:hashes.MD5", "sha1": "file:hashes.'SHA-1'", "sha256": "file:hashes.'SHA-256'",
	"sha3_384": "file:hashes.'SHA3-384'",
}

// inWorkspace are the rows of the workspace's table that hold the list, a day old.
func (l *List) inWorkspace() ([]json.RawMessage, error) {
	rows := make([]json.RawMessage, len(l.Rows))
	for n, row := range l.Rows {
		get := func(column string) string { return row[slices.Index(rule.ListColumns, column)] }
		key, observed := observableKeys[get("Kind")], get("Value")
		if loc, ok := indicator.ParseLocation(observed); ok && get("Kind") != "url" && loc.Addr.IsValid() {
			observed = loc.Host
			if loc.Addr.Is6() {
				key = strings.Replace(key, "ipv4", "ipv6", 1)
			}
		}
		cells := map[string]any{
			"TimeGenerated": asOf.AddDate(0, 0, -1), "Id": fmt.Sprint("indicator--", n), "ObservableKey": key, "ObservableValue": observed,
			"IsActive": true, "IsDeleted": false, "Revoked": false, "Tags": l.Tag + ", " + get("ThreatType"),
			"Data": map[string]any{"name": get("Value")},
		}
		if c := get("Confidence"); c != "" {
			cells["Confidence"] = json.Number(c)
		}
		if at := get("FirstSeen"); at != "" {
			cells["ValidFrom"] = at
		}
		var err error
		if rows[n], err = json.Marshal(cells); err != nil {
			return nil, err
		}
	}
	return rows, nil
}
