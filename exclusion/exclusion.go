// Package exclusion holds false-positive scenarios as KQL predicates: tested, explained,
// and inactive until the facts they need are given. Start with [Builtins]; [Read] reads a
// site's own from a file.
//
// The predicate is a kql tree: rules print it, and [Exclusion.Holds] evaluates the same
// tree over a row, so that page, hunt and rule cannot differ. Nothing is deleted here:
// what becomes of a covered row is the caller's decision.
package exclusion

import (
	"slices"
	"time"

	"foxhound/kql"
)

// Facts are what only the site knows. Values are matched exactly, case folded. Blank ones
// count for nothing, nor do script folders that are not absolute or are a whole drive,
// because everybody may write to some place there.
type Facts struct {
	LogServers  []string // addresses or host names that log shippers send to
	BackupHosts []string // host names of backup servers and proxies; without a domain, in any domain
	Admins      []string // accounts that run administration tasks: NAME, DOMAIN\NAME or UPN
	ScriptPaths []string // folders, writable by administrators only, of monitoring scripts

	Site []Exclusion // the site's own, and those of the library that it uses: see [Facts.With]
}

// An Exclusion is one scenario.
type Exclusion struct {
	Name        string    // windows-defender-scan: what ExcludedBy says
	Title       string    // Antivirus Scan Using Windows Defender
	Description string    // whom it concerns and why it looks like the threat, %s standing for the family's name
	Filter      string    // the predicate in words
	Reason      string    // why it is safe: what an attacker without administrator rights cannot choose
	Owner       string    // who answers for it: "foxhound" for built-ins
	Expiry      time.Time // when it must be looked at again; zero for built-ins
	Needs       string    // what would activate it, such as the flag --backup-host; empty where nothing is needed
	Active      bool
	Expired     bool      // it applied until Expiry
	Created     time.Time // zero for built-ins
	Tables      []string  // that it can apply to; none where the columns alone decide
	Predicate   kql.Expr  // over the columns of Device* tables and their like; with placeholders where not active
}

// Columns lists the columns the predicate reads, sorted.
func (x *Exclusion) Columns() []string {
	var columns []string
	kql.Walk(x.Predicate, func(n kql.Node) bool {
		if id, ok := n.(*kql.Ident); ok {
			columns = append(columns, id.Name)
		}
		return true
	})
	slices.Sort(columns)
	return slices.Compact(columns)
}

// Missing lists those of [Exclusion.Columns] that a table lacks: with any missing, the
// exclusion cannot apply there.
func (x *Exclusion) Missing(has func(column string) bool) []string {
	return slices.DeleteFunc(x.Columns(), has)
}

// Holds reports whether an active exclusion covers a row; get returns a column's text, empty where absent.
//
// A predicate outside the part of KQL that is evaluated here covers no row: a row too
// many is looked at, and none is hidden.
func (x *Exclusion) Holds(get func(column string) string) bool {
	if !x.Active {
		return false
	}
	holds, err := row(get).truth(x.Predicate)
	return holds && err == nil
}
