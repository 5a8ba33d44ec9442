package kql

// Print returns the text of a query, formatted as foxhound ships it: one operator a line,
// statements joined by semicolons, ASCII only, and a newline at the end.
func Print(q *Query) string { return "" }

// PrintExpr returns the text of one expression on one line.
func PrintExpr(e Expr) string { return "" }
