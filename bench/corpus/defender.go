package corpus

import (
	"cmp"
	"fmt"
)

// network is a row of DeviceNetworkEvents, some 1,150 bytes with 22 dots.
func (w *world) network(b []byte, p *plant) []byte {
	h, program, parent, s := w.host(), w.anyProgram(), w.anyProgram(), w.talksTo()
	action := w.oneOf("ConnectionSuccess", "ConnectionSuccess", "ConnectionFailed", "HttpConnectionInspected", "DnsConnectionInspected")
	port := cmp.Or(p.port, w.pick(443, 443, 443, 80, 53, 8080, 445, 22, w.anyPort()))
	b = w.head(b, h, action)
	b = fmt.Appendf(b, `,"RemoteIP":"%s","RemotePort":%d,"RemoteUrl":"%s","LocalIP":"%s","LocalPort":%d,"Protocol":"%s","LocalIPType":"Private","RemoteIPType":"%s"`,
		cmp.Or(p.address, s.address), port, cmp.Or(p.url, p.name, w.remoteURL(s)), h.address, w.localPort(), w.oneOf("Tcp", "Tcp", "Udp"), w.oneOf("Public", "Public", "Public", "Private"))
	b = w.initiator(b, h, program, parent, p)
	return fmt.Appendf(b, `,"AdditionalFields":%s}`, w.additional(action, s))
}

// remoteURL is a name twice as often as a URL, and now and then nothing.
func (w *world) remoteURL(s site) string {
	switch p := w.IntN(100); {
	case p < 33:
		return w.url(s)
	case p < 92:
		return s.name
	}
	return ""
}

// additional is what the inspection of a connection adds: JSON within a text.
func (w *world) additional(action string, s site) string {
	if action != "DnsConnectionInspected" {
		return `"{\"direction\":\"Out\"}"`
	}
	answers := fmt.Sprintf(`\"%s\"`, s.address)
	for range w.IntN(4) {
		answers += fmt.Sprintf(`,\"%s\"`, w.remote())
	}
	return fmt.Sprintf(`"{\"direction\":\"Out\",\"conn_state\":\"SF\",\"query\":\"%s\",\"qtype_name\":\"A\",\"answers\":[%s],\"rtt\":%.6f}"`, s.name, answers, w.Float64())
}

// file is a row of DeviceFileEvents, some 1,100 bytes with 13 dots and 5 hashes.
func (w *world) file(b []byte, p *plant) []byte {
	h, program, parent, of := w.host(), w.anyProgram(), w.anyProgram(), w.anyProgram()
	if w.percent(33) { // a file that is seen once
		of.md5, of.sha1, of.sha256 = w.hex(32), w.hex(40), w.hex(64)
	}
	var url, address string
	if w.percent(25) {
		s := w.talksTo()
		url, address = w.url(s), s.address
	}
	b = w.head(b, h, w.oneOf("FileCreated", "FileModified", "FileRenamed", "FileDeleted"))
	b = fmt.Appendf(b, `,"FileName":"%s","FolderPath":"%s","MD5":"%s","SHA1":"%s","SHA256":"%s","FileSize":%d,"FileOriginUrl":"%s","FileOriginIP":"%s"`,
		of.name, of.path, cmp.Or(p.hash[MD5], of.md5), cmp.Or(p.hash[SHA1], of.sha1), cmp.Or(p.hash[SHA256], of.sha256), w.IntN(1<<22), cmp.Or(p.url, url), cmp.Or(p.address, address))
	return append(w.initiator(b, h, program, parent, &plant{version: p.version}), '}')
}

func (w *world) head(b []byte, h host, action string) []byte {
	return fmt.Appendf(b, `{"Timestamp":"%s","DeviceId":"%s","DeviceName":"%s","ActionType":"%s"`, w.stamp("2006-01-02T15:04:05.000000Z"), h.id, h.name, action)
}

func (w *world) initiator(b []byte, h host, program, parent program, p *plant) []byte {
	return fmt.Appendf(b, `,"InitiatingProcessSHA1":"%s","InitiatingProcessSHA256":"%s","InitiatingProcessFileName":"%s","InitiatingProcessId":%d,"InitiatingProcessCommandLine":"%s","InitiatingProcessFolderPath":"%s","InitiatingProcessVersionInfoProductVersion":"%s","InitiatingProcessParentFileName":"%s","InitiatingProcessAccountDomain":"contoso","InitiatingProcessAccountName":"%s","InitiatingProcessIntegrityLevel":"%s","ReportId":%d`,
		cmp.Or(p.hash[SHA1], program.sha1), cmp.Or(p.hash[SHA256], program.sha256), program.name, w.IntN(1<<15), program.line, program.path, cmp.Or(p.version, program.version), parent.name, h.user, w.oneOf("System", "High", "Medium"), w.IntN(1<<20))
}
