package logs

import (
	"bytes"
	"io"
	"sync"
)

// A stream is one source on its way through a scan, from the goroutine that reads it to the
// one that emits.
type stream[T any] struct {
	scan     *scan[T]
	source   Source
	due      bool            // its results are the next to be handed on; the budget's lock guards it
	jobs     *queue[*job[T]] // its blocks in order
	reported int64           // compressed bytes told to Progress
	raw      int64           // compressed bytes that blocks tell of so far
	tallies  []*tally        // by the reader: of the source, or of the members of an archive
}

func newStream[T any](s *scan[T], source Source) *stream[T] {
	return &stream[T]{scan: s, source: source, jobs: newQueue[*job[T]]()}
}

// read is the reader goroutine.
func (s *stream[T]) read() {
	defer s.jobs.close()
	in, err := openSource(s.scan.ctx, &s.source, s.scan.opts)
	if err != nil {
		s.tally(s.source).found.Err = err
		return
	}
	defer in.close()
	s.input(s.source, in)
	if len(s.tallies) == 1 {
		s.tallies[0].found.Grown = in.raw.grown()
	}
}

// tally begins the account of a source.
func (s *stream[T]) tally(source Source) *tally {
	t := newTally(source)
	s.tallies = append(s.tallies, t)
	return t
}

// input reads a text, or the members of an archive in their order.
func (s *stream[T]) input(source Source, in *input) {
	if in.members == nil {
		s.text(s.tally(source), in)
		return
	}
	in.ahead()
	err := s.members(source, in)
	if err != nil {
		s.tally(source).found.Err = err
	} else if len(s.tallies) == 0 {
		s.tally(source).found.Unrecognised = "an archive without files"
	}
}

// members reads the members of an archive. One that cannot be read is no reason not to read
// the next.
func (s *stream[T]) members(source Source, in *input) error {
	for s.scan.ctx.Err() == nil {
		m, err := in.members.next()
		if err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		inside := source.inside(m)
		text, err := in.openMember(m)
		if err != nil {
			s.tally(inside).found.Err = err
			continue
		}
		s.input(inside, text)
		text.close()
	}
	return s.scan.ctx.Err()
}

// text reads one text into blocks.
func (s *stream[T]) text(t *tally, in *input) {
	size := s.scan.opts.blockSize
	if !in.plain {
		size = min(size, decodedBlock)
	}
	r := &blockReader{
		src: in, blockSize: size, maxRecord: s.scan.opts.MaxRecord, line: 1,
		get: s.scan.buffers.get, put: s.scan.buffers.put, malformed: t.malformed, parts: s.scan.opts.Text,
	}
	defer r.close()
	t.found.Err = cleanEnd(s.blocks(t, in, r))
	t.found.Bytes = r.bytes
	if t.found.Format != "" || len(bytes.TrimSpace(r.head())) == 0 { // NULs of what is no log are no padding
		t.found.Padding = in.padding()
	}
}

// blocks recognises the text, then sends its blocks to the workers.
func (s *stream[T]) blocks(t *tally, in *input, r *blockReader) error {
	if err := r.passLead(s.scan.ctx); err != nil {
		return err
	}
	f := &file{
		known: new(knowledge), path: t.source.Path, head: r.head(), whole: r.err != nil, above: r.line - 1,
		years: calendarOf(s.scan.opts.Now, in.modified), table: tableOf(t.source, s.scan.opts.Tables), text: s.scan.opts.Text,
	}
	if len(f.head) == 0 && cleanEnd(r.err) != nil {
		return r.err
	}
	if t.found.Unrecognised = f.recognise(r.bytes); f.format == nil {
		return r.err
	}
	t.found.Format = f.format.name
	if f.format.split != nil {
		in.ahead()
	}
	r.split = f.splitter()
	at, _ := f.headers(r.split, nil, nil)
	f.plan, t.found.Whole = planOf(f, at)
	f.head = nil
	header, err := s.stretches(t, in, r, f)
	if err != errStretches {
		return err
	}
	if in.raw.size >= 0 { // a pipe is waited for
		s.scan.reading.Add(1)
		defer s.scan.reading.Add(-1)
	}
	for {
		span, err := r.next(s.scan.ctx)
		if err == io.EOF {
			return f.unfinished(r.split)
		} else if err != nil {
			return err
		}
		b := &Block{Source: &t.source, file: f, data: span.data, line: span.line, rows: map[string]int64{}}
		if span.part {
			b.file = f.part(span.json)
		} else {
			b.header, header = f.headers(r.split, header, span.data)
		}
		b.raw, s.raw = in.raw.n.Load()-s.raw, in.raw.n.Load()
		if err := s.send(t, b, len(b.data)); err != nil {
			return err
		}
	}
}

// stretches sends the blocks of a file that can be read in stretches. Where that ends before the file
// does, or never began, it returns errStretches, with the header in force: the rest is to be read.
func (s *stream[T]) stretches(t *tally, in *input, r *blockReader, f *file) (header any, err error) {
	if f.format.split != nil {
		return nil, errStretches
	}
	at, ok := in.inStretches(r)
	if !ok {
		return nil, errStretches
	}
	p := &stretchReader{file: in.raw.file, at: at, end: in.raw.start + in.raw.size, blockSize: min(stretchFirst, r.blockSize)}
	var reading sync.WaitGroup
	defer reading.Wait()
	mark := new(lineMark)
	mark.set(position{line: r.line})
	for {
		if err := s.scan.ctx.Err(); err != nil {
			return nil, err
		}
		from := p.at
		n, err := p.next()
		if err == io.EOF {
			return nil, nil
		} else if err != nil {
			known := make(chan position, 1)
			mark.whenKnown(func(p position) { known <- p })
			at := <-known
			err := in.resume(r, p.at, at.line)
			s.raw = in.raw.n.Load()
			return at.header, err
		}
		b := &Block{Source: &t.source, file: f, rows: map[string]int64{}, raw: int64(n)}
		b.stretch = &stretch{raw: in.raw, at: from, size: n, reading: &reading, before: mark, after: new(lineMark), located: make(chan struct{})}
		mark = b.stretch.after
		p.blockSize = r.blockSize
		r.bytes += int64(n)
		reading.Add(1)
		if err := s.send(t, b, n); err != nil {
			reading.Done()
			return nil, err
		}
	}
}

// send has a block of a size worked on: by a worker, or here.
func (s *stream[T]) send(t *tally, b *Block, size int) error {
	purse, err := s.scan.budget.spend(s.scan.ctx, size, &s.due)
	if err != nil {
		return err
	}
	j := &job[T]{block: b, tally: t, purse: purse, held: size, done: make(chan struct{})}
	if b.stretch == nil && s.scan.crowded() {
		s.scan.do(j)
	} else {
		s.scan.jobs <- j
	}
	s.jobs.put(j)
	return nil
}

// stats is what there is to say of the source, or of each member of the archive that it is,
// once jobs is closed.
func (s *stream[T]) stats() []FileStats {
	all := make([]FileStats, len(s.tallies))
	for i, t := range s.tallies {
		all[i] = t.stats()
	}
	return all
}

// left is how many of the file's bytes were not reported: what follows the last block, or
// all of a file that was not recognised.
func (s *stream[T]) left() int64 { return max(0, s.source.Size-s.reported) }
