package logs

// A record that is too long to be read whole is counted as malformed and, where what cannot
// be read is wanted as text, handed on in parts of a block's size. Parts meet where words of
// a text do, so that none is cut and none is seen twice. Where nothing parts words for long,
// what is as long as a listed URL can be stands at the end of one and at the begin of the next.

// A long is a record that is too long, on its way through a [blockReader].
type long struct {
	line int64 // that it begins in
	json bool  // it is an object or an array
	seen int   // how much of what is pending was shown to the splitter
}

// partOverlap is how much of a record two of its parts share where no words part: a URL of
// 4 KiB, each byte of it written as \u0041.
const partOverlap = 32 << 10

// drop moves on in the long record, and returns the part of it that it moved over, in a
// buffer of its own, or nil where parts are not wanted.
func (r *blockReader) drop() (part []byte) {
	view := r.buf[r.off:min(len(r.buf), r.off+r.blockSize)]
	n, ended := r.split.drop(view[r.long.seen:])
	n += r.long.seen
	end, next := n, n
	if ended = ended || r.err != nil && n == r.pending(); !ended {
		end, next = partEnd(view[:n])
	}
	if r.parts {
		part = append(r.get(end), view[:end]...)
	}
	r.advance(next)
	if r.long.seen = n - next; ended {
		r.long = nil
	}
	return part
}

// partEnd tells where in a piece of a record a part ends, and where the next one begins.
func partEnd(piece []byte) (end, next int) {
	least := len(piece) - len(piece)/4
	for end := len(piece); end > least; end-- {
		if c := piece[end-1]; c <= ' ' || parting[c] {
			return end, end
		}
	}
	return len(piece), len(piece) - min(partOverlap, len(piece)/4)
}

// parting are bytes that end a word of any sort, beside blanks: see package words.
var parting = func() (is [256]bool) {
	for _, c := range "\"'`<>|(){},;" {
		is[c] = true
	}
	return is
}()

// A part is one record of text; of an object or an array, of text that spells JSON.
var (
	partFormat     = &format{name: "part", decode: decodePart(Text)}
	partJSONFormat = &format{name: "part of JSON", decode: decodePart(JSON)}
)

func decodePart(kind Kind) func(*Block, func(*Record) bool) {
	return func(b *Block, _ func(*Record) bool) {
		if b.stray == nil {
			return
		}
		r := textRecord(b.line, b.data)
		r.Part, r.Fields[0].Kind = true, kind
		b.stray(r)
	}
}

// part is what a part of a record of the file is decoded as.
func (f *file) part(json bool) *file {
	part := &file{path: f.path, text: f.text, format: partFormat, known: f.known}
	if json {
		part.format = partJSONFormat
	}
	return part
}
