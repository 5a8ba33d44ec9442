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

// Name yields the ids listed under host and under each of its parents, at label
// boundaries, the longest name first. A single label has no listed parent.
func (x *Index) Name(host string) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for len(x.names.head) > 0 {
			for id := range x.names.of(host) {
				if !yield(id) {
					return
				}
			}
			dot := strings.IndexByte(host, '.')
			if dot < 0 {
				return
			}
			host = host[dot+1:]
		}
	}
}

// Addr yields the ids listed under the address.
func (x *Index) Addr(addr netip.Addr) iter.Seq[int32] { return x.addrs.of(addr) }

// Hash yields the ids listed under the hash.
func (x *Index) Hash(hex string) iter.Seq[int32] { return x.hashes.of(hex) }

// Mail yields the ids listed under the mail address.
func (x *Index) Mail(address string) iter.Seq[int32] { return x.mail.of(address) }

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

// of yields the ids of one key, the newest first.
func (p *postings[K]) of(key K) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for at := p.head[key]; at > 0; at = p.chain[at-1].next {
			if !yield(p.chain[at-1].id) {
				return
			}
		}
	}
}
