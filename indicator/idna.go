package indicator

func toASCII(host string) (string, bool)   { return "", false }
func toUnicode(host string) (string, bool) { return host, false }
