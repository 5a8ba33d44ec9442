//go:build !purego

package sweep

// lookNamesAVX2 is [Sweeper.lookNames].
//
//go:noescape
func lookNamesAVX2(l *lookupArgs)

// lookQuadsAVX2 is [Sweeper.lookQuads].
//
//go:noescape
func lookQuadsAVX2(l *lookupArgs)

// lookNamesAVX512 is [Sweeper.lookNames] for eight places at a time.
//
//go:noescape
func lookNamesAVX512(l *lookupArgs)

// lookQuadsAVX512 is [Sweeper.lookQuads] for eight places at a time.
//
//go:noescape
func lookQuadsAVX512(l *lookupArgs)

// lookHashesAVX512 is [Sweeper.lookHashes] for eight places at a time.
//
//go:noescape
func lookHashesAVX512(l *lookupArgs)
