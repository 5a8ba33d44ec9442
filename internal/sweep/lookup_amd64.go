//go:build !purego

package sweep

// lookNames is [Sweeper.lookNames] for dots with eight bytes on either side.
//
//go:noescape
func lookNames(l *lookup)

// lookQuads is [Sweeper.lookQuads] for dots with eight bytes on either side.
//
//go:noescape
func lookQuads(l *lookup)
