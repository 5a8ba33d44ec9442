package logs

import "foxhound/internal/packed"

var gzipLayer = &layer{
	name:   "gzip",
	is:     begins(packed.GzipMagic),
	decode: packed.Gzip,
}
