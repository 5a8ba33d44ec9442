package texthunt

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"foxhound/exclusion"
	"foxhound/feed"
	"foxhound/indicator"
	"foxhound/internal/roles"
	"foxhound/internal/schema"
)

// A world is random indicators and random logs that hold some of them, nearly hold others,
// and spell them in the ways that logs do.
type world struct {
	*rand.Rand
	dialect schema.Dialect
	whole   bool            // times of first_seen are days
	rounded map[string]bool // families whose rule has the day where the index has the time

	feed     *feed.Result
	families []indicator.Family
	hosts    []string
	addrs    []string
	hashes   map[indicator.Kind][]string
	mail     []string
	urls     []string
	ports    []uint16

	deliveries map[string][]delivery // of each mail, by NetworkMessageId
}

// A delivery is who got a mail, and what came of it.
type delivery struct{ recipient, verdict string }

var day = time.Date(2026, 5, 22, 0, 0, 0, 0, time.UTC)

func newWorld(seed uint64, dialect schema.Dialect, indicators, hosts int, whole bool) *world {
	w := &world{
		Rand: rand.New(rand.NewPCG(seed, seed^0x9e3779b97f4a7c15)), dialect: dialect, whole: whole, rounded: map[string]bool{},
		families: []indicator.Family{{ID: "win.remus", Name: "Remus"}, {ID: "elf.romulus", Name: "Romulus"}},
		hashes:   map[indicator.Kind][]string{}, deliveries: map[string][]delivery{}, ports: []uint16{7582, 443, 80, 8080}, feed: &feed.Result{Name: "feed"},
	}
	w.pools(hosts)
	for len(w.feed.Indicators) < indicators {
		w.list()
	}
	return w
}

// of is one of the values.
func of[T any](w *world, values ...T) T { return values[w.IntN(len(values))] }

// one reports true once in n times.
func (w *world) one(n int) bool { return w.IntN(n) == 0 }

// pools makes the values that indicators and logs are made of.
func (w *world) pools(n int) {
	labels := []string{"alpha", "beta-7", "c2", "d_1", "x", "login", "cdn9", "zz"}
	w.hosts = []string{"bücher-weg.example", "github.com", "xn--mnchen-3ya.biz", "пример.рф", "straße.example"}
	for range n {
		host := of(w, labels...) + of(w, "", of(w, labels...), fmt.Sprint(w.IntN(n))) + of(w, ".biz", ".co.uk", ".com")
		for w.one(3) && strings.Count(host, ".") < 5 {
			host = of(w, labels...) + "." + host
		}
		w.hosts = append(w.hosts, host)
		if w.one(3) {
			w.hosts = append(w.hosts, of(w, labels...)+"."+host)
		}
		w.addrs = append(w.addrs, fmt.Sprintf("80.%d.%d.%d", w.IntN(3), w.IntN(256), w.IntN(256)))
		if w.one(4) {
			w.addrs = append(w.addrs, fmt.Sprintf("2a02:%x:%x::%x", w.IntN(0x10000), w.IntN(16), 1+w.IntN(0xffff)))
		}
		for i, kind := range algorithms {
			w.hashes[kind] = append(w.hashes[kind], w.hex([]int{32, 40, 64, 96}[i]))
		}
		w.mail = append(w.mail, of(w, "Bob", "eve.x", "o'neil", "a+b")+"@"+of(w, w.hosts...))
	}
}

var algorithms = []indicator.Kind{indicator.MD5, indicator.SHA1, indicator.SHA256, indicator.SHA3384}

func (w *world) hex(digits int) string {
	b := make([]byte, digits)
	for i := range b {
		b[i] = "0123456789abcdef"[w.IntN(16)]
	}
	return string(b)
}

// bracketed is an address as it stands before a port.
func bracketed(host string) string {
	if strings.Contains(host, ":") {
		return "[" + host + "]"
	}
	return host
}

