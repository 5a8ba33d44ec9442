package feed

import (
	"runtime"
	"sync"
)

// A pipeline has jobs done on all cores and takes what they give in the order in which they
// were put. It is for one goroutine; do is called by others.
type pipeline[J, T any] struct {
	do   func(J) T
	take func(T) bool // false refuses what a job gave, and all behind it

	queue   []pending[J, T]
	refused bool // the first of the queue was
	jobs    chan pending[J, T]
	wg      sync.WaitGroup
}

type pending[J, T any] struct {
	job  J
	done chan T
}

// put has a job done. It reports false where an earlier one was refused.
func (p *pipeline[J, T]) put(job J) bool {
	workers := runtime.GOMAXPROCS(0)
	if p.jobs == nil {
		jobs := make(chan pending[J, T], 2*workers)
		for range workers {
			p.wg.Go(func() { p.work(jobs) })
		}
		p.jobs = jobs
	}
	next := pending[J, T]{job, make(chan T, 1)}
	p.queue = append(p.queue, next)
	p.jobs <- next // has room: it holds no more than the queue
	return len(p.queue) < 2*workers || p.takeFirst()
}

func (p *pipeline[J, T]) work(jobs <-chan pending[J, T]) {
	for next := range jobs {
		next.done <- p.do(next.job)
	}
}

func (p *pipeline[J, T]) takeFirst() bool {
	if p.refused || !p.take(<-p.queue[0].done) {
		p.refused = true
		return false
	}
	p.queue = p.queue[1:]
	return true
}

// end takes what is still to come and returns the jobs from the first that was refused on.
func (p *pipeline[J, T]) end() (left []J) {
	for len(p.queue) > 0 && p.takeFirst() {
	}
	for _, next := range p.queue {
		left = append(left, next.job)
	}
	p.queue, p.refused = nil, false
	if p.jobs != nil {
		close(p.jobs)
		p.jobs = nil
		p.wg.Wait()
	}
	return left
}
