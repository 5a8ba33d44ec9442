package hunt

// Size is about how many bytes the result takes until it is collected: it lets files be read
// ahead of their turn. See [logs.Sized].
func (b blockResult) Size() int {
	const match, message = 512, 64 // what they take besides the row
	n := len(b.matches)*match + len(b.messages)*message
	for _, m := range b.matches {
		n += len(m.Event)
	}
	return n
}
