package bind

import (
	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/kql"
)

// A product binds a function of Sentinel's or Defender's own that gives rows: from the rows
// that invoke passes, or from none. What it knows stands in the cloud; here a file of the
// user's may stand in for it (see standIn).
type product func(b *binder, c *kql.Call, n plan.Node, s *scope) plan.Node

// productNamed returns the product function of that name, or nil. It is a switch, not a
// map, because the functions bind arguments that may call products.
func productNamed(name string) product {
	switch name {
	case "_GetWatchlist":
		return (*binder).watchlist
	case "_GetWatchlistAlias":
		return rowsOf([]plan.Column{{Name: "WatchlistAlias", Type: value.String}})
	case "AssignedIPAddresses":
		return rowsOf(assignedAddress, "DeviceId", "DeviceName")
	case "DeviceFromIP":
		return rowsOf([]plan.Column{{Name: "DeviceId", Type: value.String}}, "IPAddress")
	case "FileProfile":
		return columnsOf(fileProfile, "SHA1", "SHA256", "MD5")
	case "SeenBy":
		return columnsOf([]plan.Column{{Name: "SeenBy", Type: value.Dynamic}}, "DeviceId")
	}
	return nil
}

// assignedAddress is the columns of AssignedIPAddresses.
var assignedAddress = []plan.Column{
	{Name: "Timestamp", Type: value.Datetime}, {Name: "IPAddress", Type: value.String}, {Name: "IPType", Type: value.String},
	{Name: "NetworkAdapterType", Type: value.String}, {Name: "ConnectedNetworks", Type: value.Dynamic},
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

// rowsOf is a product that gives rows of its own: those of the stand-in of which the first
// argument is one of the keys, or none.
func rowsOf(columns []plan.Column, keys ...string) product {
	return func(b *binder, c *kql.Call, _ plan.Node, s *scope) plan.Node {
		var of plan.Expr
		for i, a := range c.Args {
			if x := b.expr(a, &input{scope: s}); i == 0 && len(keys) > 0 {
				of = b.convert(x, value.String)
			}
		}
		n := b.standIn(c, c.Func, columns, keys...)
		if n == nil {
			return emptyRows(columns)
		}
		if of != nil {
			n = plan.Filtered(n, b.isOneOf(of, n, keys))
		}
		return columnsIn(n, columns).over(n)
	}
}

// isOneOf is whether a text is in one of the columns of those names, in any case.
func (b *binder) isOneOf(x plan.Expr, n plan.Node, names []string) plan.Expr {
	var one plan.Expr
	for _, key := range refsOf(n, names) {
		is := b.use("=~", value.Bool, key, x)
		if one == nil {
			one = is
		} else {
			one = b.use("or", value.Bool, one, is)
		}
	}
	return one
}

// columnsOf is a product that adds columns to rows: those of the stand-in's row of which the
// key, the first argument or the column that is the first key, is one of the keys. A column
// that the rows have keeps its value. Of what nothing is known the columns are null, and
// text is empty.
func columnsOf(columns []plan.Column, keys ...string) product {
	return func(b *binder, c *kql.Call, n plan.Node, s *scope) plan.Node {
		if n == nil {
			b.fail(c, "`%s` adds columns to rows: `T | invoke %s(...)`", c.Func, c.Func)
			return nil
		}
		key := b.productKey(c, b.rowOf(n, s), keys[0])
		known, l := n, same(n)
		if file := b.standIn(c, c.Func, columns, keys...); file != nil && key != nil {
			known = &plan.Plugin{
				Name: c.Func, From: []plan.Node{n, file}, Args: append([]plan.Expr{key}, refsOf(file, keys)...),
				Cols: append(n.Columns()[:len(n.Columns()):len(n.Columns())], file.Columns()...),
			}
		}
		for _, col := range columns {
			if place(l.columns, col.Name) < 0 {
				l.add(col.Name, columnsIn(known, []plan.Column{col}).exprs[0])
			}
		}
		return b.keepOrder(l.over(known), n)
	}
}

// productKey binds the arguments of a product that adds columns, and returns the first: a column,
// or its name as a string. Without arguments it is the column of the usual name; nil where
// there is none.
func (b *binder) productKey(c *kql.Call, in *input, usual string) plan.Expr {
	args := c.Args
	if len(args) == 0 && place(in.columns, usual) >= 0 {
		args = []kql.Expr{&kql.Ident{Span: c.Span, Name: usual}}
	}
	var key plan.Expr
	for i, a := range args {
		x := b.expr(a, in)
		if k, ok := x.(*plan.Const); ok {
			if name, ok := k.Value.(string); ok && place(in.columns, name) >= 0 {
				x = &plan.Ref{Index: place(in.columns, name), T: in.columns[place(in.columns, name)].Type}
			}
		}
		if i == 0 && !isBad(x) {
			key = b.use("tostring", value.String, x)
		}
	}
	return key
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
