package function

import "testing"

func TestAddresses(t *testing.T) {
	check(t, []cell{
		{"parse_ipv4", args("127.0.0.1"), `2130706433`},
		{"parse_ipv4", args("192.1.168.1/24"), `3221334016`},
		{"parse_ipv4", args("127.0.0.256"), `null`},
		{"parse_ipv4", args("127.0.0"), `null`},
		{"parse_ipv4", args("127.0.0.1/33"), `null`},
		{"parse_ipv4", args("127.0.0.1 "), `null`},
		{"parse_ipv4", args(""), `null`},
		{"parse_ipv4_mask", args("127.0.0.1", 24), `2130706432`},
		{"parse_ipv4_mask", args("127.0.0.1", 33), `null`},
		{"format_ipv4", args("192.168.1.1", 24), `"192.168.1.0"`},
		{"format_ipv4", args("192.168.1.1/24", 32), `"192.168.1.0"`},
		{"format_ipv4", args("192.168.1.1/24", -1), `""`},
		{"format_ipv4", args(3232236031), `"192.168.1.255"`},
		{"format_ipv4", args(1 << 32), `""`},
		{"format_ipv4_mask", args("192.168.1.1", 24), `"192.168.1.0/24"`},
		{"ipv4_netmask_suffix", args("127.0.0.1/16"), `16`},
		{"ipv4_netmask_suffix", args("10.1.2.3"), `32`},
		{"ipv4_is_private", args("192.168.1.1/24"), `true`},
		{"ipv4_is_private", args("172.32.0.1"), `false`},
		{"ipv4_is_private", args("127.0.0.1"), `false`},
		{"ipv4_is_private", args("fe80::1"), `null`},
		{"ipv4_compare", args("192.168.1.1", "192.168.1.0", 31), `0`},
		{"ipv4_compare", args("192.168.1.1/24", "192.168.1.255"), `0`},
		{"ipv4_compare", args("10.0.0.1", "192.168.1.255"), `-1`},
		{"ipv4_is_match", args("192.168.1.1/30", "192.168.1.255/24"), `true`},
		{"ipv4_is_match", args("192.168.1.1", "x"), `null`},
		{"ipv4_is_in_range", args("192.168.1.1", "192.168.1.255/24"), `true`},
		{"ipv4_is_in_range", args("192.168.1.1", "192.168.1.2"), `false`},
		{"ipv4_is_in_range", args("192.168.1.1", "0.0.0.0/0"), `true`},
		{"ipv4_is_in_any_range", args("192.168.1.6", "192.168.1.1/24", "10.0.0.1/8"), `true`},
		{"ipv4_is_in_any_range", args("11.1.1.1", js(`["10.0.0.0/8","192.168.0.0/16"]`)), `false`},
		{"ipv4_is_in_any_range", args("11.1.1.1", js(`["10.0.0.0/8","nonsense"]`)), `null`},
		{"ipv4_range_to_cidr_list", args("1.1.128.0", "1.1.140.255"), `["1.1.128.0/21","1.1.136.0/22","1.1.140.0/24"]`},
		{"ipv4_range_to_cidr_list", args("0.0.0.0", "255.255.255.255"), `["0.0.0.0/0"]`},
		{"ipv4_range_to_cidr_list", args("255.255.255.254", "255.255.255.255"), `["255.255.255.254/31"]`},
		{"ipv4_range_to_cidr_list", args("1.1.1.2", "1.1.1.1"), `null`},
	})
}

func TestIPv6(t *testing.T) {
	check(t, []cell{
		{"parse_ipv6", args("192.168.255.255/24"), `"0000:0000:0000:0000:0000:ffff:c0a8:ff00"`},
		{"parse_ipv6", args("fe80::85d:e82c:9446:7994"), `"fe80:0000:0000:0000:085d:e82c:9446:7994"`},
		{"parse_ipv6", args("fe80::1%eth0"), `""`},
		{"parse_ipv6_mask", args("192.168.255.255/24", 124), `"0000:0000:0000:0000:0000:ffff:c0a8:ff00"`},
		{"parse_ipv6_mask", args("fe80::85d:e82c:9446:7994/120", 124), `"fe80:0000:0000:0000:085d:e82c:9446:7900"`},
		{"parse_ipv6_mask", args("::192.168.255.255/24", 128), `"0000:0000:0000:0000:0000:0000:c0a8:ff00"`},
		{"ipv6_compare", args("192.168.1.1", "::ffff:c0a8:0101"), `0`},
		{"ipv6_compare", args("192.168.1.1/24", "::ffff:c0a8:01ff"), `0`},
		{"ipv6_compare", args("::192.168.1.1/30", "192.168.1.255/24"), `0`},
		{"ipv6_compare", args("fe80::1", "fe80::2"), `-1`},
		{"ipv6_is_match", args("fe80::1", "fe80::2", 64), `true`},
		{"ipv6_is_match", args("fe80::1", "nothing"), `null`},
		{"ipv6_is_in_range", args("a5e:f127:8a9d:146d::1", "a5e:f127:8a9d:146d::/64"), `true`},
		{"ipv6_is_in_any_range", args("a5e::1", js(`["a5f::/16","192.168.0.0/16"]`)), `false`},
		{"ipv6_is_in_any_range", args("192.168.1.1", js(`["a5f::/16","192.168.0.0/16"]`)), `true`},
	})
}

func TestAddressSearch(t *testing.T) {
	const line = "05:04:54 127.0.0.1 GET /favicon.ico 404"
	check(t, []cell{
		{"has_ipv4", args(line, "127.0.0.1"), `true`},
		{"has_ipv4", args("05:04:54 127.0.0.256 GET", "127.0.0.256"), `false`},
		{"has_ipv4", args("05:04:54127.0.0.1 GET", "127.0.0.1"), `false`},
		{"has_ipv4", args("127.0.0.10", "127.0.0.1"), `false`},
		{"has_ipv4", args("127.0.0.10,127.0.0.1", "127.0.0.1"), `true`},
		{"has_ipv4", args("127.0.0.1:80", "127.0.0.1"), `true`},
		{"has_ipv4", args(js(`{"ip":"127.0.0.1"}`), "127.0.0.1"), `true`},
		{"has_ipv4", args(line, "127.0."), `false`},
		{"has_any_ipv4", args(line, "1.1.1.1", "127.0.0.1"), `true`},
		{"has_any_ipv4", args(line, js(`["127.0.0.256","192.168.1.1"]`)), `false`},
		{"has_ipv4_prefix", args(line, "127.0."), `true`},
		{"has_ipv4_prefix", args(line, "127.0"), `false`},
		{"has_ipv4_prefix", args(line, "127.0.0.1"), `true`},
		{"has_ipv4_prefix", args("05:04:54 127.0.0.256 GET", "127.0."), `false`},
		{"has_ipv4_prefix", args(line, ""), `false`},
		{"has_ipv4_prefix", args(line, "."), `false`},
		{"has_any_ipv4_prefix", args(line, js(`["10.","127.0."]`)), `true`},
		{"has_any_ipv4_prefix", args("05:04:54127.0.0.1 GET", "127.0.", "192."), `false`},
	})
}
