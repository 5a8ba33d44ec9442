package corpus

import (
	"cmp"
	"fmt"
	"strings"
)

// dns is a row of DnsEvents, some 250 bytes with 15 dots.
func (w *world) dns(b []byte, p *plant) []byte {
	h, s := w.host(), w.talksTo()
	b = fmt.Appendf(b, `{"TimeGenerated":"%s","Computer":"dns-%d.corp.contoso.com","ClientIP":"%s","Name":"%s","QueryType":"%s","IPAddresses":"%s`,
		w.stamp("2006-01-02T15:04:05.0000000Z"), w.IntN(4), h.address, cmp.Or(p.name, s.name), w.oneOf("A", "A", "AAAA", "HTTPS", "CNAME"), s.address)
	for range w.IntN(3) {
		b = append(append(b, ','), w.remote()...)
	}
	return fmt.Appendf(b, `","ResultCode":%d,"SubType":"LookupQuery"}`, w.IntN(4))
}

// cef is a firewall's session as CEF behind a syslog header, some 470 bytes with 17 dots. Its
// translated address is one of 20 on all lines.
func (w *world) cef(b []byte, p *plant) []byte {
	h, s := w.host(), w.talksTo()
	port := cmp.Or(p.port, w.pick(443, 443, 443, 80, 53, 8080, 8443))
	b = fmt.Appendf(b, `<134>%s fw-%d.corp.contoso.com CEF:0|Palo Alto Networks|PAN-OS|10.2.%d|end|TRAFFIC|3|rt=%s GMT deviceExternalId=%011d src=%s dst=%s sourceTranslatedAddress=203.0.113.%d cs1Label=Rule cs1=allow-%s suser=contoso\\%s app=%s spt=%d dpt=%d proto=tcp act=allow `,
		w.stamp("Jan _2 15:04:05"), w.IntN(8), w.IntN(9), w.stamp("Jan 02 2006 15:04:05"), 10_000_000+w.IntN(1000), h.address, cmp.Or(p.address, s.address), 1+w.IntN(20),
		w.oneOf("web", "dns", "any"), h.user, w.oneOf("ssl", "web-browsing", "dns", "quic"), w.localPort(), port)
	if p.name != "" || w.percent(50) {
		b = fmt.Appendf(b, "dhost=%s ", cmp.Or(p.name, s.name))
	}
	if p.url != "" || w.percent(33) {
		b = fmt.Appendf(b, "request=%s ", strings.ReplaceAll(cmp.Or(p.url, w.url(s)), "=", `\=`))
	}
	if hash := cmp.Or(p.hash[MD5], p.hash[SHA1], p.hash[SHA256]); hash != "" || w.percent(10) {
		b = fmt.Appendf(b, "fileHash=%s ", cmp.Or(hash, w.anyProgram().sha256))
	}
	b = fmt.Appendf(b, `in=%d out=%d cn1Label=SessionID cn1=%d PanOSSessionID=%d msg=session end reason tcp-fin`, w.IntN(1<<20), w.IntN(1<<17), w.IntN(1<<20), w.IntN(1<<20))
	if p.version != "" {
		b = fmt.Appendf(b, " engine %s", p.version)
	}
	return b
}

const zeekHeader = `#separator \x09
#set_separator	,
#empty_field	(empty)
#unset_field	-
#path	conn
#fields	ts	uid	id.orig_h	id.orig_p	id.resp_h	id.resp_p	proto	service	duration	orig_bytes	resp_bytes	conn_state	local_orig	local_resp	missed_bytes	history	orig_pkts	orig_ip_bytes	resp_pkts	resp_ip_bytes	tunnel_parents
#types	time	string	addr	port	addr	port	enum	string	interval	count	count	string	bool	bool	count	string	count	count	count	count	set[string]
`

// conn is a line of Zeek's conn.log, some 145 bytes with 8 dots.
func (w *world) conn(b []byte, p *plant) []byte {
	port := cmp.Or(p.port, w.pick(443, 443, 443, 80, 53, 8080, 22))
	b = fmt.Appendf(b, "%d.%06d\tC%s\t%s\t%d\t%s\t%d\ttcp\t%s", w.now.Unix(), w.now.Nanosecond()/1000, w.letters(17, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"),
		w.host().address, w.localPort(), cmp.Or(p.address, w.remote()), port, cmp.Or(p.version, w.oneOf("ssl", "http", "dns", "-")))
	return fmt.Appendf(b, "\t%d.%06d\t%d\t%d\tSF\tT\tF\t0\tShADadfF\t%d\t%d\t%d\t%d\t-", w.IntN(90), w.IntN(1_000_000), w.IntN(100_000), w.IntN(100_000), w.IntN(30_000), w.IntN(30_000), w.IntN(30_000), w.IntN(30_000))
}
