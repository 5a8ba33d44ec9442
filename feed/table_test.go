package feed

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"foxhound/indicator"

	"github.com/google/go-cmp/cmp"
)

// tableSeeds are tables of every layout.
var tableSeeds = []string{
	urlhausCSV, feodoCSV, bazaarCSV, sslblCSV, sslblIPCSV,
	"Domain,Malware,Date added,Source\nsoftandtec.com,Remus,2026-05-22,someone\n",
	"2026-05-22 04:00:00,ann,url,http://woodfez.biz:7582,#phishing #Remus,https://example.org/1\n2026-05-22 04:00:00,ann,ip,192.0.2.1,,https://example.org/2\n",
	"remus\tsoftandtec.com\nremus\tgenuskox.biz\n",
	"ip;port\n192.0.2.1;443\n",
	"url,comment\nhttp://b.com/,x\nhttp://c.com/,x\n\"http://a.com/\",\"over\ntwo lines\"\n",
}

const (
	urlhausCSV = "# abuse.ch URLhaus Database Dump\r\n#\r\n# id,dateadded,url,url_status,last_online,threat,tags,urlhaus_link,reporter\r\n" +
		`"11","2026-03-15 04:50:08","http://woodfez.biz/a,b.sh","online","2026-03-15 05:00:00","malware_download","elf,Mozi","https://urlhaus.abuse.ch/url/11/","ann"` + "\r\n" +
		`"12","2026-03-15 04:50:09","http://woodfez.biz/c","offline","","malware_download","None","https://urlhaus.abuse.ch/url/12/","ann"` + "\r\n"
	feodoCSV = "# Feodo Tracker\n" + `"first_seen_utc","dst_ip","dst_port","c2_status","last_online","malware"` + "\n" +
		`"2024-02-08 19:20:49","192.0.2.135","1194","online","2024-04-01","Vidar"` + "\n# END 1 entries\n"
	bazaarCSV = `# "first_seen_utc","sha256_hash","md5_hash","sha1_hash","reporter","file_name","file_type_guess","mime_type","signature","clamav","vtpercent","imphash","ssdeep","tlsh"` + "\n" +
		`"2026-03-15 03:15:12", "` + hexDigits64 + `", "` + hexDigits32 + `", "` + hexDigits40 + `", "ann", "a.exe", "exe", "application/x-dosexec", "NanoCore", "n/a", "n/a", "n/a", "n/a", "n/a"` + "\n"
	sslblCSV   = "# Listingdate,SHA1,Listingreason\n2026-03-14 18:41:36," + hexDigits40 + ",Vidar C&C\n# END (1) entries\n"
	sslblIPCSV = "# Firstseen,DstIP,DstPort\n2026-03-14 18:41:36,192.0.2.7,8443\n"
)

const (
	hexDigits32 = "0123456789abcdef0123456789abcdef"
	hexDigits40 = hexDigits32 + "01234567"
	hexDigits64 = hexDigits32 + hexDigits32
)

func day(text string) time.Time {
	t, err := time.Parse(time.DateTime, text)
	if err != nil {
		panic(err)
	}
	return t
}

