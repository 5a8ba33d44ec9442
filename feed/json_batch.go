package feed

// jsonBatches decode records on all cores, a batch at a time, and keep them in the order of the
// text: what comes of it is what decoding one by one gives (TestBlocks).
type jsonBatches struct {
	c        *collector
	next     []jsonRecord
	size     int // bytes of next
	pipeline pipeline[[]jsonRecord, *jsonPart]
}

// A jsonRecord is the text of a record, the line it starts on, and the key it stands under.
type jsonRecord struct {
	text string
	line int
	id   string
}

// A jsonPart is what a batch gave, and why it was given up.
type jsonPart struct {
	c   *collector
	err error
}

// add has a record decoded, sooner or later. The error may be of an earlier one.
func (b *jsonBatches) add(text []byte, line int, id string) error {
	b.next = append(b.next, jsonRecord{string(text), line, id})
	if b.size += len(text); b.size < b.c.max.block {
		return nil
	}
	return b.send()
}

func (b *jsonBatches) send() error {
	if b.pipeline.do == nil {
		b.pipeline.do, b.pipeline.take = b.decode, func(p *jsonPart) bool { return p.err == nil && b.c.join(p.c) }
	}
	batch := b.next
	b.next, b.size = nil, 0
	if b.pipeline.put(batch) {
		return nil
	}
	return b.end()
}

// end decodes what is left.
func (b *jsonBatches) end() error {
	left := append(b.pipeline.end(), b.next)
	b.next, b.size = nil, 0
	for _, batch := range left {
		if err := b.c.decodeAll(batch); err != nil {
			return err
		}
	}
	return nil
}

// decode decodes a batch by itself.
func (b *jsonBatches) decode(batch []jsonRecord) *jsonPart {
	p := &jsonPart{c: b.c.part(len(batch), len(batch)*typicalValue)}
	p.err = p.c.decodeAll(batch)
	return p
}

// decodeAll takes records one by one.
func (c *collector) decodeAll(batch []jsonRecord) error {
	for _, r := range batch {
		if err := c.decode(r); err != nil {
			return err
		}
	}
	return nil
}
