// Package logs reads log files as the Sentinel and Defender tables they would have been
// in the cloud. Start with [Find], which turns arguments into sources, and [Scan], which
// reads them over all cores and hands the results back in order.
//
// A source passes four stages, a file each: open (compression), recognise (format and
// table, from the content), split (blocks that end between records, cut by one goroutine)
// and decode (records of a block, by many goroutines). A format is one value, in a file of
// its own. The package knows no indicators and judges nothing.
package logs

import (
	"fmt"
	"io"
	"time"
)

// A Kind says what a field's text was in the log.
type Kind uint8

const (
	Text   Kind = iota // a string, unescaped
	Number             // as spelled
	Bool               // true or false
	Null               // no text
	JSON               // an object or array, as spelled
)

// A Field is one value of a record.
type Field struct {
	Name string // the table's column, or the log's own name where no column takes it
	Text []byte // valid until the next record
	Kind Kind
}

// A Record is one row of a log. It is valid until the next one is read.
type Record struct {
	Table  string  // a name the schema knows, or empty where none was recognised
	Line   int64   // where the record starts: 1-based, after decompression
	Fields []Field // in the log's order; a name may occur once only
	Part   bool    // of a record too long to be read whole: others of its line may follow

	failed  bool   // a test: it is counted, and not handed on
	scratch []byte // texts that do not stand in the block as they are
}

// Get returns the text of the named column, or nil.
func (r *Record) Get(column string) []byte {
	for i := range r.Fields {
		if r.Fields[i].Name == column {
			return r.Fields[i].Text
		}
	}
	return nil
}

// A Source is one input.
type Source struct {
	Path    string // as shown to the user: relative where the argument was; "-" for standard input; ARCHIVE!MEMBER
	Size    int64  // compressed size in bytes, or -1 where it is not known
	Err     error  // it cannot be read: kept, so that it is shown in its place
	Archive string // path of the archive that it is a member of, or empty
}

// Options are for [Scan]; the zero value works.
type Options struct {
	Tables    []TableGlob
	Text      bool                 // text of no known format, and records that cannot be read, are records of [TextTable] too
	OwnTables bool                 // Tables may name tables that no schema has, whose columns are the log's fields
	Workers   int                  // goroutines that decode; 0 means one a core
	MaxRecord int                  // longest record in bytes; a longer one is malformed, and its text comes in parts; 0 means 128 MiB
	Stdin     io.Reader            // what the source "-" reads; a read may still wait there when Scan was stopped
	Streams   map[string]io.Reader // what to read instead of the files of these paths, in the same way
	Now       time.Time            // times without a year are taken to be before it; zero means before the file's own time
	Progress  func(n int64)        // called with each block's compressed bytes as it is done

	blockSize int  // of tests; 0 means 1 MiB
	caps      caps // of tests; zero means what [caps] says
}

// A Block is a run of whole records of one source, for one goroutine.
type Block struct {
	Source *Source

	file   *file
	data   []byte // whole records
	line   int64  // number of the line that data starts in
	header any    // the format's header in force where data starts

	table    string // that columns are read of, and these, while they are:
	columns  []Column
	wanted   map[string]bool  // fields that need to be in the records; nil for all
	tests    *tests           // which records need not be handed on; nil for none
	stray    func(*Record)    // takes the text of records that cannot be read, which are not rows; nil drops them
	stretch  *stretch         // of a block that who works on it reads; nil for others
	index    *lineIndex       // where its lines are, if that is known; nil if not
	passing  *passing         // which lines need not be decoded; nil for none
	raw      int64            // compressed bytes that it took
	rows     map[string]int64 // by table
	bad      int64
	guessed  int64 // rows whose year a copy of the file could change
	bare     int64 // rows whose time says no zone
	over     int64 // rows that were passed over
	examples []Malformed
	first    string // what the first row is that no table took
}

// Records yields the block's records in order. A record that cannot be read is counted as
// malformed, with line and reason, and the rest goes on. What is counted for the file is
// what the last call yielded.
func (b *Block) Records(yield func(*Record) bool) {
	b.locate()
	clear(b.rows)
	b.bad, b.guessed, b.bare, b.over, b.examples = 0, 0, 0, 0, nil
	table, rows := "", int64(0) // of the last rows, to be counted together
	more := true                // yield has not said no
	if b.stray = nil; b.file.text {
		b.stray = func(r *Record) { more = more && yield(r) }
	}
	b.file.format.decode(b, func(r *Record) bool {
		if !more {
			return false
		}
		if r.Table != table {
			b.count(table, rows)
			table, rows = r.Table, 0
		}
		rows++
		if r.Table == "" && b.first == "" {
			b.first = whatIs(r)
		}
		more = r.failed || yield(r)
		return more
	})
	b.count(table, rows)
	b.passed()
}

// count counts rows of a table.
func (b *Block) count(table string, rows int64) {
	if rows > 0 {
		b.rows[table] += rows
	}
}

// wants reports whether a field needs to be in the records.
func (b *Block) wants(name string) bool { return b.wanted == nil || b.wanted[name] }

// A Malformed record is one that could not be read.
type Malformed struct {
	Line   int64
	Reason string
}

// FileStats says what was read from one source.
type FileStats struct {
	Source       Source
	Format       string           // ndjson, json, csv, cef, zeek-tsv, zeek-json, ...; empty where not recognised
	Bytes        int64            // after decompression
	Rows         map[string]int64 // records by table; "" for records of no known table
	PassedOver   int64            // of Rows: those that were counted and not decoded, see [Block.Only]
	Whole        string           // why none of its rows could be passed over, as a clause, or empty
	Malformed    int64
	Guessed      int64       // rows whose time has no year, and nothing in the file tells it: it is that of the file's own time, which a copy changes
	NoZone       int64       // rows of a syslog whose time says no zone, and is read as UTC
	Examples     []Malformed // the first few malformed records
	Padding      int64       // NUL bytes at the start or the end of lines, which were left out
	Grown        int64       // bytes that the file gained while it was read, which were not read
	Unrecognised string      // which rows no table took, if not all the file, or empty
	Err          error       // the source could not be read to its end; what could be was handed on
}

// Padded says how much padding was left out, as a clause, or nothing.
func (s *FileStats) Padded() string {
	const why = "left out as padding, as rotation, a crash or a cut leaves it"
	switch s.Padding {
	case 0:
		return ""
	case 1:
		return "1 NUL byte at the start or the end of a line was " + why
	}
	return fmt.Sprintf("%d NUL bytes at the start or the end of lines were %s", s.Padding, why)
}
