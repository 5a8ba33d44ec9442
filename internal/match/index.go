// Package match finds, for a value seen in a log, the listed entries that might be meant.
// It proposes by key alone (a name and its parents, an address, a hash, a mailbox); what a
// proposal is worth is for its caller to confirm. Start with [New].
package match

import (
	"iter"
	"net/netip"
	"strings"
)

// An Index maps keys to the ids of entries. Ids are given by the caller; a key may have
// many. Building is for one goroutine; a built index may be read by any number of them.
// Keys are kept as given, not copied: they should be substrings of values that live anyway.
type Index struct {
	names  postings[string]
	addrs  postings[netip.Addr]
	hashes postings[string]
	mail   postings[string]
}

// New returns an empty index.
func New() *Index {
	return &Index{
		names:  postings[string]{head: map[string]int32{}},
		addrs:  postings[netip.Addr]{head: map[netip.Addr]int32{}},
		hashes: postings[string]{head: map[string]int32{}},
		mail:   postings[string]{head: map[string]int32{}},
	}
}

// AddName lists a canonical host name.
func (x *Index) AddName(host string, id int32) { x.names.add(host, id) }

// AddAddr lists an address.
func (x *Index) AddAddr(addr netip.Addr, id int32) { x.addrs.add(addr, id) }

// AddHash lists a hash in lower-case hexadecimal.
func (x *Index) AddHash(hex string, id int32) { x.hashes.add(hex, id) }

// AddMail lists a canonical mail address.
func (x *Index) AddMail(address string, id int32) { x.mail.add(address, id) }

// Name returns the ids listed under exactly this name. Who wants its parents too asks for
// each of [Parents].
func (x *Index) Name(host string) IDs { return x.names.of(host) }

// Addr returns the ids listed under the address.
func (x *Index) Addr(addr netip.Addr) IDs { return x.addrs.of(addr) }

// Hash returns the ids listed under the hash.
func (x *Index) Hash(hex string) IDs { return x.hashes.of(hex) }

// Mail returns the ids listed under the mail address.
func (x *Index) Mail(address string) IDs { return x.mail.of(address) }

// Parents yields a host name and each of its parents, at label boundaries, the longest
// first: x.softandtec.com, softandtec.com, com.
func Parents(host string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for yield(host) {
			dot := strings.IndexByte(host, '.')
			if dot < 0 {
				return
			}
			host = host[dot+1:]
		}
	}
}

// IDs are the ids of one key. The zero value is empty. It is a value, not an iterator
// function, because a look-up that finds nothing must not allocate.
type IDs struct {
	chain []posting
	at    int32
}

// Next returns the next id, the newest first, and false after the last.
func (l *IDs) Next() (id int32, ok bool) {
	if l.at == 0 {
		return 0, false
	}
	p := l.chain[l.at-1]
	l.at = p.next
	return p.id, true
}

// HasNames, HasAddrs, HasHashes and HasMail report whether any such key is listed, so that
// a caller can leave out the work of preparing one.
func (x *Index) HasNames() bool  { return len(x.names.head) > 0 }
func (x *Index) HasAddrs() bool  { return len(x.addrs.head) > 0 }
func (x *Index) HasHashes() bool { return len(x.hashes.head) > 0 }
func (x *Index) HasMail() bool   { return len(x.mail.head) > 0 }

// postings hold each key's ids as a chain through one slice: a million keys with one id
// each cost a map entry and eight bytes, not a slice each.
type postings[K comparable] struct {
	head  map[K]int32 // place in chain of the key's newest id, plus one
	chain []posting
}

type posting struct{ id, next int32 } // next is a place in chain plus one; 0 ends it

func (p *postings[K]) add(key K, id int32) {
	p.chain = append(p.chain, posting{id, p.head[key]})
	p.head[key] = int32(len(p.chain))
}

func (p *postings[K]) of(key K) IDs { return IDs{p.chain, p.head[key]} }
