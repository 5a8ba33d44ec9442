package logs

import (
	"cmp"
	"io"
	"slices"
	"sync/atomic"
)

// A stream is one source on its way through a scan, from the goroutine that reads it to the
// one that emits.
type stream[T any] struct {
	scan     *scan[T]
	source   Source
	due      bool         // its results are the next to be handed on; the budget's lock guards it
	jobs     chan *job[T] // its blocks in order
	reported int64        // compressed bytes told to Progress

	found FileStats // by the reader: all but what its records came to
	total FileStats // by the emitter: what the blocks' records came to
	first string    // by the emitter: what the first row is that no table took
}

func newStream[T any](s *scan[T], source Source) *stream[T] {
	return &stream[T]{
		scan: s, source: source,
		jobs:  make(chan *job[T], 16),
		total: FileStats{Rows: map[string]int64{}},
	}
}

// read is the reader goroutine.
func (s *stream[T]) read() {
	defer close(s.jobs)
	in, err := openSource(&s.source, s.scan.opts.Stdin)
	if err != nil {
		s.found.Err = err
		return
	}
	defer in.close()
	r := &blockReader{
		src: in, blockSize: s.scan.opts.blockSize, maxRecord: s.scan.opts.MaxRecord, line: 1,
		get: s.scan.buffers.get, put: s.scan.buffers.put, malformed: s.malformed,
	}
	s.found.Err = cleanEnd(s.blocks(in, r))
	s.found.Bytes = r.bytes
}

// malformed counts a record that never got into a block.
func (s *stream[T]) malformed(line int64, reason string) {
	s.found.Malformed++
	if len(s.found.Examples) < 2*maxExamples {
		s.found.Examples = append(s.found.Examples, Malformed{line, reason})
	}
}

// blocks recognises the file, then sends its blocks to the workers.
func (s *stream[T]) blocks(in *input, r *blockReader) error {
	f := &file{known: new(atomic.Pointer[knowledge]), path: s.source.Path, years: calendarOf(s.scan.opts.Now, in.modified), table: tableOf(s.source.Path, s.scan.opts.Tables)}
	r.fill(headSize)
	f.head, f.whole = r.buf[:min(len(r.buf), headSize)], r.err != nil
	if s.found.Unrecognised = f.recognise(); s.found.Unrecognised != "" {
		return r.err
	}
	s.found.Format = f.format.name
	f.plan = planOf(f)
	r.split = f.splitter()
	f.head = nil
	var header any
	var raw int64
	for {
		data, line, err := r.next(s.scan.ctx)
		if err == io.EOF {
			return f.unfinished(r.split)
		} else if err != nil {
			return err
		}
		b := &Block{Source: &s.source, file: f, data: data, line: line, rows: map[string]int64{}}
		b.header, header = f.headers(r.split, header, data)
		b.raw, raw = in.raw.n-raw, in.raw.n
		if err := s.send(b); err != nil {
			return err
		}
	}
}

func (s *stream[T]) send(b *Block) error {
	purse, err := s.scan.budget.spend(s.scan.ctx, len(b.data), &s.due)
	if err != nil {
		return err
	}
	j := &job[T]{block: b, purse: purse, done: make(chan struct{})}
	s.scan.jobs <- j
	s.jobs <- j
	return nil
}

// finish adds what a block's records came to. The emitter calls it.
func (s *stream[T]) finish(j *job[T]) {
	for table, n := range j.block.rows {
		s.total.Rows[table] += n
	}
	s.total.PassedOver += j.block.over
	s.total.Malformed += j.block.bad
	s.total.Guessed += j.block.guessed
	s.total.NoZone += j.block.bare
	if len(s.total.Examples) < maxExamples {
		s.total.Examples = append(s.total.Examples, j.block.examples...)
	}
	s.first = cmp.Or(s.first, j.block.first)
}

// stats is what there is to say of the source once jobs is closed.
func (s *stream[T]) stats() FileStats {
	all := s.found
	all.Source, all.Rows = s.source, s.total.Rows
	all.PassedOver = s.total.PassedOver
	all.Malformed += s.total.Malformed
	all.Guessed, all.NoZone = s.total.Guessed, s.total.NoZone
	all.Examples = append(all.Examples, s.total.Examples...)
	slices.SortStableFunc(all.Examples, func(a, b Malformed) int { return cmp.Compare(a.Line, b.Line) })
	all.Examples = all.Examples[:min(len(all.Examples), maxExamples)]
	if all.Unrecognised == "" && all.Err == nil {
		all.Unrecognised = all.unmatched(s.first)
	}
	return all
}

// left is how many of the file's bytes were not reported: what follows the last block, or
// all of a file that was not recognised.
func (s *stream[T]) left() int64 { return max(0, s.source.Size-s.reported) }
