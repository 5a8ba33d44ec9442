package function

import (
	"strings"
	"unicode/utf8"

	"foxhound/internal/term"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// textFunctions are the plain functions of text. What is no text is taken as its text, and
// a null as the empty one; places and lengths are counted in characters (code points).
var textFunctions = []Scalar{
	{Name: "strlen", New: ofText(always(func(s string) int64 { return int64(utf8.RuneCountInString(s)) }))},
	{Name: "string_size", New: ofText(always(func(s string) int64 { return int64(len(s)) }))},
	{Name: "toupper", New: ofText(always(strings.ToUpper))},
	{Name: "tolower", New: ofText(always(strings.ToLower))},
	{Name: "reverse", New: ofText(always(reversed))},
	{Name: "strcat", New: fixed(strcat)},
	{Name: "strcat_delim", New: fixed(strcatDelim)},
	{Name: "strcat_array", New: fixed(strcatArray)},
	{Name: "array_strcat", New: fixed(strcatArray)},
	{Name: "strcmp", New: fixed(strcmp)},
	{Name: "strrep", New: fixed(strrep)},
	{Name: "substring", New: fixed(substring)},
	{Name: "split", New: fixed(split)},
	{Name: "indexof", New: fixed(indexOf)},
	{Name: "isascii", New: ofText(always(term.IsASCII))},
	{Name: "isutf8", New: ofText(always(utf8.ValidString))},
}

func reversed(s string) string {
	out := make([]byte, len(s))
	for i, at := 0, len(s); i < len(s); {
		size := sizeAt(s, i)
		at -= size
		copy(out[at:], s[i:i+size])
		i += size
	}
	return string(out)
}

func strcat(s Spec, args []*vector.Vector, n int) *vector.Vector {
	return joinTexts(s, args, args, n, nil)
}

func strcatDelim(s Spec, args []*vector.Vector, n int) *vector.Vector {
	return joinTexts(s, args, args[1:], n, args[0])
}

// joinTexts joins the texts of columns, with a delimiter between them where there is one.
func joinTexts(s Spec, args, parts []*vector.Vector, n int, delimiter *vector.Vector) *vector.Vector {
	columns := make([]textColumn, len(parts))
	for i, p := range parts {
		columns[i] = textColumnOf(p)
	}
	between := textColumn{at: []string{""}}
	if delimiter != nil {
		between = textColumnOf(delimiter)
	}
	row := make([]string, len(parts))
	return eachRow(s, args, n, func(i int) (string, bool) {
		for j, c := range columns {
			row[j] = c.row(i)
		}
		return joined(row, between.row(i)), true
	})
}

// joined joins texts unless that is too much.
func joined(parts []string, between string) string {
	length := len(between) * max(len(parts)-1, 0)
	for _, p := range parts {
		length += len(p)
	}
	checkText(length)
	return strings.Join(parts, between)
}

func strcatArray(s Spec, args []*vector.Vector, n int) *vector.Vector {
	delimiter := textColumnOf(args[1])
	return eachRow(s, args, n, func(i int) (string, bool) {
		array, _ := args[0].Value(i).([]any)
		parts := make([]string, len(array))
		for j, e := range array {
			parts[j] = value.Text(value.Dynamic, e)
		}
		return joined(parts, delimiter.row(i)), true
	})
}

func strcmp(s Spec, args []*vector.Vector, n int) *vector.Vector {
	x, y := textColumnOf(args[0]), textColumnOf(args[1])
	return eachRow(s, args, n, func(i int) (int64, bool) { return int64(strings.Compare(x.row(i), y.row(i))), true })
}

// mostRepeats is how often strrep repeats a text at most, as Kusto has it.
const mostRepeats = 1024

// strrep repeats a text, with a delimiter between; a number below 1 gives the empty text.
func strrep(s Spec, args []*vector.Vector, n int) *vector.Vector {
	x := textColumnOf(args[0])
	delimiter := textColumn{at: []string{""}}
	if len(args) > 2 {
		delimiter = textColumnOf(args[2])
	}
	return eachRow(s, args, n, func(i int) (string, bool) {
		text, between, times := x.row(i), delimiter.row(i), min(integerOr(args, 1, i, 0), mostRepeats)
		if times < 1 {
			return "", true
		}
		checkText((len(text) + len(between)) * int(times))
		return strings.Repeat(text+between, int(times)-1) + text, true
	})
}

// substring is the part of a text from a place on, which counts from the end where it is
// negative; a place before the start, as one behind the end, gives the empty text.
func substring(s Spec, args []*vector.Vector, n int) *vector.Vector {
	x := textColumnOf(args[0])
	return eachRow(s, args, n, func(i int) (string, bool) {
		start, ok := integerAt(args[1], i)
		length := int64(len(x.row(i)))
		if len(args) > 2 {
			length = integerOr(args, 2, i, 0)
		}
		if !ok || length <= 0 {
			return "", true
		}
		text := x.row(i)
		text = text[fromRune(text, start):]
		return text[:skipRunes(text, length)], true
	})
}

// fromRune is skipRunes where a negative number counts from the end; where the text is too
// short for that there is nothing left of it either.
func fromRune(s string, n int64) int {
	if n < 0 {
		if n += int64(utf8.RuneCountInString(s)); n < 0 {
			return len(s)
		}
	}
	return skipRunes(s, n)
}

// split is the parts of a text between delimiters, empty ones too, or the one part at a
// place, in an array still; null where there is no such part.
func split(s Spec, args []*vector.Vector, n int) *vector.Vector {
	source, delimiter := textColumnOf(args[0]), textColumnOf(args[1])
	return eachRow(s, args, n, func(i int) (any, bool) {
		parts := []string{source.row(i)}
		if d := delimiter.row(i); d != "" {
			checkElements(strings.Count(source.row(i), d))
			parts = strings.Split(source.row(i), d)
		}
		if len(args) == 2 {
			return textArray(parts), true
		}
		at, ok := integerAt(args[2], i)
		if !ok || at < 0 || at >= int64(len(parts)) {
			return nil, false
		}
		return []any{parts[at]}, true
	})
}

// indexOf is the place of a text in another, of the first or of a later one; -1 where it
// is not there, null where the text is empty or a length or number cannot be. The length
// counts anew behind each one.
func indexOf(s Spec, args []*vector.Vector, n int) *vector.Vector {
	source, wanted := textColumnOf(args[0]), textColumnOf(args[1])
	return eachRow(s, args, n, func(i int) (int64, bool) {
		text, t := source.row(i), wanted.row(i)
		start, length, nth := integerOr(args, 2, i, 0), integerOr(args, 3, i, -1), integerOr(args, 4, i, 1)
		if t == "" || length < -1 || nth < 1 {
			return 0, false
		}
		base := fromRune(text, start)
		found, from, wide := int64(-1), base, int64(utf8.RuneCountInString(t))
		term.Each(text[base:], t, func(at int) bool {
			at += base
			if length >= 0 && int64(utf8.RuneCountInString(text[from:at]))+wide > length {
				return false
			}
			if nth--; nth == 0 {
				found = int64(utf8.RuneCountInString(text[:at]))
			}
			from = at + sizeAt(text, at)
			return nth > 0
		})
		return found, true
	})
}
