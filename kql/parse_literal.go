package kql

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
	"time"

	"foxhound/internal/lazyregexp"
)

// number reads an integer or a real.
func number(text string) (Expr, error) {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return &Long{Value: n}, nil
	}
	if lower := strings.ToLower(text); strings.HasPrefix(lower, "0x") {
		n, err := strconv.ParseUint(lower[2:], 16, 64)
		if err != nil {
			return nil, fmt.Errorf("`%s` has more than 64 bits", text)
		}
		return &Long{Value: int64(n)}, nil
	}
	if !strings.ContainsAny(text, ".eE") {
		return nil, fmt.Errorf("`%s` is out of the range of a long", text)
	}
	return readReal(text)
}

func readReal(text string) (Expr, error) {
	x, err := strconv.ParseFloat(text, 64)
	switch {
	case strings.ContainsAny(text, "xX_") || err != nil && !errors.Is(err, strconv.ErrRange):
		return nil, notA("real", text)
	case math.IsInf(x, 0) && err != nil:
		return nil, fmt.Errorf("`%s` is out of the range of a real", text)
	}
	return &Real{Value: x}, nil
}

func notA(typ, text string) error { return fmt.Errorf("`%s` is no %s", clip(text), typ) }

// typedLiteral reads what stands in the brackets of a typed literal.
func typedLiteral(typ, text string) (Expr, error) {
	if text == "null" || text == "" {
		return &Null{Type: typ}, nil
	}
	if s, err := Unquote(text); err == nil {
		text = strings.TrimSpace(s)
	}
	switch typ {
	case "bool":
		return readBool(text)
	case "int":
		return readInt(text)
	case "long":
		return readLong(text)
	case "real":
		return readReal(text)
	case "decimal":
		return readDecimal(text)
	case "datetime":
		return readDatetime(text)
	case "timespan":
		return readTimespan(text)
	}
	return readGuid(text)
}

func readBool(text string) (Expr, error) {
	if n, err := strconv.Atoi(text); err == nil {
		return &Bool{Value: n != 0}, nil
	}
	switch strings.ToLower(text) {
	case "true":
		return &Bool{Value: true}, nil
	case "false":
		return &Bool{}, nil
	}
	return nil, notA("bool", text)
}

func readInt(text string) (Expr, error) {
	if hexDigits, ok := strings.CutPrefix(strings.ToLower(text), "0x"); ok {
		n, err := strconv.ParseUint(hexDigits, 16, 32)
		return orNot[Expr](&Int32{Value: int32(n)}, err, "int", text)
	}
	n, err := strconv.ParseInt(text, 10, 32)
	return orNot[Expr](&Int32{Value: int32(n)}, err, "int", text)
}

func readLong(text string) (Expr, error) {
	if hexDigits, ok := strings.CutPrefix(strings.ToLower(text), "0x"); ok {
		n, err := strconv.ParseUint(hexDigits, 16, 64)
		return orNot[Expr](&Long{Value: int64(n)}, err, "long", text)
	}
	n, err := strconv.ParseInt(text, 10, 64)
	return orNot[Expr](&Long{Value: n}, err, "long", text)
}

// orNot returns the node unless its text could not be read.
func orNot[T any](n T, err error, typ, text string) (T, error) {
	if err != nil {
		var none T
		return none, notA(typ, text)
	}
	return n, nil
}

var decimal = lazyregexp.New(`^[+-]?\d+(\.\d*)?([eE][+-]?\d{1,3})?$`)

func readDecimal(text string) (Expr, error) {
	if !decimal.MatchString(text) {
		return nil, notA("decimal", text)
	}
	return &Decimal{Value: text}, nil
}

// datetimes are the forms that a datetime literal takes; fractions of a second fit all
// that have seconds.
var datetimes = []string{
	"2006-1-2T15:4:5Z07:00", "2006-1-2T15:4:5", "2006-1-2T15:4Z07:00", "2006-1-2T15:4", "2006-1-2T15",
	"2006-1-2 15:4:5Z07:00", "2006-1-2 15:4:5 Z07:00", "2006-1-2 15:4:5", "2006-1-2 15:4Z07:00", "2006-1-2 15:4", "2006-1-2 15",
	"2006-1-2Z07:00", "2006-1-2", "2006-1", "2006",
	"1/2/2006 15:4:5", "1/2/2006 3:4:5 PM", "1/2/2006 15:4", "1/2/2006", "1-2-2006 15:4:5", "1-2-2006 15:4", "1-2-2006", "2006,1,2", "2006/1/2 15:4:5", "2006/1/2 15:4", "2006/1/2",
	"20060102", "20060102150405", "2006-1-2T150405Z07:00",
	"Mon,2 Jan 2006 15:4:5 MST", "2 Jan 2006 15:4:5", "2 Jan 2006", "Mon,2 Jan 2006 15:4:5", "Monday,02-Jan-06 15:4:5 MST", "Monday,02-Jan-06 15:4:5",
	"Mon Jan 2 15:4:5 2006", "Jan 2,2006", "January 2,2006", "Jan 2 2006",
}

