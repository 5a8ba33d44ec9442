//go:build unix && !linux && (amd64 || arm64)

package logs

const populate = 0
