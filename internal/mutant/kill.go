package mutant

import (
	"context"
	"runtime"
	"sync"

	"foxhound/proof"
)

// A Fate is what became of a mutant.
type Fate struct {
	Mutant
	By string // the proof that noticed it, or why it does not run; empty where it survived
}

// Survived reports whether no proof noticed the mutant.
func (f *Fate) Survived() bool { return f.By == "" }

// Hunt breaks a hunt in each way and runs its proofs over it, on all cores.
func Hunt(ctx context.Context, h *proof.Hunt) ([]Fate, error) {
	mutants, err := Of(h.Name, h.Text)
	if err != nil {
		return nil, err
	}
	fates := make([]Fate, len(mutants))
	next := make(chan int)
	var running sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(mutants)) {
		running.Go(func() {
			for i := range next {
				by, err := h.Killed(ctx, mutants[i].Text)
				if err != nil {
					by = "it does not run: " + err.Error()
				}
				fates[i] = Fate{mutants[i], by}
			}
		})
	}
	for i := range mutants {
		next <- i
	}
	close(next)
	running.Wait()
	return fates, ctx.Err()
}
