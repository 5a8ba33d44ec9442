package feed

import (
	"errors"
	"strings"
)

var (
	errOpenQuote  = errors.New(`a quote " that is never closed`)
	errStrayQuote = errors.New(`text behind the closing quote " of a cell`)
)

// splitCells takes a row apart as RFC 4180 has it, into cells, which it grows: a cell may be
// quoted, a quote in it is doubled, and blanks may stand around the quotes. Quotes inside of a
// cell that does not start with one are text.
func splitCells(row string, comma byte, cells []string) ([]string, error) {
	if strings.IndexByte(row, '"') < 0 {
		for {
			i := strings.IndexByte(row, comma)
			if i < 0 {
				return append(cells, row), nil
			}
			cells, row = append(cells, row[:i]), row[i+1:]
		}
	}
	for {
		cell, rest, more, err := nextCell(row, comma)
		if err != nil {
			return cells, err
		}
		if cells = append(cells, cell); !more {
			return cells, nil
		}
		row = rest
	}
}

// nextCell cuts the first cell off; more says that a separator follows it.
func nextCell(row string, comma byte) (cell, rest string, more bool, err error) {
	text := strings.TrimLeft(row, " ")
	if !strings.HasPrefix(text, `"`) {
		cell, rest, more = strings.Cut(row, string(rune(comma)))
		return cell, rest, more, nil
	}
	text = text[1:]
	end, doubled := closingQuote(text)
	if end < 0 {
		return "", "", false, errOpenQuote
	}
	cell, rest = text[:end], strings.TrimLeft(text[end+1:], " ")
	if doubled {
		cell = strings.ReplaceAll(cell, `""`, `"`)
	}
	switch {
	case rest == "":
		return cell, "", false, nil
	case rest[0] != comma:
		return "", "", false, errStrayQuote
	}
	return cell, rest[1:], true, nil
}

// closingQuote finds the quote that ends a cell, -1 where none does, and whether doubled ones
// stand before it.
func closingQuote(text string) (end int, doubled bool) {
	for at := 0; ; {
		i := strings.IndexByte(text[at:], '"')
		if i < 0 {
			return -1, doubled
		}
		at += i
		if !strings.HasPrefix(text[at:], `""`) {
			return at, doubled
		}
		at, doubled = at+2, true
	}
}
