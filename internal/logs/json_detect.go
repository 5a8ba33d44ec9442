package logs

import (
	"bytes"
	"slices"
	"strings"
)

// detectJSON wants an array of objects, an object that holds rows, or an object that goes
// over several lines or shares one with the next. Objects of a line each are NDJSON.
func detectJSON(f *file) bool {
	head := trimSpace(f.head)
	if len(head) < 2 {
		return false
	}
	switch rest := trimSpace(head[1:]); {
	case head[0] == '[' && len(rest) > 0 && (rest[0] == '{' || rest[0] == ']'):
		f.guess = guessOf(f, rest)
		return true
	case head[0] != '{' || len(rest) == 0 || rest[0] != '"':
		return false
	}
	end, ended := new(skim).feed(head)
	if !ended {
		if _, rows, others := rowsAmong(f); rows > others {
			return false // a row without its end, before others
		}
	}
	first, rest := head[:end], head[end:]
	if overLines(first) || bytes.HasPrefix(bytes.TrimLeft(rest, " \t,"), []byte("{")) {
		f.guess = guessOf(f, head)
		return true
	}
	return len(trimSpace(rest)) == 0 && modeOf(head) == topObject
}

// overLines reports whether an object is written over several lines, the first of which
// ends where a line can: a row that was cut off ends anywhere.
func overLines(object []byte) bool {
	line, rest := cutLine(object)
	line = bytes.TrimRight(line, " \t")
	return len(rest) > 0 && bytes.IndexByte([]byte("{[,"), line[len(line)-1]) >= 0
}

// guessOf tells the table of the object that text begins with, as far as it is there.
func guessOf(f *file, text []byte) string {
	r := newRowReader(&Block{file: f}, nil)
	r.read(&jsonScanner{data: text}, 1)
	return guessTable(r)
}

// modeOf tells a document by the keys of its first object.
func modeOf(head []byte) documentMode {
	mode := topRows
	array := head[0] == '['
	s := &jsonScanner{data: head}
	if array {
		s.pos = 1 + between(head[1:])
	}
	if s.peek() != '{' {
		return topRows
	}
	s.members(func(raw []byte) bool {
		switch key, value := string(raw), head[s.pos:]; {
		case array && key == "FrameType":
			mode = topFrames
		case !array && (slices.Contains(arrayKeys, key) || strings.EqualFold(key, "tables")) && startsArray(value):
			mode = topObject
		}
		return mode == topRows && s.element(1)
	})
	return mode
}

// startsArray reports whether the text begins an array of objects, or an empty one.
func startsArray(text []byte) bool {
	if len(text) == 0 || text[0] != '[' {
		return false
	}
	rest := trimSpace(text[1:])
	return len(rest) > 0 && (rest[0] == '{' || rest[0] == ']')
}