// TestPublishers reads the tables of abuse.ch's other projects to the last field.
func TestPublishers(t *testing.T) {
	family := func(name string) indicator.Family {
		f, ok := indicator.FamilyByName(name)
		if !ok {
			t.Fatalf("no family %s", name)
		}
		return f
	}
	bazaar := indicator.Indicator{
		Family: family("NanoCore"), ThreatType: "payload", Confidence: -1, FirstSeen: day("2026-03-15 03:15:12"),
		Reporter: "ann", Source: "malwarebazaar",
	}
	of := func(ind indicator.Indicator, kind indicator.Kind, value string) indicator.Indicator {
		ind.Observable = indicator.Observable{Kind: kind, Value: value}
		return ind
	}
	for _, tt := range []struct {
		text, format string
		want         []indicator.Indicator
		malformed    []string
		notes        []string
	}{
		{urlhausCSV, "urlhaus-csv", []indicator.Indicator{
			{
				Observable: indicator.Observable{Kind: indicator.URL, Value: "http://woodfez.biz/a,b.sh"}, Family: family("Mozi"), ThreatType: "malware_download",
				Confidence: -1, FirstSeen: day("2026-03-15 04:50:08"), LastSeen: day("2026-03-15 05:00:00"), Reporter: "ann",
				Reference: "https://urlhaus.abuse.ch/url/11/", Tags: []string{"elf", "Mozi"}, Source: "urlhaus", ID: "11",
			},
			{
				Observable: indicator.Observable{Kind: indicator.URL, Value: "http://woodfez.biz/c"}, ThreatType: "malware_download",
				Confidence: -1, FirstSeen: day("2026-03-15 04:50:09"), Reporter: "ann",
				Reference: "https://urlhaus.abuse.ch/url/12/", Source: "urlhaus", ID: "12",
			},
		}, nil, nil},
		{feodoCSV, "feodo-csv", []indicator.Indicator{{
			Observable: indicator.Observable{Kind: indicator.IPPort, Value: "192.0.2.135:1194"}, Family: family("Vidar"), ThreatType: "botnet_cc",
			Confidence: -1, FirstSeen: day("2024-02-08 19:20:49"), LastSeen: day("2024-04-01 00:00:00"), Source: "feodo",
		}}, nil, nil},
		{bazaarCSV, "malwarebazaar-csv", []indicator.Indicator{
			of(bazaar, indicator.SHA256, hexDigits64), of(bazaar, indicator.MD5, hexDigits32), of(bazaar, indicator.SHA1, hexDigits40),
		}, nil, []string{"1 row holds several values, an indicator each"}},
		{sslblCSV, "sslbl-csv", nil, []string{"2 | 2026-03-14 18:41:36," + hexDigits40 + ",Vidar C&C | the SHA-1 of a certificate, not of a file: no observable"}, nil},
		{"# ja3_md5,Firstseen,Lastseen,Listingreason\n" + hexDigits32 + ",2017-07-14 18:08:15,2019-07-27 20:42:54,Adware\n", "sslbl-csv", nil,
			[]string{"2 | " + hexDigits32 + ",2017-07-14 18:08:15,2019-07-27 20:42:54,Adware | a JA3 fingerprint of TLS clients, not the MD5 of a file: no observable"}, nil},
		{sslblIPCSV, "sslbl-csv", []indicator.Indicator{{
			Observable: indicator.Observable{Kind: indicator.IPPort, Value: "192.0.2.7:8443"}, ThreatType: "botnet_cc",
			Confidence: -1, FirstSeen: day("2026-03-14 18:41:36"), Source: "sslbl",
		}}, nil, nil},
	} {
		got := mustRead(t, tt.text)
		if got.Format != tt.format {
			t.Errorf("%q read as %s, want %s", tt.text, got.Format, tt.format)
		}
		if diff := cmp.Diff(tt.want, got.Indicators, equateEmpty); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.format, diff)
		}
		if diff := cmp.Diff(tt.malformed, reasons(got), equateEmpty); diff != "" {
			t.Errorf("%s, malformed (-want +got):\n%s", tt.format, diff)
		}
		if diff := cmp.Diff(tt.notes, got.Notes, equateEmpty); diff != "" {
			t.Errorf("%s, notes (-want +got):\n%s", tt.format, diff)
		}
	}
}

// TestTable is what makes a table, by header or by rows.
func TestTable(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		format     string
		values     []string
	}{
		{"a header with commas", "Domain,Malware\nsoftandtec.com,Remus\n", "table", []string{"domain softandtec.com"}},
		{"a header with semicolons", "indicator;type;score\n192.0.2.1;ip;90\n", "table", []string{"ip 192.0.2.1"}},
		{"a header with tabs", "ip\tlisted_utc\n192.0.2.1\t2022-10-29T15:50:28Z\n", "table", []string{"ip 192.0.2.1"}},
		{"a header with bars", "URL|Tags\nhttp://a.com/x,y|a b\n", "table", []string{"url http://a.com/x,y"}},
		{"a header in a comment", "# url,comment\nhttp://a.com/,x\n", "table", []string{"url http://a.com"}},
		{"a comment behind the header", "# url,comment\n# mine\nhttp://a.com/,x\n", "table", []string{"url http://a.com"}},
		{"a header, no rows and their count", "# url,comment\n# END 0 entries\n", "table", nil},
		{"a header and no rows", "indicator,type\n", "table", nil},
		{"a value and a port", "ip,port\n192.0.2.1,443\n2001:db8::1,443\n192.0.2.2,\n192.0.2.3,0\n", "table",
			[]string{"ip:port 192.0.2.1:443", "ip:port [2001:db8::1]:443", "ip 192.0.2.2", "ip 192.0.2.3"}},
		{"a URL and a hash in one row", "url,md5,ip\nhttp://a.com/," + hexDigits32 + ",192.0.2.1\n", "table", []string{"url http://a.com", "md5 " + hexDigits32}},
		{"defanged", "indicator,type\nsoftandtec[.]com,domain\nhxxp://a[.]com/x,url\n", "table", []string{"domain softandtec.com", "url http://a.com/x"}},
		{"a host with a path", "indicator,comment\nwoodfez.biz/a,x\n", "table", []string{"url http://woodfez.biz/a"}},
		{"no header, a column of types", tableSeeds[6], "table", []string{"url http://woodfez.biz:7582", "ip 192.0.2.1"}},
		{"no header, families in front", tableSeeds[7], "table", []string{"domain softandtec.com", "domain genuskox.biz"}},
		{"values in front are a list", "softandtec.com,Remus,2026-05-22\n", "list", []string{"domain softandtec.com"}},
		{"a comment that is no header", "# domain, url and hash\nsoftandtec.com\n", "list", []string{"domain softandtec.com"}},
		{"one column", "# sha256_hash\n" + hexDigits64 + "\n", "list", []string{"sha256 " + hexDigits64}},
		{"a cell over two lines", tableSeeds[9], "table", []string{"url http://b.com", "url http://c.com", "url http://a.com"}},
	} {
		got := mustRead(t, tt.text)
		if got.Format != tt.format || len(got.Malformed) > 0 {
			t.Errorf("%s: read as %s, malformed %q, want %s and none", tt.name, got.Format, reasons(got), tt.format)
		}
		if diff := cmp.Diff(tt.values, values(got), equateEmpty); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// TestTableEnds reads when indicators expire, by the names that tables have for it.
func TestTableEnds(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"value,valid_until\na.com,2027-01-02\n", "2027-01-02 00:00:00"},
		{"domain,first seen,Expires\na.com,2026-01-02,2027-01-02 03:04:05\n", "2027-01-02 03:04:05"},
		{"value,valid_until\na.com,\n", ""},
		{"value,valid_until\na.com,soon\n", ""},
	} {
		got := mustRead(t, tt.text)
		var want time.Time
		if tt.want != "" {
			want = day(tt.want)
		}
		if len(got.Indicators) != 1 || !got.Indicators[0].ValidUntil.Equal(want) || (len(got.Notes) > 0) != strings.Contains(tt.text, "soon") {
			t.Errorf("%q: %+v, notes %q, want valid until %s", tt.text, got.Indicators, got.Notes, want)
		}
	}
}

