package function

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/cockroachdb/apd/v3"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// parseCSV returns the fields of the first record of CSV: a field in quotes may hold
// commas, lines and doubled quotes.
func parseCSV(s string) (fields []string) {
	for {
		var field string
		field, s = csvField(s)
		fields = append(fields, field)
		if s == "" || s[0] != ',' {
			return fields
		}
		s = s[1:]
	}
}

// csvField reads a field; rest starts with what ends it.
func csvField(s string) (field, rest string) {
	quoted, ok := strings.CutPrefix(s, `"`)
	if !ok {
		return bareField(s)
	}
	var b strings.Builder
	for {
		part, after, closed := strings.Cut(quoted, `"`)
		b.WriteString(part)
		if !closed || !strings.HasPrefix(after, `"`) {
			tail, rest := bareField(after)
			return b.String() + tail, rest
		}
		b.WriteByte('"')
		quoted = after[1:]
	}
}

func bareField(s string) (field, rest string) {
	end := strings.IndexAny(s, ",\r\n")
	if end < 0 {
		end = len(s)
	}
	return s[:end], s[end:]
}

// versionDigits is how many digits each part of a version has in the number that compares
// as the version does.
const versionDigits = 8

// parseVersion returns a version of up to four numbers as a decimal by which versions
// compare; parts that it has not are 0. What is no version is null.
func parseVersion(s string) (any, bool) {
	parts := strings.Split(s, ".")
	if len(parts) > 4 {
		return nil, false
	}
	var digits strings.Builder
	for i := range 4 {
		part := "0"
		if i < len(parts) {
			part = parts[i]
		}
		if part == "" || len(part) > versionDigits || strings.Trim(part, "0123456789") != "" {
			return nil, false
		}
		digits.WriteString(strings.Repeat("0", versionDigits-len(part)) + part)
	}
	d, _, err := apd.NewFromString(digits.String())
	return d, err == nil
}

// extractJSON is the value at a path of a JSON text, converted to the result's type.
func extractJSON(s Spec) (Kernel, error) {
	parse := jsonPath
	if a := s.Args[0]; a.Const {
		path, err := jsonPath(value.Text(a.Type, a.Value))
		if err != nil {
			return nil, err
		}
		parse = func(string) ([]any, error) { return path, nil }
	}
	return func(args []*vector.Vector, n int) *vector.Vector {
		paths, source := textColumnOf(args[0]), textColumnOf(args[1])
		return eachRowAny(s.Result, args[:2], n, func(i int) any {
			path, err := parse(paths.row(i))
			if err != nil {
				return nil
			}
			return value.Convert(s.Result, value.Dynamic, value.FindJSON(source.row(i), path))
		})
	}, nil
}

// jsonPath reads a path like $.a['b c'][0] as the steps of [value.FindJSON].
func jsonPath(p string) (path []any, err error) {
	rest, ok := strings.CutPrefix(strings.TrimSpace(p), "$")
	for path = []any{}; ok && rest != ""; {
		var step any
		step, rest, err = jsonStep(rest)
		if ok = err == nil; ok {
			path = append(path, step)
		}
	}
	if !ok {
		return nil, fmt.Errorf("`%s` is not a path such as `$.a['b'][0]`", p)
	}
	return path, nil
}

var errStep = errors.New("no step of a JSON path")

func jsonStep(s string) (step any, rest string, err error) {
	switch {
	case s[0] == '.':
		end := 1
		for end < len(s) && s[end] != '.' && s[end] != '[' {
			end++
		}
		if name := s[1:end]; name != "" && name != "*" {
			return name, s[end:], nil
		}
	case len(s) > 1 && s[0] == '[' && (s[1] == '\'' || s[1] == '"'):
		if name, rest, ok := strings.Cut(s[2:], s[1:2]+"]"); ok {
			return name, rest, nil
		}
	case s[0] == '[':
		if number, rest, ok := strings.Cut(s[1:], "]"); ok {
			n, err := strconv.ParseUint(number, 10, 31)
			return int64(n), rest, err
		}
	}
	return nil, "", errStep
}
