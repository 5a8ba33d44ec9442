package feed

import (
	"strings"

	"foxhound/indicator"
)

// headless returns the layout of rows without a header: every column must show by its cells
// what it is. Rows that begin with their value are a plain list.
func headless(rows []string) (layout, bool) {
	lay := layout{format: "table", source: tableSource, comma: commaOf(rows)}
	var table [][]string
	for _, row := range rows {
		cells := cellsOf(row, lay.comma)
		if lay.width == 0 {
			lay.width = len(cells)
		}
		if cells != nil && len(cells) == lay.width {
			table = append(table, cells)
		}
	}
	if lay.width < 2 || lay.width > maxColumn || 2*len(table) < len(rows) {
		return layout{}, false
	}
	columns := make([]evidence, lay.width)
	for i := range columns {
		columns[i] = evidenceOf(table, i)
	}
	lay.sorts = make([]sort, lay.width)
	if !assign(lay.sorts, columns) {
		return layout{}, false
	}
	return lay, true
}

// evidence counts what the cells of a column could be.
type evidence struct{ cells, values, kinds, dates, tags, links, words int }

func evidenceOf(table [][]string, column int) (e evidence) {
	for _, row := range table {
		cell := strings.TrimSpace(row[column])
		if cell == "" {
			continue
		}
		e.cells++
		if o, err := listed(cell); err == nil {
			e.values++
			if o.Kind == indicator.URL {
				e.links++
			}
			continue
		}
		_, isKind := indicator.ParseKind(cell)
		seen, err := date("", cell)
		switch {
		case isKind:
			e.kinds++
		case err == nil && !seen.IsZero():
			e.dates++
		case cell[0] == '#':
			e.tags++
		default:
			e.words++
		}
	}
	return e
}

// most reports whether nine of ten cells are of one sort.
func (e evidence) most(n int) bool { return e.cells > 0 && 10*n >= 9*e.cells }

// assign says what each column is. Values stand behind the column of their types, else in the
// one column that holds values, behind the names of their families alone.
func assign(sorts []sort, columns []evidence) bool {
	value := -1
	for i, e := range columns {
		switch {
		case e.most(e.kinds) && i+1 < len(columns) && columns[i+1].most(columns[i+1].values):
			sorts[i].field, value = Type, i+1
		case value == i:
			sorts[i].field = Value
		case e.most(e.dates) && !taken(sorts, FirstSeen):
			sorts[i].field = FirstSeen
		case e.cells > 0 && e.tags+e.words == e.cells && 2*e.tags >= e.cells && !taken(sorts, Tags):
			sorts[i].field = Tags
		case value >= 0 && e.most(e.links) && !taken(sorts, Reference):
			sorts[i].field = Reference
		case value >= 0 && !taken(sorts, Reporter) && e.most(e.words):
			sorts[i].field = Comment
		case i == 1 && taken(sorts, FirstSeen) && e.most(e.words):
			sorts[i].field = Reporter
		}
	}
	if value < 0 && len(columns) == 2 && columns[0].most(columns[0].words) && 2*columns[1].values >= columns[1].cells && columns[1].cells > 0 {
		sorts[0].field, sorts[1].field, value = Family, Value, 1
	}
	return value >= 0
}

func taken(sorts []sort, field Field) bool {
	for _, s := range sorts {
		if s.field == field {
			return true
		}
	}
	return false
}
