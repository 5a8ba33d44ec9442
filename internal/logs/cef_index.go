package logs

import (
	"strconv"
	"strings"
)

// A cefTarget is where a key's value goes: numbers of [cefColumns], of which 0 is none.
type cefTarget struct{ column, legacy uint8 }

// cefColumns are the columns that keys fill, and how each is read.
var cefColumns, cefTargets = indexCEF()

// The columns that hold times.
var (
	cefReceipt = cefTargets["rt"].column
	cefStart   = cefTargets["start"].column
	cefEnd     = cefTargets["end"].column
)

// lookupCEF finds a key's target. Case is no reason to lose a key: devices write
// `requestURL` and `sourceaddress`.
func lookupCEF(key []byte) (cefTarget, bool) {
	var lower [40]byte
	if len(key) == 0 || len(key) > len(lower) {
		return cefTarget{}, false
	}
	for i, c := range key {
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		lower[i] = c
	}
	target, ok := cefTargets[string(lower[:len(key)])]
	return target, ok
}

type cefColumn struct {
	name string
	kind cefKind
}

// indexCEF lays out the columns and finds them by key in lower case.
func indexCEF() ([]cefColumn, map[string]cefTarget) {
	columns, targets := []cefColumn{{}}, make(map[string]cefTarget)
	column := func(name string, kind cefKind) uint8 {
		if name == "" {
			return 0
		}
		columns = append(columns, cefColumn{name, kind})
		return uint8(len(columns) - 1)
	}
	add := func(k cefKey) {
		target := cefTarget{column(k.column, k.kind), column(k.legacy, cefInteger)}
		targets[strings.ToLower(k.short)] = target
		if k.long != "" {
			targets[strings.ToLower(k.long)] = target
		}
	}
	for _, k := range cefKeys {
		add(k)
	}
	for _, custom := range cefCustom {
		for i := range custom.count {
			add(custom.key.numbered(strconv.Itoa(i + 1)))
			add(custom.key.label(strconv.Itoa(i + 1)))
		}
	}
	return columns, targets
}

// numbered is the key with its number: cs1.
func (k cefKey) numbered(n string) cefKey {
	k.short, k.column = k.short+n, k.column+n
	if k.long != "" {
		k.long += n
	}
	if k.legacy != "" {
		k.legacy += n
	}
	return k
}

// label is the key that names what the numbered one holds: cs1Label. The newer columns of
// numbers share the label of the older.
func (k cefKey) label(n string) cefKey {
	column := k.column
	if k.legacy != "" {
		column = k.legacy
	}
	l := cefKey{short: k.short + n + "Label", column: column + n + "Label"}
	if k.long != "" {
		l.long = k.long + n + "Label"
	}
	return l
}