func (w *world) path() string {
	return of(w, "", "", "/", "/a", "/a/b", "/A", "/gate.php?id=7", "?q=1", "/a%20b", "/ü", "/a/", "/x'y", "/a?b/c",
		"/%7Ea", `/a"b`, "/a b", "/%C3%BC", "/%c3%bc", "/a//b", "/😀/", "/a;b=c&d", "//", "/?", "/a%2", "/\\x")
}

// list adds an indicator, and at times others of its host or address.
func (w *world) list() {
	value := ""
	switch w.IntN(10) {
	case 0, 1:
		value = of(w, w.hosts...)
	case 2:
		value = of(w, w.addrs...)
	case 3, 4:
		value = fmt.Sprintf("%s:%d", bracketed(of(w, w.addrs...)), of(w, append(w.ports, 0)...))
	case 5, 6, 7:
		host := of(w, w.hosts...)
		if w.one(4) {
			host = bracketed(of(w, w.addrs...))
		}
		value = of(w, "http://", "https://", "http://", "tcp://") + host + of(w, "", ":7582", ":8080", ":80") + w.path()
		w.urls = append(w.urls, value)
	case 8:
		value = of(w, w.hashes[of(w, algorithms...)]...)
	case 9:
		value = of(w, w.mail...)
	}
	o, err := indicator.Parse(value)
	if err != nil {
		return
	}
	ind := indicator.Indicator{
		Observable: o, Family: of(w, w.families...), Source: "threatfox",
		ThreatType: of(w, "botnet_cc", "payload_delivery", "cc_skimming", "payload"),
		Confidence: of(w, 100, 75, 74, 50, 49, 0, indicator.UnknownConfidence),
	}
	if !w.one(6) {
		ind.FirstSeen = day.Add(time.Duration(w.IntN(60*24)) * time.Hour)
		if w.whole {
			ind.FirstSeen = ind.FirstSeen.Truncate(24 * time.Hour)
		}
	}
	if w.one(3) {
		ind.Reference = "https://example.org/" + fmt.Sprint(w.IntN(1000))
	}
	ind.Compromised = w.one(12)
	w.feed.Indicators = append(w.feed.Indicators, ind)
	if w.one(3) { // another threat type of the same value
		ind.ThreatType, ind.Confidence = of(w, "botnet_cc", "payload_delivery"), of(w, 100, 50)
		w.feed.Indicators = append(w.feed.Indicators, ind)
	}
}

// facts make all exclusions active.
var facts = exclusion.Facts{LogServers: []string{"80.0.0.1", "logs.corp.example"}, BackupHosts: []string{"backup1"}, Admins: []string{`CORP\admin`}, ScriptPaths: []string{`C:\Scripts`}}

