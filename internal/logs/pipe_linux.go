package logs

import (
	"os"
	"syscall"
)

// pipeRoom is what a pipe may hold, if its reader asks: as much as anybody may have
// (/proc/sys/fs/pipe-max-size). With the usual 64 kB, who writes and who reads wait for each other so
// often that they come to about half of the speed.
const pipeRoom = 1 << 20

// widen gives a pipe more room. Where that is not allowed, or it is no pipe, nothing changes.
func widen(pipe *os.File) {
	if conn, err := pipe.SyscallConn(); err == nil {
		_ = conn.Control(func(fd uintptr) {
			_, _, _ = syscall.Syscall(syscall.SYS_FCNTL, fd, syscall.F_SETPIPE_SZ, pipeRoom)
		})
	}
}
