package logs

import (
	"context"
	"sync"
)

// A budget bounds the bytes of blocks in flight: read, and their results not yet handed
// on. It is two purses of the same size. The source whose results are due spends the
// first alone, so it always gets on; the sources read ahead of it share the second. A
// block larger than a purse may have all of it.
type budget struct {
	mu    sync.Mutex
	freed sync.Cond
	size  int
	spent [2]int
}

const (
	dueNow = iota // the purse of the source whose results are due
	ahead         // the purse of those behind it
)

func newBudget(size int) *budget {
	b := &budget{size: size}
	b.freed.L = &b.mu
	return b
}

// spend waits for n bytes, from the purse that is the source's while it waits, and returns
// which purse that was. It gives up when ctx is done.
func (b *budget) spend(ctx context.Context, n int, due *bool) (purse int, err error) {
	defer context.AfterFunc(ctx, b.wake)()
	b.mu.Lock()
	defer b.mu.Unlock()
	for ctx.Err() == nil {
		purse = ahead
		if *due {
			purse = dueNow
		}
		if b.spent[purse] == 0 || b.spent[purse]+n <= b.size {
			b.spent[purse] += n
			return purse, nil
		}
		b.freed.Wait()
	}
	return 0, ctx.Err()
}

// refund gives back what [budget.spend] took.
func (b *budget) refund(purse, n int) {
	b.mu.Lock()
	b.spent[purse] -= n
	b.mu.Unlock()
	b.freed.Broadcast()
}

// makeDue lets a source, whose flag this is, spend from the first purse.
func (b *budget) makeDue(due *bool) {
	b.mu.Lock()
	*due = true
	b.mu.Unlock()
	b.freed.Broadcast()
}

func (b *budget) wake() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.freed.Broadcast()
}
