//go:build !purego

package sweep

// among moves the places whose hashes are in the set to the front, and returns how many they are.
// It spoils the hashes.
func (p *prints) among(places []int, hashes []uint64) int {
	if !fast || len(places) == 0 {
		return p.amongGo(places, hashes)
	}
	_ = hashes[len(places)-1]
	return amongAVX2(&p.groups[0], p.mask, &places[0], &hashes[0], len(places))
}

// amongAVX2 is [prints.amongGo].
//
//go:noescape
func amongAVX2(groups *group, mask uint64, places *int, hashes *uint64, n int) (k int)
