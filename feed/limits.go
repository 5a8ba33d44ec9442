package feed

// limits bound what hostile input can make the package hold or do.
type limits struct {
	plain     int64 // bytes of one file after decompression
	archive   int64 // bytes of a zip archive that cannot be read in place
	block     int   // bytes of text that are read at once
	line      int   // bytes of a line; of a longer one its start is reported
	record    int   // bytes of one JSON record
	rows      int   // records of one file
	malformed int   // records that may be malformed before the file is given up
}

var defaultLimits = limits{
	plain:     2 << 30,
	archive:   512 << 20,
	block:     256 << 10,
	line:      1 << 20,
	record:    16 << 20,
	rows:      10_000_000,
	malformed: 100_000,
}
