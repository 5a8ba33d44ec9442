package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// writeFile writes a file of the test's own folder and returns its path.
func writeFile(t *testing.T, dir, name string, data []byte) string {
	t.Helper()
	file := filepath.Join(dir, name)
	if err := os.WriteFile(file, data, 0o666); err != nil {
		t.Fatal(err)
	}
	return file
}

// truncated is a gzip file that ends in its middle.
func truncated(t *testing.T, text []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	for range 2000 { // enough that the first rows come out before the end is missed
		if _, err := w.Write(text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()[:b.Len()*3/4]
}

func TestExitStatus(t *testing.T) {
	const page, logs = "../../examples/remus/page.md", "../../examples/remus/logs"
	dns, err := os.ReadFile(filepath.Join(logs, "dns.ndjson"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	gz := writeFile(t, dir, "dns.ndjson.gz", truncated(t, dns))
	binary := writeFile(t, dir, "core", bytes.Repeat([]byte{0x7f, 'E', 'L', 'F', 0, 0xff, '\n'}, 1000))
	invalid := writeFile(t, dir, "invalid.ndjson", []byte("{\"TimeGenerated\":\"2026-05-23T09:10:00Z\",\"Computer\":\"\xff\",\"ClientIP\":\"10.0.0.1\",\"Name\":\"softandtec.com\",\"Type\":\"DnsEvents\"}\n"))
	html := writeFile(t, dir, "error.html", []byte("<!DOCTYPE html><html><body>503</body></html>\n"))
	benign := writeFile(t, dir, "benign.ndjson", []byte(`{"TimeGenerated":"2026-05-23T09:10:00Z","ClientIP":"10.0.0.1","Name":"www.example.org","Type":"DnsEvents"}`+"\n"))

	for _, tt := range []struct {
		name   string
		args   []string
		want   int
		stdout string
		stderr string
	}{
		{"findings", []string{"hunt", "-i", page, logs}, exitDone, "findings", ""},
		{"malformed rows are no failure", []string{"hunt", "-i", page, logs + "/dns.ndjson"}, exitDone, "1 malformed", ""},
		{"findings are the answer no", []string{"hunt", "-i", page, "--fail-on-finding", logs}, exitNo, "findings", ""},
		{"no finding", []string{"hunt", "-i", page, "--fail-on-finding", benign}, exitDone, "No findings: 6 indicators looked for in 1 row", ""},
		{"usage", []string{"hunt", "-i", page}, exitError, "", "no logs given"},
		{"truncated gzip", []string{"hunt", "-i", page, gz}, exitError, "softandtec[.]com", gz},
		{"2 wins over 1", []string{"hunt", "-i", page, "--fail-on-finding", gz}, exitError, "softandtec[.]com", gz},
		{"a feed that is none wins over 1", []string{"hunt", "-i", html, "-i", page, "--fail-on-finding", logs}, exitError, "softandtec[.]com", html},
		{"a feed that is missing", []string{"hunt", "-i", "missing.csv", "-i", page, logs}, exitError, "softandtec[.]com", "missing.csv: no such file or directory"},
		{"logs that are missing", []string{"hunt", "-i", page, "missing.log"}, exitError, "", "missing.log: no such file"},
		{"only feeds that are none", []string{"hunt", "-i", html, logs}, exitError, "", html},
		{"binary log", []string{"hunt", "-i", page, binary}, exitDone, binary, ""},
		{"invalid UTF-8", []string{"hunt", "-i", page, "-o", "ndjson", invalid}, exitDone, `"softandtec.com"`, ""},
		{"rule", []string{"rule", "Remus", "-i", page}, exitDone, "Remus", ""},
		{"rule of a feed that is none", []string{"rule", "Remus", "-i", html}, exitError, "", html},
		{"rule of what could be read", []string{"rule", "Remus", "-i", html, "-i", page}, exitError, "Remus", html},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e, out, errs := testEnv("")
			if got := Main(context.Background(), tt.args, e); got != tt.want {
				t.Errorf("exit status %d, want %d; %s", got, tt.want, errs)
			}
			if !strings.Contains(out.String(), tt.stdout) || tt.stdout == "" && out.Len() > 0 {
				t.Errorf("stdout is %q, want %q in it", out, tt.stdout)
			}
			if !strings.Contains(errs.String(), tt.stderr) || tt.stderr == "" && errs.Len() > 0 {
				t.Errorf("stderr is %q, want %q in it", errs, tt.stderr)
			}
		})
	}
}

func TestUnreadableDirectory(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may read every directory")
	}
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "secret"), 0); err != nil {
		t.Fatal(err)
	}
	writeFile(t, dir, "dns.ndjson", []byte(`{"TimeGenerated":"2026-05-23T09:10:00Z","ClientIP":"10.0.0.1","Name":"softandtec.com","Type":"DnsEvents"}`+"\n"))
	e, out, errs := testEnv("")
	if got := Main(context.Background(), []string{"hunt", "-i", "../../examples/remus/page.md", dir}, e); got != exitError {
		t.Errorf("exit status %d, want %d", got, exitError)
	}
	if !strings.Contains(errs.String(), "secret") || !strings.Contains(out.String(), "softandtec[.]com") {
		t.Errorf("stderr %q, stdout %q", errs, out)
	}
}

// TestInterruption says what a command that wrote no summary says of its interruption.
func TestInterruption(t *testing.T) {
	for _, tt := range []struct {
		err  error
		want string
	}{
		{context.Canceled, "interrupted"},
		{fmt.Errorf("rule of Remus: %w", context.Canceled), "interrupted at: rule of Remus"},
		{errors.New("interrupted after 3.2 kB"), "interrupted after 3.2 kB"},
	} {
		if got := interruption(tt.err).Error(); got != tt.want {
			t.Errorf("interruption(%v) = %q, want %q", tt.err, got, tt.want)
		}
	}
}
