//go:build linux && (amd64 || arm64)

package logs

import "syscall"

// populate has a window's pages be there at once: a fault for each few of them costs more.
const populate = syscall.MAP_POPULATE