// loose is punctuation with blanks around it, which are of no account.
var loose = lazyregexp.New(`\s*([-,/])\s*`)

// readDatetime reads a literal to the tick of 100 ns. One without a zone is in UTC.
func readDatetime(text string) (Expr, error) {
	tight := loose.ReplaceAllString(strings.ToUpper(text), "$1")
	for _, layout := range datetimes {
		t, err := time.Parse(layout, tight)
		if err == nil && t.UTC().Year() >= 1 && t.UTC().Year() <= 9999 {
			return &Datetime{Value: t.UTC().Truncate(100)}, nil
		}
	}
	return nil, notA("datetime", strings.TrimSpace(text))
}

var guid = lazyregexp.New(`^\{?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\}?$`)

func readGuid(text string) (Expr, error) {
	m := guid.FindStringSubmatch(strings.ToLower(text))
	if m == nil {
		return nil, notA("guid", text)
	}
	return &Guid{Value: strings.Join(m[1:], "-")}, nil
}

// unitSizes are the units of a timespan in all their spellings, in nanoseconds.
var unitSizes = spellings(map[time.Duration]string{
	24 * time.Hour:   "d day days",
	time.Hour:        "h hr hrs hour hours",
	time.Minute:      "m min mins minute minutes",
	time.Second:      "s sec secs second seconds",
	time.Millisecond: "ms milli millis millisec millisecs millisecond milliseconds",
	time.Microsecond: "micro micros microsec microsecs microsecond microseconds",
	time.Nanosecond:  "nano nanos nanosec nanosecs nanosecond nanoseconds",
	100:              "tick ticks",
})

func spellings(units map[time.Duration]string) map[string]time.Duration {
	sizes := make(map[string]time.Duration)
	for size, names := range units {
		for _, name := range strings.Fields(names) {
			sizes[name] = size
		}
	}
	return sizes
}

var (
	measured = lazyregexp.New(`^([+-]?)(\d+(?:\.\d+)?(?:[eE]\d{1,2})?) ?([a-z]*)$`)
	clocked  = lazyregexp.New(`^([+-]?)(?:(\d+)[.:])??(\d{1,2}):(\d{1,2})(?::(\d{1,2}(?:\.\d+)?))?$`)
)

// readTimespan reads a number with a unit, without which it counts days, or
// [days.]hours:minutes[:seconds].
func readTimespan(text string) (Expr, error) {
	text = strings.TrimSpace(text)
	if m := measured.FindStringSubmatch(text); m != nil {
		size, ok := unitSizes[m[3]]
		if m[3] == "" {
			size, ok = 24*time.Hour, true
		}
		if ok {
			return span(text, m[1], []string{m[2]}, []time.Duration{size})
		}
	}
	if m := clocked.FindStringSubmatch(text); m != nil {
		return span(text, m[1], m[2:], []time.Duration{24 * time.Hour, time.Hour, time.Minute, time.Second})
	}
	return nil, notA("timespan", text)
}

// span adds up parts exactly, to the tick.
func span(text, sign string, parts []string, sizes []time.Duration) (Expr, error) {
	sum := new(big.Rat)
	for i, part := range parts {
		if part != "" {
			n, _ := new(big.Rat).SetString(part)
			sum.Add(sum, n.Mul(n, new(big.Rat).SetInt64(int64(sizes[i]))))
		}
	}
	if sign == "-" {
		sum.Neg(sum)
	}
	ticks := new(big.Int).Quo(sum.Num(), new(big.Int).Mul(sum.Denom(), big.NewInt(int64(tick))))
	if !ticks.IsInt64() {
		return nil, fmt.Errorf("the timespan `%s` is longer than the 10675199 days that Kusto knows", clip(text))
	}
	return &Timespan{Value: Ticks(ticks.Int64())}, nil
}
