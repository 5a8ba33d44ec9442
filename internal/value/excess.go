package value

// An Excess is the one thing that computing values panics with: what was about to be
// computed would be too large, or take too long. Whoever computes what a user wrote
// recovers it, and names the function.
type Excess struct {
	What string // what the function does, behind its name: makes a text of more than ...
}

// Error says what is too much, without the function's name.
func (e *Excess) Error() string { return e.What }
