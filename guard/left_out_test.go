package guard

import (
	"archive/tar"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"os"
	"path"
	"strings"
	"testing"

	"foxhound/indicator"
	"foxhound/internal/shared"
)

// leftOut are the warninglists that one would look for here first, and why they are not.
var leftOut = []struct{ name, why string }{
	{"vpn-ipv4", "half of what is listed lies in it, retracted or not: it tells nothing"},
	{"public-dns-v4", "the well-known are in `public-resolvers`; the rest are strangers' machines that answer DNS too"},
	{"github", "mostly Azure's ranges, for whoever runs a job there; GitHub's own are in `shared-hosts`"},
	{"ovh-cluster", "touches nothing"},
	{"smtp-sending-ips", "touches next to nothing"},
	{"dynamic-dns", "a name under these zones is its customer's alone, as bad as listed"},
	{"cloudflare-top100k", "so far down in a single ranking stand names that malware made popular"},
	{"university_domains", "touches next to nothing"},
	{"security-provider-blogpost", "names of platforms that `shared-hosts` has, and of blogs that nobody lists"},
	{"ti-falsepositives", "touches no more than `common-files` and `empty-files`, in 300 times the room"},
}

// TestMeasureLeftOut holds the documentation to what lists would touch that are not embedded.
func TestMeasureLeftOut(t *testing.T) {
	lists, totals := warninglists(t), [expired + 1]int{}
	all := history(t)
	for _, v := range all {
		totals[v.fate]++
	}
	feeds := samples(t)
	var b strings.Builder
	b.WriteString("| warninglist | entries | retracted | standing | ThreatFox domains | TweetFeed domains | TweetFeed hashes | why not |\n|---|--:|--:|--:|--:|--:|--:|---|\n")
	for _, l := range leftOut {
		e := lists[l.name]
		if e == nil {
			t.Fatalf("there is no warninglist %s", l.name)
		}
		var hits [expired + 1]int
		for _, v := range all {
			if _, ok := e.blocks.find(v.addr); ok {
				hits[v.fate]++
			}
		}
		fmt.Fprintf(&b, "| `%s` | %d | %d | %d | %d | %d | %d | %s |\n", l.name, len(e.names)+len(e.blocks.of4)+len(e.blocks.of6),
			hits[retracted], hits[standing], e.touched(feeds[0]), e.touched(feeds[3]), e.touched(feeds[4]), l.why)
	}
	holdSection(t, "left out", b.String())
}

// touched counts the names, or hashes, of a sample.
func (e *entries) touched(s sample) (n int) {
	for _, ind := range s.list {
		if ind.Kind.Hash() {
			if _, ok := e.names[ind.Value]; ok {
				n++
			}
		} else if loc, ok := ind.Location(); ok && ind.Kind == indicator.Domain {
			if _, ok := e.parent(loc.Host); ok {
				n++
			}
		}
	}
	return n
}

// warninglists reads those that were left out, as entries of no particular list.
func warninglists(t *testing.T) map[string]*entries {
	f, err := os.Open(shared.Path(t, "data", "threatfox", "misp-warninglists-2026-08-20.tar.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]*entries{}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		if h.Typeflag != tar.TypeReg {
			continue
		}
		var said struct{ List []string }
		if err := json.NewDecoder(r).Decode(&said); err != nil {
			t.Fatal(err)
		}
		all[strings.TrimSuffix(path.Base(h.Name), ".json")] = anonymous(said.List)
	}
}

func anonymous(texts []string) *entries {
	e, l := &entries{newBlocks(), map[string]*entry{}}, &list{}
	for _, text := range texts {
		text = strings.TrimPrefix(strings.ToLower(text), ".")
		if p, err := netip.ParsePrefix(text); err == nil {
			text = p.Masked().String()
		}
		e.add(text, &entry{l, text})
	}
	e.blocks.order4()
	e.blocks.order6()
	return e
}
