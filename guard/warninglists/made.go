package warninglists

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A List is one of the guards' lists, and what it is made of.
type List struct {
	Name   string
	About  string // the comment above it
	Parts  []Part
	Hashes bool // of hashes alone: no host name or address gets onto it
}

// A Part is what one heading of a list stands for.
type Part struct {
	Label string
	From  []string // names of warninglists
	Votes int      // in how many of them an entry must be; in any where 0
	Not   string   // a warninglist whose entries are left out
}

// Made are the lists that come from warninglists.
func Made() []List {
	return []List{
		{Name: "common-files", Hashes: true, About: "Hashes that reports list by mistake: of files that come with systems, and of a test file.", Parts: []Part{
			{"a common file that reports list by mistake", []string{"common-ioc-false-positive"}, 0, ""},
			{"the EICAR test file", []string{"eicar.com"}, 0, ""},
		}},
		{Name: "shared-services", About: "More hosts that anybody may put things on, with everything below them.", Parts: []Part{
			{"URL shortener", []string{"url-shortener"}, 0, ""},
			{"page of links", []string{"link-in-bio"}, 0, ""},
			{"IPFS gateway", []string{"public-ipfs-gateways"}, 0, ""},
			{"often abused to host malware", []string{"lots-project"}, 0, ""},
		}},
		{Name: "vendor-services", About: "What operating systems, browsers and malware alike ask, with everything below it.", Parts: []Part{
			{"a certificate authority", []string{"crl-hostname"}, 0, ""},
			{"a site that tells one's address", []string{"whats-my-ip", "findip-host"}, 0, ""},
			{"a check for captive portals", []string{"captive-portals"}, 0, ""},
			{"Microsoft", []string{"microsoft", "microsoft-office365", "microsoft-win10-connection-endpoints"}, 0, ""},
			{"Google", []string{"google"}, 0, ""},
		}},
		{Name: "top-sites", About: "Sites that at least three of four rankings have among their first, with everything below them.", Parts: []Part{
			{"a site that everybody uses", []string{"tranco10k", "cloudflare-top10k", "majestic_million", "cisco_top20k"}, 3, "rfc6761"},
		}},
		{Name: "cdn-edges", About: "Edges of content delivery networks: one address answers for many unlike sites.", Parts: []Part{
			{"Cloudflare", []string{"cloudflare"}, 0, ""},
			{"Fastly", []string{"fastly"}, 0, ""},
			{"StackPath", []string{"stackpath"}, 0, ""},
			{"bunny.net", []string{"bunny-net"}, 0, ""},
		}},
		{Name: "vendor-ranges", About: "Ranges that vendors keep for themselves.", Parts: []Part{
			{"Microsoft 365", []string{"microsoft-office365-ip", "microsoft-office365-cn"}, 0, ""},
			{"Apple", []string{"apple"}, 0, ""},
			{"Google", []string{"googlebot", "google-gmail-sending-ips"}, 0, ""},
			{"Wikimedia", []string{"wikimedia"}, 0, ""},
			{"Zscaler", []string{"zscaler"}, 0, ""},
			{"Cisco Umbrella's block pages", []string{"umbrella-blockpage-v4", "umbrella-blockpage-v6"}, 0, ""},
			{"certificate authorities", []string{"crl-ip"}, 0, ""},
		}},
		{Name: "parking", About: "Addresses that answer for domains that are for sale.", Parts: []Part{
			{"a parking service", []string{"parking-domain"}, 0, ""},
		}},
		{Name: "sinkholes", About: "Addresses that researchers and authorities point seized domains to.", Parts: []Part{
			{"a sinkhole", []string{"sinkholes"}, 0, ""},
		}},
		{Name: "scanners", About: "Addresses that scan the whole internet by trade.", Parts: scanners()},
		{Name: "cloud-ranges", About: "Ranges that clouds give their customers.", Parts: []Part{
			{"Amazon AWS", []string{"amazon-aws"}, 0, ""},
			{"Microsoft Azure", []string{"microsoft-azure", "microsoft-azure-china", "microsoft-azure-germany", "microsoft-azure-us-gov"}, 0, ""},
			{"Google Cloud", []string{"google-gcp"}, 0, ""},
			{"Oracle Cloud", []string{"oracle-oci"}, 0, ""},
			{"Akamai and Linode", []string{"akamai"}, 0, ""},
		}},
	}
}

