package function

import (
	"strings"
	"testing"

	"foxhound/internal/value"
)

func TestParseFunctions(t *testing.T) {
	for _, c := range []struct {
		name string
		args []any
		want string
	}{
		{"parse_url", []any{"scheme://username:password@host:1234/this/is/a/path?k1=v1&k2=v2#fragment"}, `{"Scheme":"scheme","Host":"host","Port":"1234","Path":"/this/is/a/path","Username":"username","Password":"password","Query Parameters":{"k1":"v1","k2":"v2"},"Fragment":"fragment"}`},
		{"parse_url", []any{"http://[::1]:80"}, `{"Scheme":"http","Host":"[::1]","Port":"80","Path":"","Username":"","Password":"","Query Parameters":{},"Fragment":""}`},
		{"parse_url", []any{"bing.com"}, `{"Scheme":"","Host":"","Port":"","Path":"","Username":"","Password":"","Query Parameters":{},"Fragment":""}`},
		{"parse_url", []any{"?a=b#c"}, `{"Scheme":"","Host":"","Port":"","Path":"","Username":"","Password":"","Query Parameters":{"a":"b"},"Fragment":"c"}`},
		{"parse_urlquery", []any{"k1=v1&k2=v2&k3=v3"}, `{"Query Parameters":{"k1":"v1","k2":"v2","k3":"v3"}}`}, {"parse_urlquery", []any{"?a=b=c&d&&"}, `{"Query Parameters":{"a":"b=c","d":""}}`},

		{"parse_path", []any{`C:\temp\file.txt`}, `{"Scheme":"","RootPath":"C:\\","DirectoryPath":"C:\\temp","DirectoryName":"temp","Filename":"file.txt","Extension":"txt","AlternateDataStreamName":""}`},
		{"parse_path", []any{`temp\file.txt`}, `{"Scheme":"","RootPath":"","DirectoryPath":"temp","DirectoryName":"temp","Filename":"file.txt","Extension":"txt","AlternateDataStreamName":""}`},
		{"parse_path", []any{`file://C:/temp/file.txt:some.exe`}, `{"Scheme":"file","RootPath":"C:/","DirectoryPath":"C:/temp","DirectoryName":"temp","Filename":"file.txt","Extension":"txt","AlternateDataStreamName":"some.exe"}`},
		{"parse_path", []any{`\\shared\users\temp\file.txt.gz`}, `{"Scheme":"","RootPath":"","DirectoryPath":"\\\\shared\\users\\temp","DirectoryName":"temp","Filename":"file.txt.gz","Extension":"gz","AlternateDataStreamName":""}`},
		{"parse_path", []any{`/usr/lib/temp/file`}, `{"Scheme":"","RootPath":"","DirectoryPath":"/usr/lib/temp","DirectoryName":"temp","Filename":"file","Extension":"","AlternateDataStreamName":""}`},

		{"parse_command_line", []any{`echo "hello world!"`, "windows"}, `["echo","hello world!"]`}, {"parse_command_line", []any{``, "windows"}, `null`},
		{"parse_command_line", []any{`"C:\a b\c.exe" a\\b d"e f"g h`, "windows"}, `["C:\\a b\\c.exe","a\\\\b","de fg","h"]`}, {"parse_command_line", []any{`x "a\\\"b" "c d\\" ""`, "windows"}, `["x","a\\\"b","c d\\",""]`},
		{"parse_command_line", []any{`x "a""b" c`, "windows"}, `["x","a\"b","c"]`},

		{"parse_csv", []any{`aa,"b,b,b",cc,"Escaping quotes: ""Title""","line1` + "\n" + `line2"`}, `["aa","b,b,b","cc","Escaping quotes: \"Title\"","line1\nline2"]`},
		{"parse_csv", []any{"record1,a,b,c\nrecord2,x"}, `["record1","a","b","c"]`}, {"parse_csv", []any{"a,"}, `["a",""]`}, {"parse_csv", []any{`"a`}, `["a"]`}, {"parse_csv", []any{""}, `[""]`},

		{"parse_xml", []any{`<e/>`}, `{"e":null}`}, {"parse_xml", []any{`<e>text</e>`}, `{"e":"text"}`}, {"parse_xml", []any{`<e name="value"/>`}, `{"e":{"@name":"value"}}`},
		{"parse_xml", []any{`<e name="value">text</e>`}, `{"e":{"@name":"value","#text":"text"}}`}, {"parse_xml", []any{`<e> <a>x</a> <b>y</b> </e>`}, `{"e":{"a":"x","b":"y"}}`},
		{"parse_xml", []any{`<e><a>x</a><a>y</a><a/></e>`}, `{"e":{"a":["x","y",null]}}`}, {"parse_xml", []any{`<e>t<a>x</a></e>`}, `{"e":{"#text":"t","a":"x"}}`}, {"parse_xml", []any{`<e><![CDATA[<]]>&amp;</e>`}, `{"e":"<&"}`},
		{"parse_xml", []any{`<?xml version="1.0" encoding="utf-16"?><!-- c --><n:e xmlns:n="u"/>`}, `{"n:e":{"@xmlns:n":"u"}}`},
		{"parse_xml", []any{`<e><a></e>`}, `null`}, {"parse_xml", []any{`<e>t<a/>u</e>`}, `{"e":{"#text":["t","u"],"a":null}}`}, {"parse_xml", []any{`<e> </e>`}, `{"e":null}`}, {"parse_xml", []any{`no xml`}, `null`}, {"parse_xml", []any{``}, `null`}, {"parse_xml", []any{strings.Repeat("<a>", 3000)}, `null`}, {"parse_xml", []any{`<a/><b/>`}, `null`},

		{"parse_user_agent", []any{"Mozilla/5.0 (Windows; U; en-US) AppleWebKit/531.9 (KHTML, like Gecko) AdobeAIR/2.5.1", "browser"}, `{"Browser":{"Family":"AdobeAIR","MajorVersion":"2","MinorVersion":"5","Patch":"1"}}`},
		{"parse_user_agent", []any{"Mozilla/5.0 (SymbianOS/9.2; U; Series60/3.1 NokiaN81-3/10.0.032 Profile/MIDP-2.0 Configuration/CLDC-1.1 ) AppleWebKit/413 (KHTML, like Gecko) Safari/4", listing("os", "device")},
			`{"OperatingSystem":{"Family":"Symbian OS","MajorVersion":"9","MinorVersion":"2","Patch":"","PatchMinor":""},"Device":{"Family":"Nokia N81","Brand":"Nokia","Model":"N81-3"}}`},
		{"parse_user_agent", []any{"", "os"}, `null`},
	} {
		if got := shown(evaluate(t, c.name, value.Dynamic, c.args...)); got != c.want {
			t.Errorf("%s%q = %s, want %s", c.name, c.args, got, c.want)
		}
	}
}

