package rule

func classicWriters(r *Rule, targets []target) []*writer { return nil }