func scanners() []Part {
	return []Part{
		{"Alpha Strike Labs", []string{"alphastrike-scanning", "alphastrike-research-nt-scanning"}, 0, ""},
		{"BufferOver", []string{"bufferover-nt-scanning"}, 0, ""},
		{"Censys", []string{"censys-scanning"}, 0, ""},
		{"CIRCL", []string{"circl-security-scanning", "circl-ssh-scanning"}, 0, ""},
		{"Coalition", []string{"coalition-signals-intelligence-nt-scanning"}, 0, ""},
		{"Cortex Xpanse", []string{"palo-alto-networks-cortex-xpanse"}, 0, ""},
		{"Internet Census", []string{"internet-census-nt-scanning"}, 0, ""},
		{"Internet Cleanup Foundation", []string{"internetcleanup-scanner"}, 0, ""},
		{"IPinfo", []string{"ipinfo-nt-scanning"}, 0, ""},
		{"IPIP", []string{"ipip-nt-scanning"}, 0, ""},
		{"Modat", []string{"modat-scanner", "modat-nt-scanning"}, 0, ""},
		{"Netsecscan", []string{"netsecscan-scanning", "netsecscan-nt-scanning"}, 0, ""},
		{"Onyphe", []string{"onyphe-scanner", "onyphe-nt-scanning"}, 0, ""},
		{"Rapid7", []string{"rapid7-nt-scanning"}, 0, ""},
		{"research", []string{"research-scanner-nt-scanning", "cyberresilience-nt-scanning", "umich-cse-connection-attempts"}, 0, ""},
		{"ShadowForce", []string{"shadowforce-scanning", "shadowforce-nt-scanning"}, 0, ""},
		{"Shadowserver", []string{"shadowserver", "shadowserver-nt-scanning"}, 0, ""},
		{"Shodan", []string{"shodan-scanning", "shodan-nt-scanning"}, 0, ""},
		{"Stretchoid", []string{"stretchoid-nt-scanning"}, 0, ""},
	}
}

// Text is the list as a file: a comment that says where it comes from, and under each heading
// the entries in order, none twice.
func (l List) Text(sources map[string]*Source) ([]byte, error) {
	var head, body bytes.Buffer
	fmt.Fprintf(&head, "# %s\n# From the MISP warninglists (CC0 1.0), by guard/warninglists; edit that, not this file.\n#\n", l.About)
	seen := map[string]bool{}
	for _, p := range l.Parts {
		votes, err := p.votes(sources, &head)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", l.Name, err)
		}
		if l.Hashes {
			maps.DeleteFunc(votes, func(e string, _ int) bool { return !hash.MatchString(e) })
		}
		fmt.Fprintf(&body, "\n[%s]\n%s\n", p.Label, strings.Join(keep(votes, p.Votes, seen), "\n"))
	}
	return append(head.Bytes(), body.Bytes()...), nil
}

// votes says in how many of the part's warninglists each entry is, and writes which those are.
func (p Part) votes(sources map[string]*Source, head *bytes.Buffer) (map[string]int, error) {
	votes := map[string]int{}
	for _, name := range p.From {
		s, err := find(sources, name)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(head, "# %s, version %d: %d entries\n", name, s.Version, len(s.List))
		for _, e := range distinct(s.List) {
			votes[e]++
		}
	}
	if p.Not == "" {
		return votes, nil
	}
	not, err := find(sources, p.Not)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(head, "# without %s, version %d: %d entries\n", p.Not, not.Version, len(not.List))
	for _, e := range distinct(not.List) {
		delete(votes, e)
	}
	return votes, nil
}

func find(sources map[string]*Source, name string) (*Source, error) {
	if s := sources[name]; s != nil {
		return s, nil
	}
	return nil, fmt.Errorf("there is no warninglist `%s`; was it renamed?", name)
}

// keep returns the entries with enough votes that no earlier part has, in order.
func keep(votes map[string]int, need int, seen map[string]bool) []string {
	var kept []string
	for e, n := range votes {
		if n >= need && !seen[e] {
			kept = append(kept, e)
			seen[e] = true
		}
	}
	return compact(kept)
}

// distinct brings a warninglist's entries into canonical form, each once; what is no address,
// host name or hash is left out.
func distinct(list []string) []string {
	var entries []string
	for _, text := range list {
		if e, ok := canonical(text); ok {
			entries = append(entries, e)
		}
	}
	slices.Sort(entries)
	return slices.Compact(entries)
}
