package logs

import "foxhound/internal/sweep"

// Raw is the text of a block, as it stands in the log.
type Raw struct {
	Text    []byte
	Lines   bool          // each record is a line
	Escapes sweep.Escapes // what the format, and JSON in its columns, may write for a byte
}

// rawEscapes are, beside the percent-encoding of URLs, of the formats whose fields stand in the bytes that are their record's: what
// a reader makes of an escape aside, no text of a field is anywhere else.
var rawEscapes = map[*format]sweep.Escapes{
	ndjsonFormat:   sweep.JSON,
	zeekJSONFormat: sweep.JSON,
	cefFormat:      sweep.JSON | sweep.Octothorpe,
	zeekFormat:     sweep.JSON | sweep.HexByte,
	csvFormat:      sweep.JSON,
	textFormat:     sweep.Every,
	partFormat:     sweep.Every,
	partJSONFormat: sweep.Every,
}

// Raw returns the block's text, or false where a sweep over it could not tell what its
// records hold: they are parts of a document, or letters separate the fields.
func (b *Block) Raw() (Raw, bool) {
	escapes, ok := rawEscapes[b.file.format]
	if !ok || b.file.format == zeekFormat && !b.plainlySeparated() {
		return Raw{}, false
	}
	lines := b.file.format != csvFormat && b.file.format != partFormat && b.file.format != partJSONFormat
	return Raw{b.data, lines, escapes | sweep.Percent}, true
}

// Line returns the number of the first line of the block's text.
func (b *Block) Line() int64 {
	b.locate()
	return b.line
}

// plainlySeparated reports whether what separates fields and items of a Zeek log, throughout
// the block, cannot be part of a name, an address or a hash.
func (b *Block) plainlySeparated() bool {
	b.locate()
	h, _ := b.header.(*zeekHeader)
	for line := range b.zeekDirectives {
		if h = h.with(line); !h.plain() {
			return false
		}
	}
	return h.plain()
}

func (h *zeekHeader) plain() bool {
	return h != nil && h.separator == '\t' && string(h.setSeparator) == ","
}
