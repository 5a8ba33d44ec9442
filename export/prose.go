package export

import (
	"fmt"
	"strings"
)

// A group is the items that share a key.
type group[K comparable, T any] struct {
	key   K
	items []T
}

// groups sorts items by the key that of gives, keys in order of first occurrence.
func groups[K comparable, T any](items []T, of func(T) K) []group[K, T] {
	at := make(map[K]int)
	var list []group[K, T]
	for _, item := range items {
		k := of(item)
		n, ok := at[k]
		if !ok {
			n = len(list)
			at[k] = n
			list = append(list, group[K, T]{key: k})
		}
		list[n].items = append(list[n].items, item)
	}
	return list
}

// distinct returns what of gives for each item, each once, in order of first occurrence.
func distinct[K comparable, T any](items []T, of func(T) K) []K {
	var keys []K
	for _, g := range groups(items, of) {
		keys = append(keys, g.key)
	}
	return keys
}

// enumerate writes a list as prose: a, b and c.
func enumerate(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	last := len(list) - 1
	return strings.Join(list[:last], ", ") + " and " + list[last]
}

// plural writes a number of things, the plural spelled out where it takes more than an s.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// capital starts a phrase with a capital letter. A value that it starts with, such as a host
// name or an address, stays as it is.
func capital(s string) string {
	word, _, _ := strings.Cut(s, " ")
	if word == "" || strings.Trim(word, "abcdefghijklmnopqrstuvwxyz-") != "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// sentence makes one of a clause.
func sentence(clause string) string { return capital(clause) + "." }
