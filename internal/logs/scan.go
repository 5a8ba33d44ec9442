package logs

import (
	"context"
	"io"
	"runtime"
	"sync"
	"sync/atomic"
)

const (
	defaultBlock  = 1 << 20
	decodedBlock  = 512 << 10 // at most, of what was decoded: it is in a near cache still when it is worked on
	defaultRecord = 128 << 20 // a line of 100 MB is a line
	leastOpen     = 2         // sources read at a time, if there are: one may wait for its disk or pipe
	maxOpen       = 8         // and at most
	maxAhead      = 256       // sources that were read, whose results wait for those of one before them
)

// Scan reads the sources. work runs once per block, on many goroutines at a time; emit gets
// work's results in the order of the sources and of the blocks in them, on one goroutine,
// and its error ends the scan. What work returns must not point into the block, whose
// memory is used again. Memory is bounded by workers and block size, not by input.
// On cancellation Scan stops after the blocks in hand and returns what was covered with ctx's error.
func Scan[T any](ctx context.Context, sources []Source, opts Options, work func(*Block) T, emit func(T) error) ([]FileStats, error) {
	if err := checkTables(opts.Tables, opts.OwnTables); err != nil {
		return nil, err
	}
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	s := newScan(inner, opts, work)
	defer s.start(sources)()

	var all []FileStats
	var failed error
	for stream := range s.streams {
		s.budget.makeDue(&stream.due)
		for j := range stream.jobs.all {
			<-j.done
			if failed == nil && j.tally.cut == nil {
				if failed = emit(j.result); failed != nil {
					cancel()
				}
			}
			j.tally.finish(j.block)
			s.budget.refund(j.purse, j.held)
			s.progress(stream, j.block.raw)
		}
		s.progress(stream, stream.left())
		all = append(all, stream.stats()...)
	}
	if failed == nil {
		failed = ctx.Err()
	}
	return all, failed
}

// A scan is one run of [Scan]: readers, one per open source, cut blocks; workers do the
// work, or readers that are as many; the caller's goroutine takes the results in order.
type scan[T any] struct {
	ctx     context.Context
	opts    Options
	work    func(*Block) T
	budget  *budget
	buffers buffers
	open    chan struct{} // a token for each source being read
	reading atomic.Int32  // files of these that readers read, and do not leave to workers
	streams chan *stream[T]
	jobs    chan *job[T]
}

// A job is a block on its way through the workers.
type job[T any] struct {
	block  *Block
	tally  *tally
	purse  int // of the budget
	held   int // bytes of the budget that it holds
	result T
	done   chan struct{} // closed when result is there
}

func newScan[T any](ctx context.Context, opts Options, work func(*Block) T) *scan[T] {
	if opts.Workers <= 0 {
		opts.Workers = runtime.GOMAXPROCS(0)
	}
	if opts.MaxRecord <= 0 {
		opts.MaxRecord = defaultRecord
	}
	if opts.blockSize <= 0 {
		opts.blockSize = defaultBlock
	}
	opts.blockSize = min(opts.blockSize, opts.MaxRecord)
	return &scan[T]{
		ctx: ctx, opts: opts, work: work,
		budget:  newBudget(2 * opts.Workers * opts.blockSize),
		buffers: buffers{opts.blockSize, 2 * opts.blockSize},
		open:    make(chan struct{}, min(max(opts.Workers, leastOpen), maxOpen)),
		streams: make(chan *stream[T], maxAhead),
		jobs:    make(chan *job[T]),
	}
}

// start sets readers and workers going; what it returns waits until they are gone.
func (s *scan[T]) start(sources []Source) (wait func()) {
	var readers, workers sync.WaitGroup
	for range s.opts.Workers {
		workers.Go(s.worker)
	}
	readers.Go(func() {
		defer close(s.streams)
		for _, source := range sources {
			select {
			case s.open <- struct{}{}:
			case <-s.ctx.Done():
				return
			}
			stream := newStream(s, source)
			readers.Go(func() { stream.read(); <-s.open })
			s.streams <- stream
		}
	})
	return func() {
		readers.Wait()
		close(s.jobs)
		workers.Wait()
	}
}

func (s *scan[T]) worker() {
	for j := range s.jobs {
		s.do(j)
	}
}

// do does the work on a block.
func (s *scan[T]) do(j *job[T]) {
	if at := j.block.stretch; at != nil {
		j.block.read(s.buffers.get(at.size)[:at.size])
	}
	j.result = s.work(j.block)
	j.block.locate() // or whoever tells it where it begins would read its bytes later
	j.block.forgetLines()
	s.buffers.put(j.block.data)
	s.settle(j)
	close(j.done)
}

// crowded reports whether readers keep all cores busy. Then who read a block works on it, for it
// is in a near cache of that core: to hand it to another has that one fetch it from farther away,
// and none is idle. It saves a fifth of a hunt in zstd files.
func (s *scan[T]) crowded() bool { return int(s.reading.Load()) >= s.opts.Workers }

// settle has a job hold no more of the budget than its result takes, where that says so: the
// block is done with, and files behind one that takes long can be read meanwhile.
func (s *scan[T]) settle(j *job[T]) {
	result, ok := any(j.result).(Sized)
	if !ok {
		return
	}
	const job = 1 << 10 // what is kept of it in any case
	if held := min(result.Size()+job, j.held); held < j.held {
		s.budget.refund(j.purse, j.held-held)
		j.held = held
	}
}

// Sized is what the results of [Scan]'s work may be: they say how many bytes they take until
// they are handed on. Those that do not say are taken to be as large as their block.
type Sized interface{ Size() int }

func (s *scan[T]) progress(stream *stream[T], n int64) {
	stream.reported += n
	if s.opts.Progress != nil && n > 0 {
		s.opts.Progress(n)
	}
}

// buffers are blocks' memory to be used again: of a block's size at least. Those that a long
// record made grow are left to the garbage collector.
type buffers struct{ smallest, largest int }

// pool has the buffers of all scans: a query may read the logs more than once.
var pool sync.Pool

func (b *buffers) get(size int) []byte {
	if p, ok := pool.Get().(*[]byte); ok && cap(*p) >= size {
		return (*p)[:0]
	}
	return make([]byte, 0, max(size, b.smallest))
}

func (b *buffers) put(buf []byte) {
	if b.smallest <= cap(buf) && cap(buf) <= b.largest {
		pool.Put(&buf)
	}
}

// cleanEnd is nil for the error of a source that was read to its end.
func cleanEnd(err error) error {
	if err == io.EOF {
		return nil
	}
	return err
}
