package bind

import (
	"fmt"
	"slices"
	"strings"

	"foxhound/internal/schema"
	"foxhound/internal/signature"
	"foxhound/internal/value"
)

// typed is a table with a column of each type, and one more string.
const typed = `datatable(b:bool, i:int, l:long, r:real, m:decimal, s:string, t:datetime, u:timespan, g:guid, d:dynamic, z:string)[]`

// samples are a column and a constant of each type.
var samples = []struct {
	of               value.Type
	column, constant string
}{
	{value.Bool, "b", "true"}, {value.Int, "i", "int(3)"}, {value.Long, "l", "3"}, {value.Real, "r", "0.5"},
	{value.Decimal, "m", "decimal(0.5)"}, {value.String, "s", "'week'"}, {value.Datetime, "t", "datetime(2024-01-02)"},
	{value.Timespan, "u", "1h"}, {value.Guid, "g", "guid(74be27de-1e4e-49d9-b579-fe0b331d3642)"}, {value.Dynamic, "d", "dynamic([1])"},
}

// calls returns calls of every function of a group: with arguments that fit each
// signature, with one of each type in each place, and with too few and too many.
func calls(g signature.Group) []string {
	var list []string
	for _, name := range signature.AllNames(g) {
		if unasked[name] {
			continue
		}
		s, _ := signature.Of(g, name)
		for i := range s.Overloads {
			list = append(list, callsOf(name, &s.Overloads[i])...)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// unasked are functions of the service's own places and policies, and those that take a
// table or a column's name, which the queries below have.
var unasked = map[string]bool{"table": true, "database": true, "cluster": true, "materialize": true, "toscalar": true,
	"external_table": true, "materialized_view": true, "entity_group": true, "stored_query_result": true, "graph": true,
	"column_names_of": true}

func callsOf(name string, o *signature.Overload) []string {
	fitting := fittingArguments(o)
	list := []string{call(name, fitting), call(name, append(slices.Clone(fitting), "l"))}
	if len(fitting) > 0 {
		list = append(list, call(name, fitting[1:]))
	}
	for place := range fitting {
		for _, s := range samples {
			args := slices.Clone(fitting)
			args[place] = s.column
			if place < len(o.Params) && o.Params[place].Constant {
				args[place] = s.constant
			}
			list = append(list, call(name, args))
		}
	}
	return list
}

func call(name string, args []string) string {
	return name + "(" + strings.Join(args, ", ") + ")"
}

// fittingArguments returns arguments that a signature takes: as few as it can, and all
// that are optional.
func fittingArguments(o *signature.Overload) []string {
	var args []string
	for i := range o.Params {
		p := &o.Params[i]
		for range max(1, p.Least) {
			args = append(args, fittingArgument(p))
		}
		if len(args) > 5 {
			break
		}
	}
	return args
}

func fittingArgument(p *signature.Param) string {
	for _, want := range []value.Type{value.String, value.Dynamic, value.Long, value.Datetime, value.Timespan, value.Bool, value.Real} {
		if p.Kind == signature.TypeName {
			return "typeof(long)"
		}
		for _, s := range samples {
			if s.of == want && p.Fits(want) {
				if p.Constant {
					return s.constant
				}
				return s.column
			}
		}
	}
	return "g"
}

// operations returns infix operations over each pair of types, and other expressions of
// each type.
func operations() []string {
	var list []string
	infix := []string{"+", "-", "*", "/", "%", "==", "!=", "<", ">=", "and", "or", "=~", "!~", "has", "!has_cs", "contains", "!contains",
		"startswith", "!endswith_cs", "hasprefix", "!hassuffix", "matches regex"}
	for _, x := range samples {
		list = append(list, "-"+x.column, x.column+".a", x.column+"[0]", x.column+"['a']", x.constant+" in (s, 'b')")
		for _, y := range samples {
			for _, op := range infix {
				list = append(list, x.column+" "+op+" "+y.column)
			}
			list = append(list, fmt.Sprintf("%s between (%s .. %s)", x.column, y.column, y.column),
				fmt.Sprintf("%s in (%s)", x.column, y.constant), fmt.Sprintf("%s in~ (%s, 'b')", x.column, y.column),
				fmt.Sprintf("%s has_any (%s)", x.column, y.constant), fmt.Sprintf("%s has_all (%s)", x.column, y.constant),
				fmt.Sprintf("iff(b, %s, %s)", x.column, y.column), fmt.Sprintf("d[%s]", y.column))
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// linesOf returns the lines of a text.
func linesOf(text string) []string { return strings.Split(strings.TrimSpace(text), "\n") }

// queries returns whole queries, and steps over a table with all types and over two of the
// catalogue's. In a step, <s> and its like stand for columns of a type; <s2> for another string.
func queries() []string {
	list := linesOf(wholeText)
	list = append(list, overTables(append(linesOf(stepText), linesOf(moreText)...), "")...)
	return append(list, overTables(linesOf(joinText), secondTable)...)
}

func overTables(steps []string, before string) []string {
	var list []string
	for i, step := range steps {
		list = append(list, before+typed+" | "+typedColumns.Replace(step))
		names := schema.Names(schema.Any)
		for k := range 2 {
			name := names[(i*7+k*31)%len(names)]
			if q, ok := overTable(name, step); ok {
				list = append(list, before+name+" | "+q)
			}
		}
	}
	return list
}

var typedColumns = strings.NewReplacer("<b>", "b", "<i>", "i", "<l>", "l", "<r>", "r", "<m>", "m", "<s>", "s", "<s2>", "z", "<t>", "t", "<u>", "u", "<g>", "g", "<d>", "d")

// overTable puts a table's own columns into a step.
func overTable(name, step string) (string, bool) {
	t, _ := schema.Lookup(schema.Any, name)
	for _, s := range samples {
		place := "<" + s.column + ">"
		var columns []string
		for _, c := range t.Columns {
			if c.Type == s.of.String() {
				columns = append(columns, c.Name)
			}
		}
		if strings.Contains(step, place) && len(columns) == 0 || s.column == "s" && strings.Contains(step, "<s2>") && len(columns) < 2 {
			return "", false
		}
		if len(columns) > 0 {
			step = strings.ReplaceAll(step, place, columns[0])
		}
		if s.column == "s" && len(columns) > 1 {
			step = strings.ReplaceAll(step, "<s2>", columns[1])
		}
	}
	return step, true
}
