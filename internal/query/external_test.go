package query

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"foxhound/internal/plan"
	"foxhound/internal/value"
)

// The records of the formats of externaldata.
func TestRecords(t *testing.T) {
	columns := []plan.Column{{Name: "a", Type: value.String}, {Name: "b", Type: value.Long}}
	for _, tt := range []struct{ name, format, text, want string }{
		{"a row a line", "csv", "x,1\n\"y\nz\",2\n", `[["x","1"],["y\nz","2"]]`},
		{"lines", "txt", "x\r\ny\n", `[["x"],["y"]]`},
		{"a whole file", "raw", "x\ny\n", `[["x\ny\n"]]`},
		{"an object a line", "json", `{"a":"x","b":1}` + "\n\n" + `{"b":2}`, `[["x",1],[null,2]]`},
		{"objects of many lines", "multijson", "{\n\"a\":\n\"x\"}\n{\"a\":\"y\"}", `[["x",null],["y",null]]`},
		{"an array around all", "json", ` [{"a":"x"}, {"a":"y"} ] `, `[["x",null],["y",null]]`},
		{"an empty array", "json", `[]`, `[]`},
		{"nothing", "json", ``, `[]`},
		{"what is no object", "json", `1 "x"`, `[[null,null],[null,null]]`},
		{"what is no JSON", "json", `{"a":"x"} {a}`, `[["x",null]], a record is no JSON: invalid character 'a' looking for beginning of object key string`},
		{"an array without its end", "json", `[{"a":"x"}`, `[["x",null]], a record is no JSON: unexpected EOF`},
		{"a text without its end", "json", `{"a":"` + strings.Repeat("x", 3*maxExternal), `[], a record is longer than 16 MiB`},
		{"quotes without their end", "csv", `"` + strings.Repeat("x\n", 2*maxExternal), `[], a record is longer than 16 MiB`},
		{"a line without its end", "txt", strings.Repeat("x", 2*maxExternal), `[], a record is longer than 16 MiB`},
	} {
		if got := recordsOf(tt.text, tt.format, columns); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func recordsOf(text, format string, columns []plan.Column) string {
	next, err := records(strings.NewReader(text), format, &plan.External{Cols: columns})
	rows := [][]any{}
	for err == nil {
		var row []any
		if row, err = next(); err == nil {
			rows = append(rows, row)
		}
	}
	shown, _ := json.Marshal(rows)
	if errors.Is(err, io.EOF) {
		return string(shown)
	}
	return fmt.Sprintf("%s, %v", shown, err)
}
