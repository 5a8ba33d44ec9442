package sweep

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
)

// built is the index of keys.
func built(k Keys) *Index {
	x, err := New(context.Background(), k)
	if err != nil {
		panic(err) // which is not interrupted
	}
	return x
}

// A lapsing context is done once it was asked so many times.
type lapsing struct {
	context.Context
	left atomic.Int64
}

func (l *lapsing) Err() error {
	if l.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// Wherever it is interrupted, New ends with no index: an index of some of the keys would miss.
func TestNewInterrupted(t *testing.T) {
	var k Keys
	for i := range batchSize + rangeSize {
		k.Names = append(k.Names, fmt.Sprintf("host%d.example", i))
		k.Hashes = append(k.Hashes, fmt.Sprintf("%032x", i))
	}
	for n := int64(0); ; n = 2*n + 1 {
		ctx := &lapsing{Context: t.Context()}
		ctx.left.Store(n)
		x, err := New(ctx, k)
		if err == nil {
			if n < (batchSize+rangeSize)/rangeSize {
				t.Errorf("asked less than %d times whether to go on", n)
			}
			return
		}
		if x != nil {
			t.Fatalf("interrupted at %d: an index", n)
		}
	}
}