func TestExtractJSON(t *testing.T) {
	const text = `{"a":{"b c":[1,{"d":"x"}],"t":true},"n":null}`
	for _, c := range []struct {
		path   string
		result value.Type
		want   string
	}{
		{"$.a.t", value.String, "true"}, {"$.a['b c'][0]", value.Long, "1"}, {`$.a["b c"][1].d`, value.String, "x"}, {"$.a['b c']", value.String, `[1,{"d":"x"}]`}, {"$", value.Dynamic, text},
		{"$.x", value.String, ""}, {"$.n", value.String, ""}, {"$.a.t", value.Bool, "True"}, {"$.a['b c'][1].d", value.Long, "null"}, {"$.a['b c'][9]", value.Long, "null"},
	} {
		if got := shown(evaluate(t, "extract_json", c.result, c.path, text)); got != c.want {
			t.Errorf("extract_json(%q) to %s = %s, want %s", c.path, c.result, got, c.want)
		}
	}
	for _, path := range []string{"a", "$..a", "$.*", "$[", "$[x]", "$.a["} {
		if _, err := jsonPath(path); err == nil {
			t.Errorf("%s is taken as a path", path)
		}
	}
}

func TestParseVersion(t *testing.T) {
	for text, want := range map[string]string{"1.2.3.40": "1000000020000000300000040", "1": "1000000000000000000000000", "0.0.0.5": "5", "1.2.3.4.5": "null",
		"1.x": "null", "": "null", "1.123456789": "null", "01.2": "1000000020000000000000000"} {
		got, ok := parseVersion(text)
		if !ok {
			got = nil
		}
		if value.Text(value.Decimal, got) != strings.Replace(want, "null", "", 1) {
			t.Errorf("parse_version(%q) = %v, want %s", text, got, want)
		}
	}
}

func FuzzParseText(f *testing.F) {
	f.Add(`<a b="c">x<d/></a>`)
	f.Add(`"C:\x.exe" \\" a`)
	f.Fuzz(func(_ *testing.T, s string) {
		parseXML(s)
		parseURL(s)
		parsePath(s)
		parseCSV(s)
		windowsArguments(s)
		urlDecode(s)
		_, _ = jsonPath(s)
	})
}
