package exec

import "foxhound/internal/vector"

// A tooMany is the rows that a step makes of one batch where they are too many to be held
// at once. It stands in place of an error: whoever runs the step takes the rows a part at
// a time, in the order of all rows, on one goroutine.
type tooMany struct {
	each func(emit func(*vector.Batch) error) error
}

// Error is never shown.
func (*tooMany) Error() string { return "too many rows at once" }

// later is the rest of the way of rows that were too many.
type later struct {
	*tooMany
	steps []step
}

// through takes a batch through steps and then to work.
func through(steps []step, b *vector.Batch, work func(*vector.Batch) (any, error)) (any, error) {
	for i, step := range steps {
		if b.Rows == 0 {
			return nil, nil
		}
		next, err := step(b)
		if many, ok := err.(*tooMany); ok {
			return &later{many, steps[i+1:]}, nil
		}
		if err != nil {
			return nil, err
		}
		b = next
	}
	if b.Rows == 0 {
		return nil, nil
	}
	return work(b)
}

// some hands a result of [through] to emit, or the results of its parts.
func some(result any, work func(*vector.Batch) (any, error), emit func(any) error) error {
	switch r := result.(type) {
	case nil:
		return nil
	case *later:
		return r.each(func(b *vector.Batch) error {
			part, err := through(r.steps, b, work)
			if err != nil {
				return err
			}
			return some(part, work, emit)
		})
	}
	return emit(result)
}
