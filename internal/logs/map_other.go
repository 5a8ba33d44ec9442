//go:build !unix || !(amd64 || arm64)

package logs

import (
	"errors"
	"os"
)

func mapFile(*os.File, int64, int) ([]byte, error) { return nil, errors.ErrUnsupported }

func unmap([]byte) {}

const canMap = false
