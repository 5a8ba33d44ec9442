package feed

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const exported = `{"ioc_value": "softandtec.com", "ioc_type": "domain", "malware": "win.remus", "confidence_level": 100, "anonymous": "0", "tags": "a,b"}`

func TestJSON(t *testing.T) {
	softandtec, genuskox := "domain softandtec.com", "domain genuskox.biz"
	other := strings.Replace(exported, "softandtec.com", "genuskox.biz", 1)
	answered := `{"id": 7, "ioc": "softandtec.com", "ioc_type": "domain", "confidence_level": "75", "tags": ["a", 1, null], "credits": [{"x": [1]}]}`
	for _, tt := range []struct {
		name, text, format string
		values             []string
		malformed          []string
		notes              []string
		err                string
	}{
		{"export", `{"2": [` + exported + `], "1": [` + other + `]}`, "threatfox-json", []string{softandtec, genuskox}, nil, nil, ""},
		{"several entries under an id", `{"2": [` + exported + `,` + other + `]}`, "threatfox-json", []string{softandtec, genuskox}, nil, nil, ""},
		{"an entry without its array", `{"2": ` + exported + `}`, "threatfox-json", []string{softandtec}, nil, nil, ""},
		{"an id without entries", `{"3": [], "2": [` + exported + `]}`, "threatfox-json", []string{softandtec}, nil, nil, ""},
		{"entries without ids", `[` + exported + `]`, "threatfox-json", []string{softandtec}, nil, nil, ""},
		{"export without entries", "{\n}\n", "threatfox-json", nil, nil, nil, ""},
		{
			"broken entries cost themselves", "{\"4\": [\n" + `{"ioc_value": nope}` + "],\n\"3\": [17],\n\"2\": [" + exported + "],\n" +
				`"1": [{"ioc_value": {"a": 1}}], "0": null}`,
			"threatfox-json", []string{softandtec},
			[]string{
				`2 | {"ioc_value": nope} | broken JSON at byte 16 of the record:`,
				"3 | 17 | not an object with an indicator's fields",
				`5 | {"ioc_value": {"a": 1}} | found ` + "`{\"a\": 1}`" + ` where a text or number belongs`,
				"5 | null | not an object",
			}, nil, "",
		},
		{
			"an open quote ends with its line", "{\"3\": [{\"ioc_value\": \"a\n}],\n\"2\": [" + exported + "]}",
			"threatfox-json", []string{softandtec}, []string{`1 | {"ioc_value": "a\n}`}, nil, "",
		},
		{
			"cut short", `{"2": [` + exported + "],\n\"1\": [\n" + `{"ioc_value": "genuskox.b`, "threatfox-json", []string{softandtec}, nil, nil,
			"the file ends inside the JSON that starts on line 3: it is cut short, fetch it again",
		},
		{
			"cut short between entries", `{"2": [` + exported + `]`, "threatfox-json", []string{softandtec}, nil, nil,
			"the file ends inside the JSON that starts on line 1: it is cut short, fetch it again",
		},
		{
			"no comma", "{\"2\": [" + exported + "]\n\"1\": [" + other + `]}`, "threatfox-json", []string{softandtec}, nil, nil,
			"line 2: found `\"` where `}` belongs",
		},
		{
			"nothing where a value belongs", "{\"2\": [" + exported + "],\n\"1\": , \"0\": []}", "threatfox-json", []string{softandtec}, nil, nil,
			"line 2: found `,` where a value belongs",
		},
		{
			"two exports in one file", `{"2": [` + exported + "]}\n" + `{"1": [` + other + `]}`, "threatfox-json", []string{softandtec}, nil, nil,
			"line 2: there is more text behind the end of the JSON, which was not read",
		},

		{"answer", `{"query_status": "ok", "data": [` + answered + `]}`, "threatfox-api", []string{softandtec}, nil, nil, ""},
		{"status at the end", `{"data": [` + answered + `], "query_status": "ok"}`, "threatfox-api", []string{softandtec}, nil, nil, ""},
		{"answer with one object", `{"query_status": "ok", "data": ` + answered + `}`, "threatfox-api", []string{softandtec}, nil, nil, ""},
		{"data alone", answered, "threatfox-api", []string{softandtec}, nil, nil, ""},
		{"data alone, one record a line", answered + "\n" + answered + "\n", "threatfox-api", []string{softandtec, softandtec}, nil, nil, ""},
		{"array of data", "[" + answered + "]", "threatfox-api", []string{softandtec}, nil, nil, ""},
		{
			"nothing found", `{"query_status": "no_result", "data": "Your search did not yield any results"}`, "threatfox-api", nil, nil,
			[]string{"the API answered `no_result`: nothing was found"}, "",
		},
		{
			"wrong key", `{"query_status": "unknown_auth_key"}`, "threatfox-api", nil, nil, nil,
			"the API answered `unknown_auth_key` instead of indicators: mend the query or the key and ask again",
		},
		{
			"a sentence for data", `{"query_status": "ok", "data": "try later"}`, "threatfox-api", nil, nil, nil,
			"the API answered `ok` instead of indicators: try later",
		},
		{
			"a status nobody knows", `{"query_status": "ill\u001begal", "data": []}`, "threatfox-api", nil, nil, nil,
			"the API answered `ill\\x1begal` instead of indicators: mend the query or the key and ask again",
		},
		{
			"deep nesting", `{"query_status": "ok", "data": [{"ioc": ` + strings.Repeat("[", 20000) + strings.Repeat("]", 20000) + "}]}",
			"threatfox-api", nil, []string{`1 | {"ioc": [[[`}, nil, "",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Read("test", strings.NewReader(tt.text))
			checkCounts(t, got)
			if msg := message(err); msg != tt.err {
				t.Errorf("error %q, want %q", msg, tt.err)
			}
			if got.Format != tt.format {
				t.Errorf("Format = %q, want %q", got.Format, tt.format)
			}
			if diff := cmp.Diff(tt.values, values(got)); diff != "" {
				t.Errorf("indicators (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.malformed, startsOf(reasons(got), tt.malformed)); diff != "" {
				t.Errorf("malformed (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.notes, got.Notes); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
		})
	}
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestJSONFields(t *testing.T) {
	got := mustRead(t, `{"9": [`+exported+`]}`).Indicators[0]
	if got.ID != "9" || got.Confidence != 100 || got.Family.ID != "win.remus" || got.Family.Name == "" {
		t.Errorf("Read = %+v, want id 9, confidence 100, family win.remus by name", got)
	}
	if diff := cmp.Diff([]string{"a", "b"}, got.Tags); diff != "" {
		t.Errorf("tags (-want +got):\n%s", diff)
	}
}