// write writes rows of every table that the dialect has, as NDJSON.
func (w *world) write(t *testing.T, dir string, rows int) {
	t.Helper()
	for _, table := range roles.Tables() {
		s, ok := schema.Lookup(w.dialect, table.Name)
		if !ok {
			continue
		}
		var b strings.Builder
		for range rows {
			row := w.row(table, s)
			w.deliver(table, row)
			line, err := json.Marshal(row)
			if err != nil {
				t.Fatal(err)
			}
			b.Write(line)
			b.WriteByte('\n')
		}
		if err := os.WriteFile(filepath.Join(dir, table.Name+".ndjson"), []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// deliver notes who got a mail.
func (w *world) deliver(table *roles.Table, row map[string]any) {
	id, recipient := textOf(row["NetworkMessageId"]), textOf(row["RecipientEmailAddress"])
	if !table.Recipients || id == "" || recipient == "" {
		return
	}
	d := delivery{recipient, "unknown"}
	for _, r := range table.Verdicts {
		for _, v := range r.All[0].Values {
			if strings.EqualFold(textOf(row[r.All[0].Column]), v) {
				d.verdict = r.Verdict
			}
		}
	}
	if !slices.Contains(w.deliveries[id], d) {
		w.deliveries[id] = append(w.deliveries[id], d)
	}
}

// textOf is a value as a column of texts has it.
func textOf(v any) string {
	if s, ok := v.(string); ok || v == nil {
		return s
	}
	whole, _ := json.Marshal(v)
	return string(whole)
}

// row is an event of the table.
func (w *world) row(table *roles.Table, s *schema.Table) map[string]any {
	row := map[string]any{"Type": table.Name}
	if at := w.time(); at != nil {
		row[of(w, s.Time, s.Time, s.Time, "TimeGenerated", "Timestamp")] = at
	}
	members := map[string]any{}
	put := func(name, member string, v any) {
		if _, ok := s.Column(name); !ok {
			return
		}
		if member != "" {
			members[member] = v
			return
		}
		row[name] = v
	}
	w.meaning(table, put)
	for range 1 + w.IntN(3) {
		c := of(w, table.Columns...)
		v := w.observable(c.Holds)
		if c.Member == "" && w.one(10) { // within JSON, a tab is spelled with a letter that joins the word
			v = w.around(textOf(v), "\t", "\r\n", "\v", "\x00", "\u2028", "\u0085", "\n")
		}
		if text, ok := v.(string); ok && c.Member != "" { // likewise there, and \u003c for <, \u0000
			v = strings.NewReplacer("\n", " ", "\t", " ", "\x00", " ", "\x01", " ", "<", "(", ">", ")", "&", ",").Replace(text)
		}
		put(c.Name, c.Member, v)
		if c.Port != "" && !w.one(3) {
			p := w.port()
			if _, number := p.(json.Number); number && typeOf(s, c.Port) == "string" {
				p = "" // in a text, 80.0 is no whole number to KQL
			}
			put(c.Port, "", p)
		}
	}
	if len(members) > 0 {
		row["AdditionalFields"] = w.bag(members)
	}
	return row
}

func typeOf(s *schema.Table, column string) string {
	c, _ := s.Column(column)
	return c.Type
}

// time is when an event was: most often about the time that indicators were first seen,
// at times before or never.
func (w *world) time() any {
	switch w.IntN(20) {
	case 0:
		return nil
	case 1:
		return of[any](w, "", "never", "1601-01-01T00:00:00Z", nil)
	}
	at := day.Add(time.Duration(w.Int64N(int64(100 * 24 * time.Hour)))).Add(-40 * 24 * time.Hour)
	at = at.Truncate(100)
	return of[any](w, at.Format(time.RFC3339Nano), at.Format(time.RFC3339Nano), at.Format("2006-01-02 15:04:05.999"), at.Format("1/2/2006, 3:04:05.000 PM"),
		at.UnixMilli(), at.In(time.FixedZone("", 2*60*60)).Format(time.RFC3339Nano))
}

// meaning fills columns that tell direction, verdict, entity and exclusions.
func (w *world) meaning(table *roles.Table, put func(name, member string, v any)) {
	tests := slices.Concat(table.Inbound, table.Acted)
	for _, r := range table.Verdicts {
		tests = append(tests, r.All...)
	}
	for _, test := range tests {
		if w.one(4) {
			v := of(w, test.Values...)
			put(test.Column, test.Member, of[any](w, v, strings.ToUpper(v), v+" x", "x"+v, "not "+v, true, 1, "1", 0, []any{v}, " "+v))
		}
	}
	for _, c := range slices.Concat(table.Host, table.User, table.InboundHost) {
		if w.one(2) {
			put(c, "", of(w, "pc1", "backup1", "10.0.0.7", "", "10.0.0.8", `CORP\admin`))
		}
	}
	if w.one(3) {
		p := of(w, [3]string{`C:\Program Files\Windows Defender`, "MsMpEng.exe", "S-1-5-18"},
			[3]string{`c:\program files\VEEAM\x`, "veeam.exe", ""}, [3]string{`C:\Program Files\filebeat`, "filebeat.exe", ""},
			[3]string{`C:\Windows\System32`, "netsh.exe", ""}, [3]string{`C:\Users\x\Windows Defender`, "MsMpEng.exe", "S-1-5-18"})
		put("InitiatingProcessFolderPath", "", p[0]+of(w, "", `\`+p[1]))
		put("InitiatingProcessFileName", "", p[1])
		put("InitiatingProcessAccountSid", "", p[2])
		put("InitiatingProcessParentFileName", "", of(w, "svchost.exe", "cmd.exe"))
		put("InitiatingProcessAccountName", "", of(w, "admin", "bob"))
		put("InitiatingProcessAccountDomain", "", "corp")
		put("DeviceName", "", of(w, "backup1", "pc1", "Backup1.corp.example"))
	}
	put("NetworkMessageId", "", of(w, "m1", "m2", "m3", "m4", "", "m9"))
}

func (w *world) port() any {
	p := of(w, w.ports...)
	return of[any](w, p, p, fmt.Sprint(p), 50123, 0, "", nil, json.Number(fmt.Sprint(p, ".0")), fmt.Sprintf("%05d", p), fmt.Sprintf("0x%x", p), int(p)+65536, -int(p), fmt.Sprint(" ", p), true)
}

// bag is a dynamic column: an object, or its text.
func (w *world) bag(members map[string]any) any {
	for name := range members {
		if w.one(10) {
			members[name] = of[any](w, []any{members[name]}, map[string]any{"host": members[name]}, 7582, nil, textOf(members[name]))
		}
	}
	whole := textOf(members)
	return of[any](w, members, members, whole, whole, textOf(whole), whole[:len(whole)-1], whole+"x", " "+whole, []any{members})
}

// observable is what a column of the sort may hold.
func (w *world) observable(holds roles.Holds) any {
	switch {
	case w.one(12):
		return of[any](w, "", nil, "-", " ", "n/a", 80, true, map[string]any{"a": of(w, w.hosts...)}, []any{of(w, w.addrs...)}, "\t", strings.Repeat("x", 300))
	case w.one(12): // something else altogether
		return w.observable(roles.Holds(1 + w.IntN(int(roles.FreeText))))
	}
	if w.one(10) {
		return w.around(textOf(w.value(holds)), " ", "  ", ",", ";", "'", "\u00a0")
	}
	return w.value(holds)
}

// around puts characters around a text that only some take for blanks.
func (w *world) around(s string, blanks ...string) string {
	blank := of(w, blanks...)
	return of(w, blank+s, s+blank, blank+s+blank)
}

// value is a value of the sort, or nearly one.
func (w *world) value(holds roles.Holds) any {
	switch holds {
	case roles.Address, roles.Addresses:
		return w.address()
	case roles.Host:
		return w.host()
	case roles.URL:
		return w.url()
	case roles.URLs:
		return w.chain()
	case roles.MD5:
		return w.hash(indicator.MD5)
	case roles.SHA1:
		return w.hash(indicator.SHA1)
	case roles.SHA256:
		return w.hash(indicator.SHA256)
	case roles.Hash:
		return w.hash(of(w, algorithms...))
	case roles.Email:
		return w.mailbox()
	}
	return w.text()
}

// text is free text: values of all kinds, nearly values and none, with what stands around them
// in command lines, messages and paths.
func (w *world) text() string {
	if w.one(4) {
		return w.plainValue()
	}
	var b strings.Builder
	for range 1 + w.IntN(5) {
		v := w.plainValue()
		if w.one(4) {
			v = of(w, "curl", "connect to", "-o", `C:\Temp`, "GET /a?b", "é", "1.2.3.4.5", "12:30:45", "", "[.]")
		}
		b.WriteString(strings.ReplaceAll(of(w, "%", "%", "%", `"%"`, "'%'", "(%)", "<%>", "[%]", "{%}", "%.", "%,", "%!", "%:", "%...", "%->", "`%`", "**%**",
			"url=%", "host:%", "a.b:%", "/i:%", "/%", "//%", "./%", "a/%", `C:\Windows\%`, `C:\\x\\%`, `\\%\share`, `\%`, `\"%\"`, `x\%`, "x%", "%x", "x-%", "%-",
			"u%2F%", "%/24", "%/7582", "%/80", "%/33", "%/080", "%:7582", "%:7582.", "%:80x", "%:80-81", "bob@%", "mailto:%", "http://%", "http://%/a?b=c&d=%",
			"?x=%&y", "#%", "%#top", "\x00%\x01", "é%", "%é", "%\u00a0"), "%", v))
		b.WriteString(of(w, " ", " ", " ", ", ", ";", "\n", "\t", "|", "=", "&", ""))
	}
	return b.String()
}

// plainValue is a value of any kind, or nearly one.
func (w *world) plainValue() string {
	return of(w, w.url, w.host, w.mailbox, w.address, func() string { return of(w, w.addrs...) },
		func() string { return bracketed(of(w, w.addrs...)) + ":" + fmt.Sprint(of(w, w.ports...)) },
		func() string { return w.hash(of(w, algorithms...)) })()
}

func (w *world) address() string {
	addr := of(w, w.addrs...)
	if a := netip.MustParseAddr(addr); a.Is6() {
		expanded := a.StringExpanded()
		return of(w, addr, strings.ToUpper(addr), expanded, "["+addr+"]", addr+"1", strings.Replace(expanded, ":0", ":", 1),
			"["+addr+"]:7582", "["+expanded+"]:443", addr+":7582", addr+"%eth0", "["+addr+"%eth0]:443")
	}
	return of(w, addr, addr, "::ffff:"+addr, "::FFFF:"+addr, "1"+addr, addr+"0", addr+".1", "["+addr+"]", addr+"/24", "0"+addr, addr+":7582", addr+":443", addr+":0", addr+":", addr+":7582x",
		"[::ffff:"+addr+"]:7582", "http://"+addr+":7582/a", addr+"%eth0", "::"+addr, " "+addr)
}

func (w *world) host() string {
	if w.one(6) {
		addr := of(w, w.addrs...)
		return of(w, addr, bracketed(addr)+":7582", bracketed(addr))
	}
	h := of(w, w.hosts...)
	if w.one(3) {
		h = of(w, "www.", "a.b.", "x-", "a", ".", "_x.") + h
	}
	if w.one(4) {
		h += of(w, ".", "..", ":7582", ":80", ":0", ":", ".evil.org", "x", " blocked", "/a")
	}
	if w.one(3) {
		h = strings.ToUpper(h)
	}
	return h
}

func (w *world) url() string {
	if len(w.urls) > 0 && w.one(2) {
		u := of(w, w.urls...)
		return of(w, u, u, u+"/c", u+"?c=d", u+"c", strings.ToUpper(u), strings.TrimPrefix(u, "http://"), `"`+u+`"`, "'"+u+"'", u+" blocked", u+"#top", " "+u,
			strings.Replace(u, "://", "://user:pw@", 1), strings.Replace(u, "/a", `\a`, 1))
	}
	scheme := of(w, "http://", "https://", "HTTP://", "", "", "//", "tcp://", "http:/")
	return scheme + of(w, "", "", "u:p@") + w.host() + of(w, "", ":7582", ":8080", ":443", ":") + w.path()
}

func (w *world) chain() any {
	urls := []string{w.url()}
	for w.one(2) {
		urls = append(urls, w.url())
	}
	whole := textOf(urls)
	return of[any](w, whole, whole, urls[0], urls, whole[:len(whole)-1], " "+whole, textOf([]any{urls, 80, nil, urls[0]}), textOf(map[string]any{"a": urls[0]}), textOf(whole))
}

func (w *world) hash(kind indicator.Kind) string {
	h := of(w, w.hashes[kind]...)
	return of(w, h, strings.ToUpper(h), h[1:], h+"0", "SHA1="+of(w, w.hashes[indicator.SHA1]...)+",SHA256="+h, `"`+h+`"`, " "+h+" ", "file "+h)
}

func (w *world) mailbox() string {
	m := of(w, w.mail...)
	at := strings.LastIndexByte(m, '@')
	return of(w, m, m, m[:at+1]+strings.ToUpper(m[at+1:]), strings.ToLower(m), m+".", "x"+m, m[at:], "<"+m+">", `"`+m+`"`)
}
