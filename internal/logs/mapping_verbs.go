package logs

import (
	"bytes"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// A compute makes a column's value from the fields of a row, or reports that it has none.
type compute func(r *row) (text []byte, kind Kind, ok bool)

func constant(text string) compute {
	b := []byte(text)
	return func(*row) ([]byte, Kind, bool) { return b, Text, true }
}

// translate looks a field's text up: whole, then by its beginning, then as all else.
func translate(id fieldID, values map[string]string) compute {
	exact, begins, other := sortValues(values)
	return func(r *row) ([]byte, Kind, bool) {
		f, ok := r.get(id)
		if !ok || len(f.Text) == 0 {
			return nil, 0, false
		}
		if to, ok := exact[string(f.Text)]; ok {
			return to, Text, true
		}
		for i := range begins {
			if bytes.HasPrefix(f.Text, begins[i].with) {
				return begins[i].to, Text, true
			}
		}
		if other != nil {
			return other, Text, true
		}
		return f.Text, f.Kind, true
	}
}

type beginning struct{ with, to []byte }

// sortValues tells whole values, beginnings (the longest first) and `*` apart.
func sortValues(values map[string]string) (exact map[string][]byte, begins []beginning, other []byte) {
	exact = make(map[string][]byte)
	for _, from := range slices.Sorted(maps.Keys(values)) {
		to := []byte(values[from])
		switch prefix, wild := strings.CutSuffix(from, "*"); {
		case !wild:
			exact[from] = to
		case prefix == "":
			other = to
		default:
			begins = append(begins, beginning{[]byte(prefix), to})
		}
	}
	slices.SortStableFunc(begins, func(a, b beginning) int { return len(b.with) - len(a.with) })
	return exact, begins, other
}

// firstOf takes the first field the row has; of a list it takes the first item.
func firstOf(ids []fieldID) compute {
	return func(r *row) ([]byte, Kind, bool) {
		for _, id := range ids {
			f, ok := r.get(id)
			switch {
			case !ok || len(f.Text) == 0:
			case f.Kind != JSON:
				return f.Text, f.Kind, true
			default:
				if item := r.firstItem(f.Text); len(item) > 0 {
					return item, Text, true
				}
			}
		}
		return nil, 0, false
	}
}

// firstItem returns the first item of a JSON array as text, or nil.
func (r *row) firstItem(list []byte) (item []byte) {
	eachItem(list, func(raw []byte, kind Kind, escaped bool) bool {
		if item = raw; escaped {
			item = r.rec.build(func(dst []byte) []byte { return appendItem(dst, raw, true) })
		}
		return false
	})
	return item
}

// join puts a list's items behind each other; a field that is no list is its one item.
func join(id fieldID) compute {
	return func(r *row) ([]byte, Kind, bool) {
		f, ok := r.get(id)
		if !ok || f.Kind != JSON {
			return textOf(f, ok)
		}
		text := r.rec.build(func(dst []byte) []byte {
			start := len(dst)
			eachItem(f.Text, func(raw []byte, kind Kind, escaped bool) bool {
				if len(dst) > start {
					dst = append(dst, ", "...)
				}
				dst = appendItem(dst, raw, escaped)
				return true
			})
			return dst
		})
		return text, Text, len(text) > 0
	}
}

func textOf(f *Field, ok bool) ([]byte, Kind, bool) {
	if !ok || len(f.Text) == 0 {
		return nil, 0, false
	}
	return f.Text, Text, true
}

// timeOf reads seconds since 1970 or ISO 8601. What is no time gives no column.
func timeOf(id fieldID) compute {
	return func(r *row) ([]byte, Kind, bool) {
		f, ok := r.get(id)
		if !ok {
			return nil, 0, false
		}
		t, ok := parseEpoch(f.Text)
		if !ok {
			s, _ := parseStamp(f.Text, &calendar{})
			t = s.Time
		}
		if !aTime(t) {
			return nil, 0, false
		}
		return r.rec.timeText(t), Text, true
	}
}

// millis turns seconds into whole milliseconds.
func millis(id fieldID) compute {
	return func(r *row) ([]byte, Kind, bool) {
		f, ok := r.get(id)
		if !ok || f.Kind != Number {
			return nil, 0, false
		}
		// strconv, since what is short may be spelled 9.5e-05.
		seconds, err := strconv.ParseFloat(string(f.Text), 64)
		if err != nil || seconds < 0 || seconds > 1e9 {
			return nil, 0, false
		}
		return r.rec.build(func(dst []byte) []byte { return strconv.AppendInt(dst, int64(seconds*1000+0.5), 10) }), Number, true
	}
}
