//go:build !amd64 || purego

package sweep

// among moves the places whose hashes are in the set to the front, and returns how many they are.
func (p *prints) among(places []int, hashes []uint64) int { return p.amongGo(places, hashes) }
