package function

import (
	"fmt"
	"strings"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// takenApart are the functions that take paths, command lines, records and versions apart.
var takenApart = []Scalar{
	{Name: "parse_path", New: ofText(always(parsePath))},
	{Name: "parse_command_line", New: parseCommandLine},
	{Name: "parse_csv", New: ofText(always(func(s string) any { return textArray(parseCSV(s)) }))},
	{Name: "parse_version", New: ofText(parseVersion)},
	{Name: "extract_json", New: extractJSON},
	{Name: "extractjson", New: extractJSON},
	{Name: "parse_xml", New: ofText(parseXML)},
	{Name: "parse_user_agent", New: parseUserAgent},
}

// parsePath returns the parts of a path of Windows, Unix or a file URL, all texts; those
// that it has not are empty. Only a drive is a root.
func parsePath(s string) any {
	scheme, rest, ok := strings.Cut(s, "://")
	if !ok || !isScheme(scheme) {
		scheme, rest = "", s
	}
	root := ""
	if len(rest) > 2 && rest[1] == ':' && isSeparator(rest[2]) {
		root = rest[:3]
	}
	directory, file := "", rest
	if i := strings.LastIndexAny(rest, `\/`); i >= 0 {
		directory, file = rest[:i], rest[i+1:]
	}
	file, stream, _ := strings.Cut(file, ":")
	extension := ""
	if i := strings.LastIndexByte(file, '.'); i >= 0 {
		extension = file[i+1:]
	}
	name := directory[strings.LastIndexAny(directory, `\/`)+1:]
	return bagOf("Scheme", scheme, "RootPath", root, "DirectoryPath", directory, "DirectoryName", name,
		"Filename", file, "Extension", extension, "AlternateDataStreamName", stream)
}

func isSeparator(c byte) bool { return c == '\\' || c == '/' }

// parseCommandLine cuts a command line into arguments as Windows does, the only way there
// is; an empty one gives null.
func parseCommandLine(s Spec) (Kernel, error) {
	if kind := s.Args[1]; kind.Const && !strings.EqualFold(value.Text(kind.Type, kind.Value), "windows") {
		return nil, fmt.Errorf("a command line is parsed as `windows` does, not as `%v`", kind.Value)
	}
	return func(args []*vector.Vector, n int) *vector.Vector {
		x := textColumnOf(args[0])
		return eachRow(s, args, n, func(i int) (any, bool) {
			words := windowsArguments(x.row(i))
			return textArray(words), len(words) > 0
		})
	}, nil
}

// windowsArguments follows CommandLineToArgvW: the program's name ends at a blank or its
// second quote; in what follows, backslashes count only before a quote, where two stand
// for one and an odd one makes the quote a character, and two quotes within quotes are one.
func windowsArguments(s string) (words []string) {
	s = strings.TrimLeft(s, " \t")
	if s == "" {
		return nil
	}
	var program string
	if quoted, ok := strings.CutPrefix(s, `"`); ok {
		program, s, _ = strings.Cut(quoted, `"`)
	} else {
		end := strings.IndexAny(s+" ", " \t")
		program, s = s[:end], s[end:]
	}
	words = append(words, program)
	for {
		s = strings.TrimLeft(s, " \t")
		if s == "" {
			return words
		}
		var word string
		word, s = windowsArgument(s)
		words = append(words, word)
	}
}

func windowsArgument(s string) (word, rest string) {
	var b strings.Builder
	quoted := false
	for i := 0; i < len(s); {
		slashes := 0
		for i < len(s) && s[i] == '\\' {
			slashes, i = slashes+1, i+1
		}
		if i == len(s) || s[i] != '"' {
			b.WriteString(s[i-slashes : i])
			if i < len(s) {
				if !quoted && (s[i] == ' ' || s[i] == '\t') {
					return b.String(), s[i:]
				}
				b.WriteByte(s[i])
				i++
			}
			continue
		}
		b.WriteString(s[i-slashes : i-slashes+slashes/2])
		switch {
		case slashes%2 == 1:
			b.WriteByte('"')
		case quoted && i+1 < len(s) && s[i+1] == '"':
			b.WriteByte('"')
			i++
		default:
			quoted = !quoted
		}
		i++
	}
	return b.String(), ""
}