// TestTableRows is what becomes of rows that are not as they should be.
func TestTableRows(t *testing.T) {
	const head = "indicator,type,confidence,first_seen\nexample.org,domain,50,2026-01-01\n"
	for _, tt := range []struct {
		row       string
		values    []string
		malformed []string
		notes     []string
	}{
		{"a.com,domain,75,2026-01-01", []string{"domain a.com"}, nil, nil},
		{"a.com,domain,75", nil, []string{"3 | a.com,domain,75 | 3 columns, the table has 4"}, nil},
		{"a.com,domain,75,2026-01-01,x", nil, []string{"3 | a.com,domain,75,2026-01-01,x | 5 columns, the table has 4"}, nil},
		{",domain,75,2026-01-01", nil, []string{"3 | ,domain,75,2026-01-01 | the value is empty"}, nil},
		{"a.com,flower,75,2026-01-01", nil, []string{"3 | a.com,flower,75,2026-01-01 | unknown indicator type `flower`"}, nil},
		{"a b,domain,75,2026-01-01", nil, []string{"3 | a b,domain,75,2026-01-01 | `a b`: holds a space"}, nil},
		{`"a.com,domain,75,2026-01-01`, nil, []string{`3 | "a.com,domain,75,2026-01-01 | a quote " that is never closed`}, nil},
		{`"a".com,domain,75,2026-01-01`, nil, []string{`3 | "a".com,domain,75,2026-01-01 | text behind the closing quote " of a cell`}, nil},
		{"a.com,domain,high,2026-01-01", []string{"domain a.com"}, nil,
			[]string{"1 cell of confidence was not understood and left out, in line 3: confidence `high` is no number from 0 to 100"}},
		{"a.com,domain,,01.02.2026", []string{"domain a.com"}, nil,
			[]string{"1 cell of first-seen was not understood and left out, in line 3: first seen `01.02.2026` is no date like 2006-01-02 15:04:05"}},
		{"a.com,domain,n/a,-", []string{"domain a.com"}, nil, nil},
		{"# a.com,domain,75,2026-01-01", nil, nil, nil},
	} {
		got := mustRead(t, head+tt.row+"\n")
		if diff := cmp.Diff(tt.values, values(got)[1:], equateEmpty); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.row, diff)
		}
		if diff := cmp.Diff(tt.malformed, startsOf(reasons(got), tt.malformed), equateEmpty); diff != "" {
			t.Errorf("%s, malformed (-want +got):\n%s", tt.row, diff)
		}
		if diff := cmp.Diff(tt.notes, got.Notes, equateEmpty); diff != "" {
			t.Errorf("%s, notes (-want +got):\n%s", tt.row, diff)
		}
	}
}

