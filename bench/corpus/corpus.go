// Package corpus writes logs to measure on, and sets of indicators to look for in them: made
// up, and the same bytes for the same size. What is planted in a log is told with it, hits
// and near misses, so that a hunt can be held to it.
package corpus

import (
	"bufio"
	"io"
	"time"
)

// A Kind is a log of one table or format.
type Kind struct {
	Name   string
	File   string // what the log is called
	Table  string // what its rows are of
	header string
	can    carries
	row    func(*world, []byte, *plant) []byte
}

// Kinds are the logs that there are.
var Kinds = []Kind{
	{"devnet", "devnet.ndjson", "DeviceNetworkEvents", "", carries{json: true, url: true, name: true, address: true, port: true, hashes: []Sort{SHA1, SHA256}}, (*world).network},
	{"dns", "dns.ndjson", "DnsEvents", "", carries{json: true, name: true}, (*world).dns},
	{"cef", "cef.log", "CommonSecurityLog", "", carries{url: true, name: true, address: true, port: true, hashes: []Sort{MD5, SHA1, SHA256}}, (*world).cef},
	{"zeekconn", "conn.log", "ASimNetworkSessionLogs", zeekHeader, carries{address: true, port: true}, (*world).conn},
	{"devfile", "devfile.ndjson", "DeviceFileEvents", "", carries{json: true, url: true, address: true, hashes: []Sort{MD5, SHA1, SHA256}}, (*world).file},
}

// Write writes whole lines until there are size bytes at least, with something of the set
// planted into a line every so many bytes; into none where that is 0. It returns what was
// planted, line by line. Nothing else in the log is of the set.
func (k Kind) Write(to io.Writer, set *Set, size, every int64) ([]Planted, error) {
	out := bufio.NewWriterSize(to, 1<<20)
	w := newWorld(set)
	planter := planter{dice: newDice(7), set: set, can: k.can}
	row, line := []byte(k.header), countLines(k.header)
	for written, next := int64(0), every; ; line++ {
		if _, err := out.Write(row); err != nil {
			return nil, err
		}
		if written += int64(len(row)); written >= size {
			return planter.planted, out.Flush()
		}
		p := &plant{}
		if every > 0 && written >= next {
			p, next = planter.plant(line+1), next+every
		}
		w.now = w.now.Add(time.Duration(1+w.IntN(40_000)) * time.Microsecond)
		row = append(k.row(w, row[:0], p), '\n')
	}
}

func countLines(s string) (n int) {
	for i := range s {
		if s[i] == '\n' {
			n++
		}
	}
	return n
}
