package function

import (
	"testing"

	"foxhound/internal/value"
)

func TestTextFunctions(t *testing.T) {
	const s, l, b, d, g = value.String, value.Long, value.Bool, value.Dynamic, value.Guid
	guid, _ := value.ParseGuid("10e99626-bc2b-4c75-bb3e-fe606de25700")
	for _, c := range []struct {
		name   string
		result value.Type
		args   []any
		want   string
	}{
		{"strlen", l, []any{"café😀"}, "5"}, {"strlen", l, []any{nil}, "0"}, {"strlen", l, []any{listing(1, 2)}, "5"}, {"string_size", l, []any{"café😀"}, "9"},
		{"toupper", s, []any{"naïve"}, "NAÏVE"}, {"tolower", s, []any{"ÅNG"}, "ång"}, {"toupper", s, []any{true}, "TRUE"},
		{"reverse", s, []any{"aé😀"}, "😀éa"}, {"reverse", s, []any{123.45}, "54.321"}, {"reverse", s, []any{"\xffa"}, "a\xff"},
		{"strcat", s, []any{"a", 1, true, nil}, "a1True"}, {"strcat_delim", s, []any{"-", 1, "2", value.Span(value.Second)}, "1-2-00:00:01"},
		{"strcat_array", s, []any{listing(1, "b", true), "->"}, "1->b->true"}, {"strcat_array", s, []any{nil, ","}, ""},
		{"strcmp", l, []any{"abc", "ABC"}, "1"}, {"strcmp", l, []any{"ABC", "abc"}, "-1"}, {"strcmp", l, []any{"a", "a"}, "0"},
		{"strrep", s, []any{"ABC", 2}, "ABCABC"}, {"strrep", s, []any{123, 3, "."}, "123.123.123"}, {"strrep", s, []any{"a", 0}, ""}, {"strrep", s, []any{"a", -1}, ""},
		{"substring", s, []any{"hello", 1, 3}, "ell"}, {"substring", s, []any{"hello", -2, 2}, "lo"}, {"substring", s, []any{"hello", 2}, "llo"}, {"substring", s, []any{"x", -2, 5}, ""}, {"substring", s, []any{"xy", -2}, "xy"},
		{"substring", s, []any{"hello", 10, 5}, ""}, {"substring", s, []any{"hello", 1, -1}, ""}, {"substring", s, []any{"hello", 0, 0}, ""}, {"substring", s, []any{"é😀x", 1, 1}, "😀"},
		{"split", d, []any{"a,,b", ","}, `["a","","b"]`}, {"split", d, []any{"", ","}, `[""]`}, {"split", d, []any{"aabbcc", "bb"}, `["aa","cc"]`}, {"split", d, []any{"a=b", "=", 1}, `["b"]`},
		{"split", d, []any{"a", "=", 1}, "null"}, {"split", d, []any{"a", "=", -1}, "null"}, {"split", d, []any{"abc", ""}, `["abc"]`},
		{"indexof", l, []any{"abcdefg", "cde"}, "2"}, {"indexof", l, []any{"abcdefg", "cde", 1, 4}, "2"}, {"indexof", l, []any{"abcdefg", "cde", 1, 2}, "-1"}, {"indexof", l, []any{"abcdefg", "cde", 3, 4}, "-1"},
		{"indexof", l, []any{"abcdefg", "cde", -5}, "2"}, {"indexof", l, []any{1234567, 5, 1, 4}, "4"}, {"indexof", l, []any{"abcdefgabcdefg", "cde", 1, 10, 2}, "9"},
		{"indexof", l, []any{"abcdefgabcdefg", "cde", 1, -1, 3}, "-1"}, {"indexof", l, []any{"abc", "a", -5}, "-1"}, {"indexof", l, []any{"abc", ""}, "null"}, {"indexof", l, []any{"ééa", "a"}, "2"},
		{"has_any_index", l, []any{"this is an example", listing("not", "example")}, "1"}, {"has_any_index", l, []any{"Example number 2", listing(1, 2, 3)}, "1"},
		{"has_any_index", l, []any{"this", listing()}, "-1"}, {"has_any_index", l, []any{"this", listing(nil, "this")}, "1"}, {"isascii", b, []any{"abc"}, "True"}, {"isascii", b, []any{"é"}, "False"}, {"isutf8", b, []any{"é"}, "True"},

		{"replace_string", s, []any{"abcabc", "a", "XY"}, "XYbcXYbc"}, {"replace_string", s, []any{"abc", "", "_"}, "abc"}, {"replace_string", s, []any{"abcabc", "abc", ""}, ""},
		{"replace_strings", s, []any{"A cat into a dog", listing("cat", "dog"), listing("dog", "pigeon")}, "A dog into a pigeon"},
		{"replace_strings", s, []any{"This is an example", listing("This", "is"), listing(12345, "was")}, "This was an example"},
		{"replace_strings", s, []any{"This is an example", listing("is", "This"), listing("was", "This")}, "Thwas was an example"},
		{"replace_strings", s, []any{"turn a cat into a dog", listing("turn", " into a dog", "a "), listing("disappear", "!", "")}, "disappear cat!"},
		{"translate", s, []any{"krasp", "otsku", "spark"}, "kusto"}, {"translate", s, []any{"abc", "x", "abc"}, "xxx"}, {"translate", s, []any{"abc", "", "abcd"}, "d"}, {"translate", s, []any{`["]`, "", `["1"]`}, "1"},
		{"make_string", s, []any{75, listing(117, 115), 0x1f600, -1}, "Kus😀"}, {"unicode_codepoints_to_string", s, []any{75, 10}, "K\n"}, {"unicode_codepoints_from_string", d, []any{"aé"}, "[97,233]"},
		{"to_utf8", d, []any{"⒦é"}, "[9382,233]"},

		{"url_encode", s, []any{"https://www.bing.com/hello world"}, "https%3a%2f%2fwww.bing.com%2fhello+world"}, {"url_encode_component", s, []any{"a b/é"}, "a%20b%2f%c3%a9"},
		{"url_decode", s, []any{"https%3a%2F%2fx%20y+z%zz%"}, "https://x y z%zz%"}, {"url_encode", s, []any{"a-b_c"}, "a%2db%5fc"},
		{"base64_encode_tostring", s, []any{"Kusto"}, "S3VzdG8="}, {"base64_decode_tostring", s, []any{"S3VzdG8="}, "Kusto"}, {"base64_decode_tostring", s, []any{"?"}, ""},
		{"base64_decode_tostring", s, []any{"U3RyaW5n0KHR0tGA0L7Rh9C60LA="}, ""}, {"base64_decode_toarray", d, []any{"S3VzdG8="}, "[75,117,115,116,111]"},
		{"base64_decode_toarray", d, []any{"S3V"}, "null"}, {"base64_encode_fromarray", s, []any{listing(75, 117, 115, 116, 111)}, "S3VzdG8="}, {"base64_encode_fromarray", s, []any{nil}, ""},
		{"base64_encode_fromarray", s, []any{listing(300)}, ""}, {"base64_decode_toguid", g, []any{"JpbpECu8dUy7Pv5gbeJXAA=="}, "10e99626-bc2b-4c75-bb3e-fe606de25700"},
		{"base64_decode_toguid", g, []any{"abcd1231"}, "null"}, {"base64_encode_fromguid", s, []any{guid}, "JpbpECu8dUy7Pv5gbeJXAA=="},
		{"zlib_compress_to_base64_string", s, []any{"1234567890qwertyuiop"}, "eAEBFADr/zEyMzQ1Njc4OTBxd2VydHl1aW9wOAkGdw=="}, {"zlib_decompress_from_base64_string", s, []any{"eAEBFADr/zEyMzQ1Njc4OTBxd2VydHl1aW9wOAkGdw=="}, "1234567890qwertyuiop"},
		{"gzip_compress_to_base64_string", s, []any{"1234567890qwertyuiop"}, "H4sIAAAAAAAA/wEUAOv/MTIzNDU2Nzg5MHF3ZXJ0eXVpb3A6m7f2FAAAAA=="},
		{"gzip_decompress_from_base64_string", s, []any{"H4sIAAAAAAAA/wEUAOv/MTIzNDU2Nzg5MHF3ZXJ0eXVpb3A6m7f2FAAAAA=="}, "1234567890qwertyuiop"}, {"gzip_decompress_from_base64_string", s, []any{"x0x0x0"}, ""},
		{"punycode_from_string", s, []any{"académie-française"}, "acadmie-franaise-npb1a"}, {"punycode_to_string", s, []any{"acadmie-franaise-npb1a"}, "académie-française"}, {"punycode_from_string", s, []any{"艺术"}, "cqv902d"},
		{"punycode_to_string", s, []any{"é"}, ""}, {"punycode_to_string", s, []any{"99999999"}, ""}, {"punycode_domain_from_string", s, []any{"www.艺术.com"}, "www.xn--cqv902d.com"}, {"punycode_domain_to_string", s, []any{"XN--cqv902d.com"}, "艺术.com"},

		{"hash", l, []any{"World"}, "1846988464401551951"}, {"hash", l, []any{"World", 100}, "51"}, {"hash", l, []any{value.Time(635556672000000000)}, "1380966698541616202"}, {"hash", l, []any{"World", 0}, "null"},
		{"hash_xxhash64", l, []any{"Nobody inspects the spammish repetition"}, "-302119147016844303"}, {"hash_md5", s, []any{"World"}, "f5a7924e621e84c9280a9a27e1bcb7f6"},
		{"hash_sha1", s, []any{"World"}, "70c07ec18ef89c5309bbb0937f3a6342411e1fdd"}, {"hash_sha256", s, []any{"World"}, "78ae647dc5544d227130a0682a51e30bc7777fbb6d8a8f17007463a3ecd1d524"},
	} {
		if got := shown(evaluate(t, c.name, c.result, c.args...)); got != c.want {
			t.Errorf("%s%q = %s, want %s", c.name, c.args, got, c.want)
		}
	}
}

func TestCompressionReturns(t *testing.T) {
	for _, text := range []string{"", "a", string(make([]byte, 200_000)), "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"} {
		if got := fromZlib(toZlib(text)); got != text {
			t.Errorf("zlib: %d bytes became %d", len(text), len(got))
		}
		if got := fromGzip(toGzip(text)); got != text {
			t.Errorf("gzip: %d bytes became %d", len(text), len(got))
		}
	}
}

func FuzzPunycode(f *testing.F) {
	f.Add("académie-française")
	f.Add("acadmie-franaise-npb1a")
	f.Fuzz(func(t *testing.T, s string) {
		if code := punycode(s); code != "" && string([]rune(s)) == s {
			if got := fromPunycode(code); got != s {
				t.Fatalf("%q is %q, and that %q", s, code, got)
			}
		}
		fromPunycode(s)
	})
}
