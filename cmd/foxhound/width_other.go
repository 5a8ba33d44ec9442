//go:build !unix && !windows

package main

import "os"

// terminalWidth is 0: this system does not say.
func terminalWidth(*os.File) int { return 0 }
