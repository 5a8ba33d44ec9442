package mutant

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"

	"foxhound/proof"
)

// A Fate is what became of a mutant. One that has neither By nor Why survived: it differs from the
// hunt, and no proof says so.
type Fate struct {
	Mutant
	By      string       // the proof that noticed it, or why it does not run
	Why     string       // why it is equivalent: it gives the hunt's rows over a world of events
	Telling *proof.Event // of a survivor: an event that would tell it
}

// Survived reports whether no proof noticed the mutant, though it is not the hunt.
func (f *Fate) Survived() bool { return f.By == "" && f.Why == "" }

// Equivalent reports whether the mutant gives the rows of the hunt.
func (f *Fate) Equivalent() bool { return f.Why != "" }

// Hunt breaks a hunt in each way and runs its proofs over it, on all cores. What no proof notices
// runs over a world of other events as well, and is equivalent if that changes no row. Proofs that
// fail as it is tell nothing, and are left out.
func Hunt(ctx context.Context, hunt *proof.Hunt) ([]Fate, error) {
	mutants, err := Of(hunt.Name, hunt.Text)
	if err != nil {
		return nil, err
	}
	sound, err := hunt.Sound(ctx)
	if err != nil {
		return nil, err
	}
	h := &sound
	fates := make([]Fate, len(mutants))
	failed := make([]error, len(mutants))
	once := sync.OnceValues(func() (*trial, error) { return newTrial(ctx, h) })
	next := make(chan int)
	var running sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(mutants)) {
		running.Go(func() {
			for i := range next {
				fates[i], failed[i] = fate(ctx, h, mutants[i], once)
			}
		})
	}
	for i := range mutants {
		next <- i
	}
	close(next)
	running.Wait()
	return fates, errors.Join(ctx.Err(), cmp.Or(failed...))
}

func fate(ctx context.Context, h *proof.Hunt, m Mutant, world func() (*trial, error)) (Fate, error) {
	f := Fate{Mutant: m}
	var err error
	if f.By, err = h.Killed(ctx, m.Text); err != nil {
		f.By = "it does not run: " + err.Error()
	}
	if f.By != "" {
		return f, nil
	}
	t, err := world()
	if err == nil {
		f.Telling, f.Why, err = t.judge(ctx, &m)
	}
	if err != nil {
		return f, fmt.Errorf("hunt %s, line %d: a mutant that no proof notices could not be judged: %w", h.Name, m.Line, err)
	}
	return f, nil
}
