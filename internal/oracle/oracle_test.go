package oracle

import (
	"bytes"
	"testing"
)

var columnTests = []struct{ json, name, typ string }{
	{`{"name":"a","type":"long"}`, "a", "long"},
	{`{"name":"a","type":11}`, "a", ""},
	{`{"name":"a","type":null}`, "a", ""},
}

func TestVerdicts(t *testing.T) {
	for _, tt := range columnTests {
		out := bytes.NewBufferString(`{"id":"q","ok":true,"resultColumns":[` + tt.json + `]}`)
		list, err := verdicts(out, 1, "")
		if err != nil {
			t.Errorf("%s: %v", tt.json, err)
			continue
		}
		if got := list[0].Columns; len(got) != 1 || got[0] != (Column{tt.name, tt.typ}) {
			t.Errorf("%s is read as %+v", tt.json, got)
		}
	}
}

func TestVerdictsRefuses(t *testing.T) {
	for _, text := range []string{`{"resultColumns":[5]}`, `{"id":`, `{} {}`, ``} {
		if list, err := verdicts(bytes.NewBufferString(text), 1, ""); err == nil {
			t.Errorf("%q is read as %+v", text, list)
		}
	}
}
