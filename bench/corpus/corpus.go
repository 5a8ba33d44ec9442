// Package corpus writes logs to measure on: rows of tables as Defender exports them, made up,
// and the same for the same size.
package corpus

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"time"
)

// A Kind is a log of one table, one JSON object a line.
type Kind struct {
	File  string // what the log is called
	Table string // what its rows are of
	row   func(*world, []byte) []byte
}

// Kinds are the logs that there are.
var Kinds = []Kind{
	{"network.ndjson", "DeviceNetworkEvents", (*world).network}, // some 1,200 bytes a row
	{"files.ndjson", "DeviceFileEvents", (*world).file},         // some 1,000 bytes a row
}

// Write writes whole rows until there are size bytes at least.
func (k Kind) Write(to io.Writer, size int64) error {
	out := bufio.NewWriterSize(to, 1<<20)
	w := newWorld()
	var row []byte
	for written := int64(0); written < size; written += int64(len(row)) {
		w.now = w.now.Add(time.Duration(1+w.rand.IntN(400_000)) * time.Microsecond)
		row = append(k.row(w, row[:0]), '\n')
		if _, err := out.Write(row); err != nil {
			return err
		}
	}
	return out.Flush()
}

// A world is what the rows tell of: hosts that run programs that talk to sites.
type world struct {
	rand     *rand.Rand
	now      time.Time
	hosts    []host
	programs []program
	sites    []site
}

type host struct{ id, name, address, user string }

type program struct{ name, path, line, version, sha1, sha256, md5 string }

type site struct{ name, address string }

func newWorld() *world {
	w := &world{rand: rand.New(rand.NewPCG(2026, 5)), now: time.Date(2026, 5, 22, 0, 0, 0, 0, time.UTC)}
	for i := range 2000 {
		w.hosts = append(w.hosts, host{w.hex(40), fmt.Sprintf("desktop-%06x.corp.contoso.com", i*7919), fmt.Sprintf("10.%d.%d.%d", i/256%16, i%256, 1+i%250), w.word() + "." + w.word()})
	}
	for range 300 {
		folder, name := `C:\\Program Files\\`+w.word(), w.word()+".exe"
		version := fmt.Sprintf("%d.%d.%d", w.rand.IntN(90), w.rand.IntN(10), w.rand.IntN(9000))
		line := fmt.Sprintf(`\"%s\\%s\" --type=%s --channel=%s`, folder, name, w.word(), w.hex(16))
		w.programs = append(w.programs, program{name, folder, line, version, w.hex(40), w.hex(64), w.hex(32)})
	}
	for range 20_000 {
		w.sites = append(w.sites, site{w.word() + "." + w.word() + ".com", fmt.Sprintf("%d.%d.%d.%d", 20+w.rand.IntN(180), w.rand.IntN(256), w.rand.IntN(256), 1+w.rand.IntN(254))})
	}
	return w
}

// skewed picks one of n things, the first ones most often.
func (w *world) skewed(n int) int {
	x := w.rand.Float64()
	return int(x * x * x * float64(n))
}

func (w *world) word() string {
	const syllables = "balacodefimogunakilepotarisovuzemy"
	b := make([]byte, 0, 10)
	for range 2 + w.rand.IntN(3) {
		at := 2 * w.rand.IntN(len(syllables)/2)
		b = append(b, syllables[at:at+2]...)
	}
	return string(b)
}

func (w *world) hex(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = "0123456789abcdef"[w.rand.IntN(16)]
	}
	return string(b)
}

func (w *world) oneOf(list ...string) string { return list[w.rand.IntN(len(list))] }

func (w *world) network(b []byte) []byte {
	h, p, parent, s := w.hosts[w.skewed(len(w.hosts))], w.programs[w.skewed(300)], w.programs[w.skewed(300)], w.sites[w.skewed(len(w.sites))]
	action := w.oneOf("ConnectionSuccess", "ConnectionSuccess", "ConnectionFailed", "HttpConnectionInspected", "DnsConnectionInspected")
	port := []int{443, 443, 443, 80, 53, 8080, 445, 22, 1024 + w.rand.IntN(60000)}[w.rand.IntN(9)]
	b = w.head(b, h, action)
	b = fmt.Appendf(b, `,"RemoteIP":"%s","RemotePort":%d,"RemoteUrl":"%s","LocalIP":"%s","LocalPort":%d,"Protocol":"%s","LocalIPType":"Private","RemoteIPType":"%s"`,
		s.address, port, s.name, h.address, 1024+w.rand.IntN(60000), w.oneOf("Tcp", "Tcp", "Udp"), w.oneOf("Public", "Public", "Public", "Private"))
	b = w.initiator(b, h, p, parent)
	return fmt.Appendf(b, `,"AdditionalFields":%s}`, w.additional(action, s))
}

// additional is what the inspection of a connection adds: JSON within a text.
func (w *world) additional(action string, s site) string {
	if action != "DnsConnectionInspected" {
		return `"{\"direction\":\"Out\"}"`
	}
	answers := fmt.Sprintf(`\"%s\"`, s.address)
	for range w.rand.IntN(4) {
		answers += fmt.Sprintf(`,\"%s\"`, w.sites[w.skewed(len(w.sites))].address)
	}
	return fmt.Sprintf(`"{\"direction\":\"Out\",\"conn_state\":\"SF\",\"query\":\"%s\",\"qtype_name\":\"A\",\"answers\":[%s],\"rtt\":%.6f}"`, s.name, answers, w.rand.Float64())
}

func (w *world) file(b []byte) []byte {
	h, p, parent, of := w.hosts[w.skewed(len(w.hosts))], w.programs[w.skewed(300)], w.programs[w.skewed(300)], w.programs[w.skewed(300)]
	b = w.head(b, h, w.oneOf("FileCreated", "FileModified", "FileRenamed", "FileDeleted"))
	b = fmt.Appendf(b, `,"FileName":"%s","FolderPath":"%s","MD5":"%s","SHA1":"%s","SHA256":"%s","FileSize":%d,"FileOriginUrl":"","FileOriginIP":""`,
		of.name, of.path, of.md5, of.sha1, of.sha256, w.rand.IntN(1<<22))
	return append(w.initiator(b, h, p, parent), '}')
}

func (w *world) head(b []byte, h host, action string) []byte {
	return fmt.Appendf(b, `{"Timestamp":"%s","DeviceId":"%s","DeviceName":"%s","ActionType":"%s"`, w.now.Format("2006-01-02T15:04:05.000000Z"), h.id, h.name, action)
}

func (w *world) initiator(b []byte, h host, p, parent program) []byte {
	return fmt.Appendf(b, `,"InitiatingProcessSHA1":"%s","InitiatingProcessSHA256":"%s","InitiatingProcessFileName":"%s","InitiatingProcessId":%d,"InitiatingProcessCommandLine":"%s","InitiatingProcessFolderPath":"%s","InitiatingProcessVersionInfoProductVersion":"%s","InitiatingProcessParentFileName":"%s","InitiatingProcessAccountDomain":"contoso","InitiatingProcessAccountName":"%s","InitiatingProcessIntegrityLevel":"%s","ReportId":%d`,
		p.sha1, p.sha256, p.name, w.rand.IntN(1<<15), p.line, p.path, p.version, parent.name, h.user, w.oneOf("System", "High", "Medium"), w.rand.IntN(1<<20))
}
