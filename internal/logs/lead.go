package logs

import (
	"bytes"
	"context"
)

// maxLead is how many blanks may stand before the first text in its line: those of a heading in
// tabs are cells without a name. More say nothing, but that somebody wants the text behind them
// not to be looked at.
const maxLead = headSize / 2

// passLead moves past what is blank at the text's begin, however long it is: blank lines, and
// more than [maxLead] blanks in the first line with text. So a text is recognised by its first
// bytes that are not blank. What is no text is not moved.
func (r *blockReader) passLead(ctx context.Context) error {
	r.fill(headSize)
	n, inLine := leadIn(r.head(), 0)
	if n > 0 && binaryKind(r.head()) != "" { // a packet capture begins with a line feed
		return nil
	}
	for n > 0 && ctx.Err() == nil {
		r.advance(n)
		r.fill(headSize)
		n, inLine = leadIn(r.head(), inLine)
	}
	return ctx.Err()
}

// head is what is looked at to recognise the text from where the reader stands.
func (r *blockReader) head() []byte { return r.buf[r.off:min(len(r.buf), r.off+headSize)] }

// leadIn returns how much of what a text begins with is to be passed, where so many blanks of
// the same line were passed before, and how many are then.
func leadIn(head []byte, before int) (pass, inLine int) {
	blank := len(head) - len(bytes.TrimLeft(head, " \t\r\n\v\f"))
	if lines := bytes.LastIndexByte(head[:blank], '\n') + 1; lines > 0 {
		return lines, 0
	}
	if before+blank > maxLead {
		return blank, before + blank
	}
	return 0, 0
}
