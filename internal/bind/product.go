package bind

import (
	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/kql"
)

// A product binds a function of Sentinel's or Defender's own that gives rows: from the rows
// that invoke passes, or from none. What it knows stands in the cloud; here a file of the
// user's may stand in for it (see [Options.StandIn]).
type product func(b *binder, c *kql.Call, n plan.Node, s *scope) plan.Node

// productNamed returns the product function of that name, or nil. It is a switch, not a
// map, because the functions bind arguments that may call products.
func productNamed(name string) product {
	switch name {
	case "_GetWatchlist":
		return (*binder).watchlist
	case "_GetWatchlistAlias":
		return rowsOf(plan.Column{Name: "WatchlistAlias", Type: value.String})
	case "AssignedIPAddresses":
		return rowsOf(plan.Column{Name: "Timestamp", Type: value.Datetime}, plan.Column{Name: "IPAddress", Type: value.String},
			plan.Column{Name: "IPType", Type: value.String}, plan.Column{Name: "NetworkAdapterType", Type: value.String},
			plan.Column{Name: "ConnectedNetworks", Type: value.Dynamic})
	case "DeviceFromIP":
		return rowsOf(plan.Column{Name: "DeviceId", Type: value.String})
	case "FileProfile":
		return columnsOf(fileProfile)
	case "SeenBy":
		return columnsOf([]plan.Column{{Name: "SeenBy", Type: value.Dynamic}})
	}
	return nil
}

// fileProfile is the columns that FileProfile adds.
var fileProfile = []plan.Column{
	{Name: "SHA1", Type: value.String}, {Name: "SHA256", Type: value.String}, {Name: "MD5", Type: value.String},
	{Name: "FileSize", Type: value.Long}, {Name: "GlobalPrevalence", Type: value.Long},
	{Name: "GlobalFirstSeen", Type: value.Datetime}, {Name: "GlobalLastSeen", Type: value.Datetime},
	{Name: "Signer", Type: value.String}, {Name: "Issuer", Type: value.String}, {Name: "SignerHash", Type: value.String},
	{Name: "IsCertificateValid", Type: value.Bool}, {Name: "IsRootSignerMicrosoft", Type: value.Bool},
	{Name: "SignatureState", Type: value.String}, {Name: "IsExecutable", Type: value.Bool},
	{Name: "ThreatName", Type: value.String}, {Name: "Publisher", Type: value.String},
	{Name: "SoftwareName", Type: value.String}, {Name: "ProfileAvailability", Type: value.String},
}

// rowsOf is a product that gives rows of its own: those of the stand-in, or none.
func rowsOf(columns ...plan.Column) product {
	return func(b *binder, c *kql.Call, _ plan.Node, s *scope) plan.Node {
		for _, a := range c.Args {
			b.expr(a, &input{scope: s})
		}
		return b.standIn(c.Func, columns)
	}
}

// standIn is the rows of a user's file under a name, or no rows.
func (b *binder) standIn(name string, columns []plan.Column) plan.Node {
	if b.StandIn != nil {
		if _, ok := b.StandIn(name); ok {
			return &plan.External{Cols: columns, Addresses: []string{name}, Format: "csv", Header: true}
		}
	}
	return emptyRows(columns)
}

// columnsOf is a product that adds columns to the rows. Here nothing is known of them: a
// column that the rows have keeps its value, the others are null, and text is empty.
func columnsOf(columns []plan.Column) product {
	return func(b *binder, c *kql.Call, n plan.Node, s *scope) plan.Node {
		if n == nil {
			b.fail(c, "`%s` adds columns to rows: `T | invoke %s(...)`", c.Func, c.Func)
			return nil
		}
		in := b.inputOf(n, s)
		for _, a := range c.Args {
			b.expr(a, in)
		}
		l := same(n)
		for _, col := range columns {
			if place(l.columns, col.Name) < 0 {
				l.add(col.Name, null(col.Type))
			}
		}
		return b.keepOrder(l.over(n), n)
	}
}

// watchlist is the rows of a list that the workspace keeps, by its alias.
func (b *binder) watchlist(c *kql.Call, _ plan.Node, s *scope) plan.Node {
	if len(c.Args) == 0 {
		b.fail(c, "`_GetWatchlist` takes the alias of a watchlist")
		return nil
	}
	v, _, ok := b.constant(c.Args[0], &input{scope: s})
	alias, text := v.(string)
	if !ok || !text {
		b.fail(c, "the alias of a watchlist must be a constant string")
		return nil
	}
	if b.StandIn != nil {
		if columns, ok := b.StandIn(alias); ok {
			return &plan.External{Cols: columns, Addresses: []string{alias}, Format: "csv", Header: true}
		}
	}
	if b.Run != nil {
		b.fail(c, "the watchlist `%s` stands in the workspace; give its rows with --data '%s=FILE'", alias, alias)
		return nil
	}
	return emptyRows([]plan.Column{{Name: open}})
}
