package logs

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A formatResult is what a format made of a text: fields by name, the table under "".
type formatResult struct {
	rows []map[string]string
	bad  []Malformed
}

// readWith decodes text as one block of a file by a format alone.
func readWith(fm *format, f file, text string) (got formatResult) {
	f.format, f.head = fm, []byte(text)
	b := &Block{Source: &Source{Path: f.path}, file: &f, data: []byte(text), line: 1, rows: map[string]int64{}}
	b.Records(func(r *Record) bool {
		row := map[string]string{"": r.Table}
		for _, field := range r.Fields {
			if _, twice := row[field.Name]; twice {
				panic("field " + field.Name + " twice")
			}
			row[field.Name] = string(field.Text)
		}
		got.rows = append(got.rows, row)
		return true
	})
	got.bad = b.examples
	return got
}

var years2026 = calendarOf(time.Time{}, time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC))

// Each extension behind `CEF:0|Vendor|Product|1.0|7|Name|5|`, and the columns it gives.
var cefExtensionTests = []struct {
	name, extension string
	want            map[string]string
}{
	{"plain", "src=10.0.0.7 dpt=443", map[string]string{"SourceIP": "10.0.0.7", "DestinationPort": "443"}},
	{"spaces in a value", "msg=two  words here act=not blocked", map[string]string{"Message": "two  words here", "DeviceAction": "not blocked"}},
	{"space at both ends", "  msg= padded  dst=1.2.3.4   ", map[string]string{"Message": "padded", "DestinationIP": "1.2.3.4"}},
	{"escapes", `msg=a\=b c\\d e\|f g\nh\ri filePath=C:\\x\\y`, map[string]string{"Message": "a=b c\\d e|f g\nh\ri", "FilePath": `C:\x\y`}},
	{"other backslashes stand", `filePath=C:\Users\x suser=CORP\alice`, map[string]string{"FilePath": `C:\Users\x`, "SourceUserName": `CORP\alice`}},
	{"escaped equals makes no key", `msg=src\=1.2.3.4 act=x`, map[string]string{"Message": "src=1.2.3.4", "DeviceAction": "x"}},
	{"equals signs in a URL", "request=http://x.example/?a=b&c=d==&e= act=x", map[string]string{"RequestURL": "http://x.example/?a=b&c=d==&e=", "DeviceAction": "x"}},
	{"a letter is no key", "request=http://x.example/?a=b c=d", map[string]string{"RequestURL": "http://x.example/?a=b c=d"}},
	{"labels before, behind, alone", "cs1Label=Rule cs1=r 1 cs2=x cs2Label=Group cs3Label=Lonely", map[string]string{
		"DeviceCustomString1": "r 1", "DeviceCustomString1Label": "Rule", "DeviceCustomString2": "x", "DeviceCustomString2Label": "Group", "DeviceCustomString3Label": "Lonely"}},
	{"custom fields", "c6a2=fd00::5 c6a2Label=Source cfp1=1.5 flexString2=f flexNumber1=3 deviceCustomDate1=d flexDate1=e", map[string]string{
		"DeviceCustomIPv6Address2": "fd00::5", "DeviceCustomIPv6Address2Label": "Source", "DeviceCustomFloatingPoint1": "1.5",
		"FlexString2": "f", "FlexNumber1": "3", "DeviceCustomDate1": "d", "FlexDate1": "e"}},
	{"custom numbers have two columns", "cn1=5 cn1Label=Count", map[string]string{
		"FieldDeviceCustomNumber1": "5", "DeviceCustomNumber1": "5", "DeviceCustomNumber1Label": "Count"}},
	{"external ids have two columns", "externalId=77", map[string]string{"ExtID": "77", "ExternalID": "77"}},
	{"unless they are no numbers", "externalId=a77", map[string]string{"ExtID": "a77"}},
	{"full names", "sourceAddress=10.0.0.7 destinationPort=53 destinationHostName=evil.example deviceCustomString4=v deviceCustomString4Label=l", map[string]string{
		"SourceIP": "10.0.0.7", "DestinationPort": "53", "DestinationHostName": "evil.example", "DeviceCustomString4": "v", "DeviceCustomString4Label": "l"}},
	{"case is no reason to lose a key", "SRC=10.0.0.7 requestURL=http://x/ deviceexternalid=d", map[string]string{"SourceIP": "10.0.0.7", "RequestURL": "http://x/", "DeviceExternalID": "d"}},
	{"the last of two wins", "src=1.1.1.1 act=x src=2.2.2.2", map[string]string{"SourceIP": "2.2.2.2", "DeviceAction": "x"}},
	{"an empty value is none", "src=1.1.1.1 src= act=", map[string]string{"SourceIP": "1.1.1.1"}},
	{"unknown keys in order", `FTNTFGTqname=evil.example src=1.1.1.1 ad.x-1=a b\=c z9=`, map[string]string{
		"SourceIP": "1.1.1.1", "AdditionalExtensions": "FTNTFGTqname=evil.example;ad.x-1=a b=c;z9="}},
	{"text before the first key", "stray text src=1.1.1.1", map[string]string{"SourceIP": "1.1.1.1", "AdditionalExtensions": "stray text"}},
	{"line ends by rsyslog", "msg=one#012two#015 request=http://x/#012a act=x#015#012", map[string]string{
		"Message": "one\ntwo\r", "RequestURL": "http://x/#012a", "DeviceAction": "x"}},
	{"no extension", "", map[string]string{}},
	{"bytes that are no UTF-8", "fname=\xff\xfe src=1.1.1.1", map[string]string{"FileName": "\xff\xfe", "SourceIP": "1.1.1.1"}},
	{"times by priority", "start=1600000000000 end=1600000001000 rt=1600000002500", map[string]string{
		"TimeGenerated": "2020-09-13T12:26:42.5Z", "ReceiptTime": "1600000002500", "StartTime": "2020-09-13T12:26:40Z", "EndTime": "2020-09-13T12:26:41Z"}},
	{"a receipt time in words", "rt=Nov 11 2020 18:07:10.250 UTC", map[string]string{"TimeGenerated": "2020-11-11T18:07:10.25Z", "ReceiptTime": "Nov 11 2020 18:07:10.250 UTC"}},
	{"one that is no time", "rt=soon end=Nov 11 2020 18:07:10", map[string]string{"TimeGenerated": "2020-11-11T18:07:10Z", "ReceiptTime": "soon", "EndTime": "2020-11-11T18:07:10Z"}},
	{"one before 1990", "rt=0", map[string]string{"ReceiptTime": "0"}},
	{"one without a year", "rt=Dec 31 18:07:10", map[string]string{"TimeGenerated": "2025-12-31T18:07:10Z", "ReceiptTime": "Dec 31 18:07:10"}},
}

