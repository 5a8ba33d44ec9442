// Package roles says where a table can hold an observable and what each place means:
// which end of a connection it names, which port belongs to it, who the client was,
// what came of the event. It is the matching model's table knowledge as data, read by
// two interpreters: hunt, which judges rows, and rule, which writes the same as KQL.
//
// Start with [Of]. The package judges nothing and knows no indicators.
package roles

import "cmp"

// Holds says what sort of value a column carries.
type Holds uint8

const (
	Address   Holds = iota + 1 // one IP address, perhaps with a port
	Addresses                  // addresses and names in one string, separated by commas, semicolons or spaces
	Host                       // one host name or address
	URL                        // a URL or what is left of one: host, host:port, host/path
	URLs                       // a JSON array of URLs, in a string
	MD5                        // hexadecimal, any case
	SHA1
	SHA256
	Hash     // a hash of any algorithm, told by its length
	Email    // one address
	FreeText // text of any sort with values of any of these kinds among its words
)

// End says which end of the event the column names, seen from the defended site.
type End uint8

const (
	Remote  End = iota // the far end: a listed value there was reached from here
	Source             // the end that started the session: a listed value there reached us
	Unclear            // neither, or not known
)

// A Column is one place of a table that can hold an observable.
type Column struct {
	Name    string
	Member  string // the member of a dynamic column, or empty for the column itself
	Holds   Holds
	End     End
	Port    string // the column with the port that belongs to the value, or empty
	Related bool   // a listed value here is the related tier at best, as in a DNS answer
}

// Field is how a finding names the place: Name, or Name.Member.
func (c Column) Field() string {
	if c.Member == "" {
		return c.Name
	}
	return c.Name + "." + c.Member
}

// Op is a comparison of a [Test]. All fold case, as KQL's operators do.
type Op uint8

const (
	Equals Op = iota // any of Values, case ignored (KQL in~)
	Words            // any of Values as a whole term (KQL has_any)
	Prefix           // begins with Values[0] (KQL startswith)
	Suffix           // ends with Values[0] (KQL endswith)
)

// A Test looks at one column, or at a member of a dynamic one.
type Test struct {
	Column string
	Member string
	Op     Op
	Values []string
}

// A VerdictRule gives Verdict to an event that passes all its tests.
type VerdictRule struct {
	All     []Test
	Verdict string // allowed, blocked or failed
}

// A Table is what the model knows of one table.
type Table struct {
	Name     string
	Defender bool // exists in Defender's advanced hunting too
	Columns  []Column
	Inbound  []Test        // any of them true: the far end started it
	Verdicts []VerdictRule // the first that holds; otherwise unknown
	Acted    []Test        // any of them true: the user clicked through, the program ran
	Plain    bool          // nothing is known of it but that it is text: see [Plain]
	NoEnds   bool          // files and mail have no ends: direction is always unknown

	DNS             bool // every name looked up is here
	Recipients      bool // says who got which mail, by NetworkMessageId
	RecipientsApart bool // names a mail by NetworkMessageId, and not who got it

	// The entity: the first column that is not empty. The client, never a collector or
	// a DNS server; the Inbound columns where the listed one is the source.
	Host, User               []string
	InboundHost, InboundUser []string

	Show []string // what an analyst reads beside the match, in order
}

// Of returns the table's roles, or nil for a table that holds nothing this model looks at.
func Of(table string) *Table { return byName[table] }

// TextTable is what rows of no table are called: lines of a file that no format is known of,
// records that could not be read, and records of no known table.
const TextTable = "Text"

// Plain is a table that the model knows no columns of: all of its text is free text, and its
// entity is the machine that a column is named after, if any.
func Plain(name string) *Table {
	return &Table{Name: cmp.Or(name, TextTable), Plain: true, NoEnds: true, Host: machines}
}

// machines are columns that name the machine an event is of, as far as names can tell.
var machines = []string{"Computer", "DeviceName", "HostName", "Hostname", "hostname", "ComputerName", "computer_name", "DvcHostname", "MachineName"}

// Tables lists all tables with roles, in the order rules print them.
func Tables() []*Table { return tables }

var byName = func() map[string]*Table {
	m := make(map[string]*Table, len(tables))
	for _, t := range tables {
		m[t.Name] = t
	}
	return m
}()
