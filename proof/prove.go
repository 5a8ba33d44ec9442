package proof

import (
	"context"
	"runtime"
	"sync"
)

// A Report is what came of a hunt's proofs.
type Report struct {
	Hunt     *Hunt
	Failures []Failure
	Err      error // the text does not bind or run at all
}

// Failed reports whether an event did not get what it must, or the text did not run.
func (r *Report) Failed() bool { return r.Err != nil || len(r.Failures) > 0 }

// Prove runs the proofs of hunts, on all cores, and returns a report for each in their order.
func Prove(ctx context.Context, hunts []Hunt) []Report {
	reports := make([]Report, len(hunts))
	next := make(chan int)
	var running sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(hunts)) {
		running.Go(func() {
			for i := range next {
				failures, err := hunts[i].Run(ctx)
				reports[i] = Report{&hunts[i], failures, err}
			}
		})
	}
	for i := range hunts {
		next <- i
	}
	close(next)
	running.Wait()
	return reports
}