func TestCEFExtension(t *testing.T) {
	for _, tt := range cefExtensionTests {
		want := map[string]string{"": "CommonSecurityLog", "DeviceVendor": "Vendor", "DeviceProduct": "Product", "DeviceVersion": "1.0",
			"DeviceEventClassID": "7", "Activity": "Name", "LogSeverity": "5", "OriginalLogSeverity": "5"}
		for k, v := range tt.want {
			want[k] = v
		}
		got := readWith(cefFormat, file{years: years2026}, "CEF:0|Vendor|Product|1.0|7|Name|5|"+tt.extension)
		if diff := cmp.Diff([]map[string]string{want}, got.rows); diff != "" {
			t.Errorf("%s: %q (-want +got)\n%s", tt.name, tt.extension, diff)
		}
	}
}

// Each line before its extension, and what its header gives.
var cefHeaderTests = []struct{ line, computer, time, activity string }{
	{"CEF:0|V|P|1|7|Name|5|", "", "", "Name"},
	{"CEF: 0|V|P|1|7|Name|5|", "", "", "Name"},
	{"CEF:1.2|V|P|1|7|Name|5|", "", "", "Name"},
	{"CEF:0|V|P|1|7|Name|5", "", "", "Name"},
	{`CEF:0|V|P|1|7|a\|b\\|5|`, "", "", `a|b\`},
	{"<46>CEF:0|V|P|1|7|Name|5|", "", "", "Name"},
	{"<13>Jan  1 11:07:53 fw1 CEF:0|V|P|1|7|Name|5|", "fw1", "2026-01-01T11:07:53Z", "Name"},
	{"Dec 31 23:59:59 fw1 CEF:0|V|P|1|7|Name|5|", "fw1", "2025-12-31T23:59:59Z", "Name"},
	{"Jan  3 02:00:00 fw1 CEF:0|V|P|1|7|Name|5|", "fw1", "2026-01-03T02:00:00Z", "Name"}, // a clock ahead
	{"Nov 11 2020 18:07:10 fw1 : CEF:0|V|P|1|7|Name|5|", "fw1", "2020-11-11T18:07:10Z", "Name"},
	{"<134>Nov 11 18:07:10 fw1 agent[12]: CEF:0|V|P|1|7|Name|5|", "fw1", "2025-11-11T18:07:10Z", "Name"},
	{"Nov 11 18:07:10 agent: CEF:0|V|P|1|7|Name|5|", "", "2025-11-11T18:07:10Z", "Name"},
	{"<34>1 2020-11-11T18:07:10.123+02:00 fw1.example app 1 ID7 [a@1 b=\"c d\"] \ufeffCEF:0|V|P|1|7|Name|5|", "fw1.example", "2020-11-11T16:07:10.123Z", "Name"},
	{"<34>1 - fw1 app - - - CEF:0|V|P|1|7|Name|5|", "fw1", "", "Name"},
	{"87 <34>1 2020-11-11T18:07:10Z fw1 app - - - CEF:0|V|P|1|7|Name|5|", "fw1", "2020-11-11T18:07:10Z", "Name"},
	{"2020-11-11T18:07:10.5Z fw1 CEF:0|V|P|1|7|Name|5|", "fw1", "2020-11-11T18:07:10.5Z", "Name"},
	{"2020-11-11 18:07:10,250 fw1 CEF:0|V|P|1|7|Name|5|", "fw1", "2020-11-11T18:07:10.25Z", "Name"},
	{"<13>Jan  1 11:07:53 relay <14>Jan  1 11:07:50 fw1 CEF:0|V|P|1|7|Name|5|", "fw1", "2026-01-01T11:07:50Z", "Name"},
	{"Jan  1 11:07:53 10.0.0.1 2020-11-11T18:07:10Z fw1 CEF:0|V|P|1|7|Name|5|", "fw1", "2020-11-11T18:07:10Z", "Name"},
	{"fw1 CEF:0|V|P|1|7|Name|5|", "fw1", "", "Name"},
	{"Feb 29 10:00:00 fw1 CEF:0|V|P|1|7|Name|5|", "fw1", "2024-02-29T10:00:00Z", "Name"},
}

func TestCEFHeader(t *testing.T) {
	for _, tt := range cefHeaderTests {
		got := readWith(cefFormat, file{years: years2026}, tt.line)
		if len(got.rows) != 1 {
			t.Errorf("%q: %d rows, %v", tt.line, len(got.rows), got.bad)
			continue
		}
		row := got.rows[0]
		if row["Computer"] != tt.computer || row["TimeGenerated"] != tt.time || row["Activity"] != tt.activity {
			t.Errorf("%q: host %q at %q says %q, want %q, %q, %q", tt.line, row["Computer"], row["TimeGenerated"], row["Activity"], tt.computer, tt.time, tt.activity)
		}
	}
}

// A year is never guessed from the clock: the same bytes give the same rows for ever.
func TestCEFNoYearKnown(t *testing.T) {
	got := readWith(cefFormat, file{}, "Dec 31 23:59:59 fw1 CEF:0|V|P|1|7|Name|5|")
	if len(got.rows) != 1 || got.rows[0]["TimeGenerated"] != "" || got.rows[0]["Computer"] == "" {
		t.Errorf("got %v", got)
	}
}

func TestCEFMalformed(t *testing.T) {
	text := "CEF:0|V|P|1|7|Name|5|\n\nJan  1 11:07:53 fw1 sshd[1]: hello\nCEF:0|V|P|1\r\nCEF:x|V|P|1|7|Name|5|"
	got := readWith(cefFormat, file{}, text)
	want := []Malformed{{3, "no CEF header"}, {4, "CEF header ends before its severity"}, {5, "no CEF header"}}
	if diff := cmp.Diff(want, got.bad); diff != "" || len(got.rows) != 1 {
		t.Errorf("%d rows, malformed (-want +got)\n%s", len(got.rows), diff)
	}
}

// Frames that are counted in octets need no line ends between them.
func TestCEFFrames(t *testing.T) {
	one, two := "<1>CEF:0|V|P|1|7|One|5|act=a", "<1>CEF:0|V|P|1|7|Two|5|act=b"
	for _, text := range []string{"28 " + one + "28 " + two, "28 " + one + "\n28 " + two + "\n", "28 " + one + "999 " + two} {
		got := readWith(cefFormat, file{}, text)
		if len(got.rows) != 2 || got.rows[0]["DeviceAction"] != "a" || got.rows[1]["Activity"] != "Two" {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestDetectCEF(t *testing.T) {
	for head, want := range map[string]bool{
		"CEF:0|a|b|c|d|e|f|":                       true,
		"<46>CEF:0|a|":                             true,
		"\n\nJan  1 11:07:53 fw1 CEF:0|a|":         true,
		"one\ntwo\nthree\nCEF:0|a|":                true,
		strings.Repeat("noise\n", 30) + "CEF:0|a|": false,
		`{"message":"CEF:0|a|b|c|d|e|f|"}`:         false,
		`"a","CEF:0|a|b|c|d|e|f|"`:                 false,
		"CEF:|a|":                                  false,
		"time=x^^action=Blocked":                   false,
		"":                                         false,
	} {
		if got := detectCEF(&file{head: []byte(head)}); got != want {
			t.Errorf("detectCEF(%q) = %v, want %v", head, got, want)
		}
	}
}

// FuzzCEF: any line is a row or malformed, and a row stays in proportion to its line.
func FuzzCEF(f *testing.F) {
	for _, tt := range cefExtensionTests {
		f.Add([]byte("CEF:0|V|P|1|7|N|5|" + tt.extension))
	}
	for _, tt := range cefHeaderTests {
		f.Add([]byte(tt.line))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		got := readWith(cefFormat, file{years: years2026}, string(text))
		size := 0
		for _, row := range got.rows {
			for name, value := range row {
				size += len(value)
				if name == "" && value != "CommonSecurityLog" {
					t.Errorf("a row of %q", value)
				}
			}
		}
		// A value stands in two columns at most; times and the table's name are the rest.
		if limit := 2*len(text) + 200*len(got.rows); size > limit {
			t.Errorf("%d bytes became %d", len(text), size)
		}
	})
}

func BenchmarkCEF(b *testing.B) {
	line := "<134>Nov 11 2020 18:07:10 fw1 CEF:0|Imperva Inc.|WAF Gateway|14.1.0.15_0|Signature|suspicious-pattern|High|act=block dst=80.211.47.159 dpt=7582 " +
		"duser=alice src=10.1.102.21 spt=50682 proto=TCP rt=1605118030000 cat=Alert cs1=Recommended Policy for Web Applications cs1Label=Policy cs2=Server " +
		"cs2Label=ServerGroup request=http://woodfez.biz:7582/a/b?c=d&e=f requestMethod=GET FTNTFGTpolicyid=12 FTNTFGTsessionid=987654321 msg=blocked by policy\n"
	for name, line := range map[string]string{"plain": line, "escaped": strings.Replace(line, "msg=", `msg=a\=b\\c `, 1)} {
		b.Run(name, func(b *testing.B) {
			benchFormat(b, cefFormat, nil, strings.Repeat(line, 2000), 2000)
		})
	}
}

// benchFormat decodes text, which holds that many rows, under a header.
func benchFormat(b *testing.B, fm *format, header any, text string, rows int) {
	f, data := &file{format: fm, years: years2026}, []byte(text)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		block := &Block{file: f, header: header, data: data, line: 1, rows: map[string]int64{}}
		n := 0
		block.Records(func(*Record) bool { n++; return true })
		if n != rows {
			b.Fatalf("%d rows, want %d: %v", n, rows, block.examples)
		}
	}
}