// TestColumns reads tables by what the caller says of them.
func TestColumns(t *testing.T) {
	const text = "nr,what,name\n1,softandtec.com,Remus\n2,192.0.2.1,\n"
	for _, tt := range []struct {
		columns, text string
		want          []string // value, family, threat type, confidence, reporter
		err           string
	}{
		{"value=2,family=3", text, []string{"softandtec.com Remus  -1", "192.0.2.1   -1"}, ""},
		{"value=what,family=NAME", text, []string{"softandtec.com Remus  -1", "192.0.2.1   -1"}, ""},
		{"value=2,family=3,family:Vidar,threat:botnet_cc,confidence:75", text, []string{"softandtec.com Remus botnet_cc 75", "192.0.2.1 Vidar botnet_cc 75"}, ""},
		{"family:Remus", "softandtec.com\n", []string{"softandtec.com Remus  -1"}, ""},
		{"value=2", "x;softandtec.com\ny;genuskox.biz\n", []string{"softandtec.com   -1", "genuskox.biz   -1"}, ""},
		{"value=2,type:md5", "x," + hexDigits32 + "\n", []string{hexDigits32 + "   -1"}, ""},
		{"value=1", "softandtec.com\n", []string{"softandtec.com   -1"}, ""},
		{"value=4", text, nil, "column 4 of `value`: the table has 3 columns"},
		{"value=url", text, nil, "no column is named `url`; the columns are nr, what, name: name it by its number, such as value=2"},
		{"value", "", nil, "`value` is not of the form FIELD=COLUMN or FIELD:TEXT, such as value=2 or family:Remus"},
		{"value=", "", nil, "`value=` is not of the form"},
		{"value=0", "", nil, "column 0 of `value`: columns are counted from 1 to 256"},
		{"value=1,value=2", "", nil, "field `value` is given twice"},
		{"family=2", "", nil, "no column of values is named: add value=NUMBER or value=NAME"},
		{"colour=2", "", nil, "unknown field `colour`; there are value, type, port"},
		{"value:a.com", "", nil, "field `value` differs from row to row: name its column, such as value=2"},
		{"confidence:high", "", nil, "confidence `high` is no number from 0 to 100"},
		{"type:flower", "", nil, "unknown indicator type `flower`"},
	} {
		columns, err := ParseColumns(tt.columns)
		var got *Result
		if err == nil {
			got, err = Options{Columns: columns}.Read(t.Context(), "test", strings.NewReader(tt.text))
			checkCounts(t, got)
		}
		if (err != nil) != (tt.err != "") || err != nil && !strings.HasPrefix(err.Error(), tt.err) {
			t.Errorf("%s: error %v, want %q", tt.columns, err, tt.err)
			continue
		}
		if err == nil {
			if diff := cmp.Diff(tt.want, summaries(got)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.columns, diff)
			}
		}
	}
}

func summaries(r *Result) []string {
	var all []string
	for _, ind := range r.Indicators {
		all = append(all, strings.Join([]string{ind.Value, ind.Family.Name, ind.ThreatType, strconv.Itoa(ind.Confidence)}, " "))
	}
	return all
}

// FuzzSplitCells holds the splitter to the standard library's where that takes the row.
func FuzzSplitCells(f *testing.F) {
	for _, seed := range []string{`a,b`, `"a","b""c", "d" ,`, `"a`, `a"b,c`, `"a"b`, ``, `,,`, `"",""`, ` "x"`} {
		f.Add(seed, byte(','))
		f.Add(strings.ReplaceAll(seed, ",", "\t"), byte('\t'))
	}
	f.Fuzz(func(t *testing.T, row string, comma byte) {
		if !slices.Contains(commas, comma) || strings.ContainsAny(row, "\r\n") || strings.TrimSpace(row) == "" {
			return
		}
		got, gotErr := splitCells(row, comma, nil)
		r := csv.NewReader(strings.NewReader(row))
		r.Comma = rune(comma)
		want, err := r.Read()
		if err == nil && (gotErr != nil || !slices.Equal(got, want)) {
			t.Errorf("splitCells(%q) = %q, %v, want %q", row, got, gotErr, want)
		}
		if gotErr == nil && !bytes.ContainsRune([]byte(row), '"') && strings.Join(got, string(rune(comma))) != row {
			t.Errorf("splitCells(%q) = %q, which is not all of it", row, got)
		}
	})
}

// FuzzColumns holds mappings to the contract whatever the file: counts add up, and no panic.
func FuzzColumns(f *testing.F) {
	for _, seed := range tableSeeds {
		f.Add("value=2,family=1,tags:a", seed)
		f.Add("value=url,type=3", seed)
	}
	f.Fuzz(func(t *testing.T, mapping, text string) {
		columns, err := ParseColumns(mapping)
		if err != nil {
			if !prints(err.Error()) {
				t.Errorf("error %q: want text that prints", err)
			}
			return
		}
		got, _ := Options{Columns: columns}.Read(t.Context(), "fuzz", strings.NewReader(text))
		checkCounts(t, got)
		for _, ind := range got.Indicators {
			checkIndicator(t, ind)
		}
	})
}
