package logs

import "sync"

// A queue hands values from one goroutine to another in order, as many as it takes: whoever
// puts them in has paid for them from a [budget].
type queue[T any] struct {
	mu     sync.Mutex
	more   sync.Cond
	values []T
	closed bool
}

func newQueue[T any]() *queue[T] {
	q := new(queue[T])
	q.more.L = &q.mu
	return q
}

func (q *queue[T]) put(v T) {
	q.mu.Lock()
	q.values = append(q.values, v)
	q.mu.Unlock()
	q.more.Signal()
}

// close says that no more will be put in.
func (q *queue[T]) close() {
	q.mu.Lock()
	q.closed = true
	q.mu.Unlock()
	q.more.Signal()
}

// all yields the values as they come, until the queue is closed and empty.
func (q *queue[T]) all(yield func(T) bool) {
	for {
		q.mu.Lock()
		for len(q.values) == 0 && !q.closed {
			q.more.Wait()
		}
		values := q.values
		q.values = nil
		q.mu.Unlock()
		if len(values) == 0 {
			return
		}
		for _, v := range values {
			if !yield(v) {
				return
			}
		}
	}
}
