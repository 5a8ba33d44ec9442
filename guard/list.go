package guard

import (
	"embed"
	"net/netip"
	"strings"
	"sync"
)

//go:embed lists
var files embed.FS

// The lists, each read when it is first asked.
var (
	nonGlobal     = lazy("non-global-addresses")
	resolvers     = lazy("public-resolvers")
	sharedHosts   = lazy("shared-hosts")
	emptyFiles    = lazy("empty-files")
	internalNames = lazy("internal-names")
)

func lazy(name string) func() *list { return sync.OnceValue(func() *list { return load(name) }) }

// A list says what its entries are: each has a label for the reason given to a person.
type list struct {
	names  map[string]string // host names and hashes
	addrs  map[netip.Addr]string
	blocks []block
	near   [256][]block // of the blocks, those of IPv4 addresses with that first byte
}

type block struct {
	netip.Prefix
	label string
}

// load reads an embedded list: an entry and its label on a line, # before a comment.
func load(name string) *list {
	text, err := files.ReadFile("lists/" + name + ".txt")
	if err != nil {
		panic(err)
	}
	l := &list{names: make(map[string]string), addrs: make(map[netip.Addr]string)}
	for line := range strings.Lines(string(text)) {
		if entry, label, ok := strings.Cut(strings.TrimSpace(line), " "); ok && entry != "#" {
			l.add(entry, strings.TrimSpace(label))
		}
	}
	return l
}

func (l *list) add(entry, label string) {
	if p, err := netip.ParsePrefix(entry); err == nil {
		l.addBlock(block{p, label})
	} else if a, err := netip.ParseAddr(entry); err == nil {
		l.addrs[a] = label
	} else {
		l.names[entry] = label
	}
}

func (l *list) addBlock(b block) {
	l.blocks = append(l.blocks, b)
	if !b.Addr().Is4() {
		return
	}
	first := int(b.Masked().Addr().As4()[0])
	for i := range 1 << max(0, 8-b.Bits()) {
		l.near[first+i] = append(l.near[first+i], b)
	}
}

// block finds the first block that holds an address.
func (l *list) block(addr netip.Addr) (label string, ok bool) {
	blocks := l.blocks
	if addr.Is4() {
		blocks = l.near[addr.As4()[0]] // Fast path
	}
	for _, b := range blocks {
		if b.Contains(addr) {
			return b.label, true
		}
	}
	return "", false
}

// parent finds the name itself, or the nearest name above it.
func (l *list) parent(host string) (label string, ok bool) {
	for name := host; ; {
		if label, ok = l.names[name]; ok {
			return label, true
		}
		if _, name, ok = strings.Cut(name, "."); !ok {
			return "", false
		}
	}
}
