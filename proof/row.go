package proof

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"time"
)

// fields are the columns of a row that is being made.
type fields map[string]any

// raw is the row as JSON, its columns in the order of their names.
func (f fields) raw() json.RawMessage {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(map[string]any(f)); err != nil {
		panic("proof: " + err.Error()) // texts, numbers and maps of them
	}
	return bytes.TrimSpace(b.Bytes())
}

// text is what a column says, or a member of a dynamic one.
func (f fields) text(column, member string) string {
	v := f[column]
	if member != "" {
		switch bag := v.(type) {
		case map[string]any:
			v = bag[member]
		case string:
			var members map[string]any
			_ = json.Unmarshal([]byte(bag), &members)
			v = members[member]
		}
	}
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	}
	return fmt.Sprint(v)
}

// put writes a value into a column or a member of one, in the type that the dialect's table has.
func (m *maker) put(f fields, column, member string, v any) {
	c, ok := m.schema.Column(column)
	if !ok {
		return
	}
	if member != "" {
		bag := map[string]any{}
		switch old := f[column].(type) {
		case map[string]any:
			bag = maps.Clone(old)
		case string:
			_ = json.Unmarshal([]byte(old), &bag)
		}
		bag[member] = v
		if f[column] = bag; c.Type == "string" {
			f[column] = string(fields(bag).raw())
		}
		return
	}
	switch c.Type {
	case "string":
		v = fmt.Sprint(v)
	case "bool":
		v = fmt.Sprint(v) == "true" // what else a test may look for is no bool
	}
	f[column] = v
}

// base is a row in which nothing is listed.
func (m *maker) base(at time.Time) fields {
	f := fields{m.schema.Time: at.UTC().Format(time.RFC3339Nano)}
	for name, v := range plainRow {
		if c, ok := m.schema.Column(name); ok && c.Type == "string" {
			f[name] = v
		}
	}
	return f
}

// plainRow is what rows say that are about nobody's indicators: documentation names and
// private addresses.
var plainRow = map[string]string{
	"DeviceName": "pc1.corp.example", "SourceHostName": "pc1", "SrcHostname": "pc1",
	"SourceIP": "10.0.0.7", "SrcIpAddr": "10.0.0.7", "ClientIP": "10.0.0.7", "LocalIP": "10.0.0.7", "IPAddress": "10.0.0.7",
	"AccountUpn": "ann@corp.example", "RecipientEmailAddress": "ann@corp.example",
	"InitiatingProcessFileName": "browser.exe",
}

// bracketed is an address as it stands before a port.
func bracketed(host string) string {
	if strings.Contains(host, ":") {
		return "[" + host + "]"
	}
	return host
}
