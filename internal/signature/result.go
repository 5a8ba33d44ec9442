package signature

import "foxhound/internal/value"

// result is the type that the overload gives for arguments of the types.
func (o *Overload) result(params []*Param, args []value.Type) value.Type {
	if t, ok := value.TypeNamed(o.Result); ok {
		return t
	}
	switch o.Result {
	case "Parameter0", "Parameter1":
		return argument(args, int(o.Result[len(o.Result)-1]-'0'))
	case "Parameter0Promoted":
		return promote(argument(args, 0))
	case "Widest":
		return promote(widest(args))
	case "Common":
		return commonType(params, args, false)
	case "CommonNonDynamic":
		return commonType(params, args, true)
	}
	return value.Dynamic // Custom, arrays: what gives another type is for the binder to know
}

func argument(args []value.Type, i int) value.Type {
	if i < len(args) {
		return args[i]
	}
	return value.None
}

// promote makes a long of an int.
func promote(t value.Type) value.Type {
	if t == value.Int {
		return value.Long
	}
	return t
}

// widest returns the widest of the numbers.
func widest(args []value.Type) value.Type {
	t := value.None
	for _, a := range args {
		if a.IsNumber() && (t == value.None || Wider(a, t)) {
			t = a
		}
	}
	return t
}

// commonType returns the one type that the arguments of the Common kinds become; None
// where there is none. Dynamics may be left out of account, unless there is nothing else.
func commonType(params []*Param, args []value.Type, withoutDynamic bool) value.Type {
	common := value.None
	for i, p := range params {
		if p == nil || !p.Kind.common() || !p.Kind.Takes(args[i]) || withoutDynamic && args[i] == value.Dynamic {
			continue
		}
		t, ok := Common(common, args[i])
		if !ok && p.Kind == CommonScalarOrDynamic {
			t, ok = value.Dynamic, true
		}
		if !ok {
			return value.None
		}
		common = t
	}
	if common == value.None && withoutDynamic {
		return commonType(params, args, false)
	}
	return common
}

// Common returns the type that values of both types can become: the wider of the two, or
// dynamic where one is. None goes with every type.
func Common(a, b value.Type) (value.Type, bool) {
	switch {
	case a == b || b == value.None || Wider(a, b) && b != value.Dynamic:
		return a, true
	case a == value.None || Wider(b, a) && a != value.Dynamic:
		return b, true
	case a == value.Dynamic || b == value.Dynamic:
		return value.Dynamic, true
	}
	return value.None, false
}
