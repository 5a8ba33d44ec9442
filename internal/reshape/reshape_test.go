package reshape

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// tableOf makes columns written name:type and a batch of rows.
func tableOf(t *testing.T, columns string, rows ...[]any) ([]plan.Column, *vector.Batch) {
	var cols []plan.Column
	b := &vector.Batch{Rows: len(rows)}
	for c, word := range strings.Fields(columns) {
		name, typeName, _ := strings.Cut(word, ":")
		typ, ok := value.TypeNamed(typeName)
		if !ok {
			t.Fatalf("no type %q", typeName)
		}
		v := vector.New(typ, len(rows))
		for i, row := range rows {
			v.Set(i, row[c])
		}
		cols, b.Columns = append(cols, plan.Column{Name: name, Type: typ}), append(b.Columns, v)
	}
	return cols, b
}

// text shows columns and rows.
func text(cols []plan.Column, b *vector.Batch) string {
	var out strings.Builder
	for _, c := range cols {
		fmt.Fprintf(&out, "%s:%s ", c.Name, c.Type)
	}
	for i := range b.Rows {
		out.WriteString("|")
		for c, v := range b.Columns {
			s := "null"
			if x := v.Value(i); x != nil {
				s = value.Text(cols[c].Type, x)
			}
			out.WriteString(" " + s)
		}
	}
	return out.String()
}

func bags(t *testing.T, texts ...string) [][]any {
	var rows [][]any
	for i, s := range texts {
		x, err := value.ParseJSON(s)
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, []any{int64(i), x})
	}
	return rows
}

func TestUnpack(t *testing.T) {
	for _, tt := range []struct {
		name string
		bags []string
		o    Options
		want string // of columns n and d; an error where it has no column
	}{
		{"sorted", []string{`{"b":"x","a":1}`}, Options{}, "n:long a:long b:string | 0 1 x"},
		{"names that some lack", []string{`{"a":1}`, `{"b":true}`, `null`, `[1]`}, Options{}, "n:long a:long b:bool | 0 1 null| 1 null True| 2 null null| 3 null null"},
		{"several types", []string{`{"a":1}`, `{"a":"x"}`}, Options{}, "n:long a:dynamic | 0 1| 1 x"},
		{"null is of every type", []string{`{"a":null}`, `{"a":1.5}`}, Options{}, "n:long a:real | 0 null| 1 1.5"},
		{"lists", []string{`{"a":[1]}`}, Options{}, "n:long a:dynamic | 0 [1]"},
		{"no bags", []string{`null`}, Options{}, "n:long | 0"},
		{"prefix", []string{`{"n":1}`}, Options{Prefix: "p_"}, "n:long p_n:long | 0 1"},
		{"ignored", []string{`{"a":1,"b":2}`}, Options{Ignored: []string{"a"}}, "n:long b:long | 0 2"},
		{"the column's own name", []string{`{"d":1}`}, Options{}, "n:long d:long | 0 1"},
		{"conflict", []string{`{"n":"x"}`}, Options{}, "`bag_unpack` makes a column `n`"},
		{"the bag's", []string{`{"n":"x","a":1}`}, Options{Conflict: ReplaceSource}, "n:string a:long | x 1"},
		{"the rows'", []string{`{"n":"x","a":1}`}, Options{Conflict: KeepSource}, "n:long a:long | 0 1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			cols, b := tableOf(t, "n:long d:dynamic", bags(t, tt.bags...)...)
			before := text(cols, b)
			gotCols, got, err := Unpack(cols, b, 1, tt.o)
			if err != nil {
				if !strings.HasPrefix(err.Error(), tt.want) {
					t.Error(err)
				}
				return
			}
			if diff := cmp.Diff(tt.want, text(gotCols, got)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if after := text(cols, b); after != before {
				t.Errorf("the input became %s", after)
			}
		})
	}
}

func TestUnpackIsBounded(t *testing.T) {
	b := new(value.Bag)
	for i := range maxColumns + 1 {
		b.Set(fmt.Sprint(i), nil)
	}
	cols, batch := tableOf(t, "d:dynamic", []any{b})
	if _, _, err := Unpack(cols, batch, 0, Options{}); err == nil {
		t.Error("no error")
	}
}

func TestPivot(t *testing.T) {
	n := func(x int64) any { return x }
	for _, tt := range []struct {
		name    string
		columns string
		rows    [][]any
		missing any
		want    string
	}{
		{"groups", "k:string p:string count_:long", [][]any{{"b", "y", n(1)}, {"a", "x", n(2)}, {"b", "x", n(3)}}, n(0), "k:string x:long y:long | b 3 1| a 2 0"},
		{"missing", "k:string p:string min_:long", [][]any{{"b", "y", n(1)}, {"a", "x", nil}}, nil, "k:string x:long y:long | b null 1| a null null"},
		{"no keys", "p:bool count_:long", [][]any{{true, n(1)}, {false, n(2)}}, n(0), "False:long True:long | 2 1"},
		{"null keys", "k:long p:string count_:long", [][]any{{nil, "x", n(1)}, {nil, "y", n(2)}}, n(0), "k:long x:long y:long | null 1 2"},
		{"a name that is taken", "x:string p:string count_:long", [][]any{{"b", "x", n(1)}}, n(0), "x:string x1:long | b 1"},
		{"no rows", "k:string p:string count_:long", nil, n(0), "k:string "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			cols, b := tableOf(t, tt.columns, tt.rows...)
			gotCols, got, err := Pivot(cols, b, tt.missing)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, text(gotCols, got)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}
