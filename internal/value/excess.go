package value

// An Excess is the one thing that computing values panics with: what was about to be
// computed would be too large, or take too long. Whoever computes what a user wrote
// recovers it, and names the function.
type Excess struct {
	What string // what the function does, behind its name: makes a text of more than ...
	Mend string // what whoever wrote the query can do about it; may be empty

	function string
}

// Of is the excess as an error of a function.
func (e *Excess) Of(function string) error { return &Excess{e.What, e.Mend, function} }

// Reason says what is too much, without advice.
func (e *Excess) Reason() string {
	if e.function == "" {
		return e.What
	}
	return "`" + e.function + "` " + e.What
}

// Error says what is too much, and how to mend it.
func (e *Excess) Error() string {
	if e.Mend == "" {
		return e.Reason()
	}
	return e.Reason() + "; " + e.Mend
}
