package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestFeedScripts runs the scripts that need a publisher: $PUBLISHER is one that lives as long
// as the script.
func TestFeedScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/feeds",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			server := httptest.NewServer(http.HandlerFunc(publish))
			env.Defer(server.Close)
			env.Setenv("PUBLISHER", server.URL)
			env.Setenv("FOXHOUND_STORE", env.WorkDir+"/foxhound.db")
			env.Setenv("FOXHOUND_CONFIG", env.WorkDir+"/foxhound.yaml")
			return nil
		},
	})
}

// published are the texts of a small publisher, by their paths.
var published = map[string]string{
	"/list.txt": "softandtec.com\nno value\ngenuskox.biz\n",
	"/iocs.csv": "nr;what;who\n1;softandtec[.]com;Remus\n2;80.211.47.159:7582;Remus\n",
	"/page":     "<!DOCTYPE html><html><body>Please log in.</body></html>",
	"/tf/export/csv/full/": `# "first_seen_utc","ioc_id","ioc_value","ioc_type","threat_type","fk_malware","malware_alias","malware_printable","last_seen_utc","confidence_level","reference","tags","anonymous","reporter"
"2026-11-22 04:51:02", "1", "softandtec.com", "domain", "botnet_cc", "win.remus", "None", "Remus", "", "100", "None", "a,b", "0", "ann"
"2026-11-22 04:51:02", "2", "genuskox.biz", "domain", "botnet_cc", "win.remus", "None", "Remus", "", "75", "None", "None", "0", "ann"
# Number of entries: 2`,
	"/tf/export/json/recent/": `{"3": [{"ioc_value": "80.211.47.159:7582", "ioc_type": "ip:port", "threat_type": "botnet_cc", "malware": "win.remus", "malware_printable": "Remus", "confidence_level": 100, "first_seen_utc": "2026-11-23 04:51:02", "last_seen_utc": null, "tags": null}]}`,
	"/removals": `"time_stamp","removal_id","platform","entry_type","entry_value","removed_by","removal_notes"
"2026-11-23 06:31:11","8457","ThreatFox","domain","genuskox.biz","admin","Fake IOC"
`,
}

// publish plays the publisher. What wants a key says which it got.
func publish(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	if strings.HasPrefix(r.URL.Path, "/api/") || r.URL.Path == "/removals" {
		if r.Header.Get("Auth-Key") != "open-sesame" {
			w.WriteHeader(http.StatusUnauthorized)
			io.WriteString(w, `{"query_status": "unknown_auth_key", "data": "no"}`)
			return
		}
	}
	if r.URL.Path == "/api/" {
		answer(w, string(body))
		return
	}
	text, ok := published[r.URL.Path]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("ETag", `"1"`)
	if r.Header.Get("If-None-Match") == `"1"` {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	io.WriteString(w, text)
}

// answer plays the API of ThreatFox.
func answer(w io.Writer, question string) {
	switch {
	case strings.Contains(question, "malware_list"):
		io.WriteString(w, `{"query_status": "ok", "data": {"win.remus": {"malware_printable": "Remus", "malware_alias": "A,B"}, "win.vidar": {"malware_printable": "Vidar", "malware_alias": null}}}`)
	case strings.Contains(question, "softandtec.com"):
		io.WriteString(w, `{"query_status": "ok", "data": [{"id": "1", "ioc": "softandtec.com", "ioc_type": "domain", "threat_type": "botnet_cc", "malware": "win.remus", "confidence_level": 100, "first_seen": "2026-11-22 04:51:02 UTC", "last_seen": null, "tags": null}]}`)
	default:
		io.WriteString(w, `{"query_status": "no_result", "data": "Your search did not yield any results"}`)
	}
}
