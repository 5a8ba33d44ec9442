package plan

type (
	// Join combines two tables by equal keys; a null key is equal to a null key. Its
	// columns are the left's and then the right's, or one side's for the semi and anti
	// kinds; the binder drops what the query does not show.
	Join struct {
		Left, Right         Node
		Kind                JoinKind
		Lookup              bool   // the right table is the small one (lookup)
		LeftKeys, RightKeys []Expr // pairs of one type
		Cols                []Column
	}
	// Union is the rows of one table below those of another. Inputs have the same columns.
	// Rows that do not meet one of the Needs may be left out.
	Union struct {
		From  []Node
		Cols  []Column
		Needs []Need
	}
)

// A JoinKind says which rows a join gives.
type JoinKind uint8

const (
	InnerUnique JoinKind = iota // inner, of the first left row of each key
	Inner
	LeftOuter
	RightOuter
	FullOuter
	LeftSemi
	RightSemi
	LeftAnti
	RightAnti
)

// Columns returns the left's columns, then the right's, or one side's.
func (n *Join) Columns() []Column { return n.Cols }

// Inputs returns the left table and the right.
func (n *Join) Inputs() []Node { return []Node{n.Left, n.Right} }

// Columns returns the columns that all inputs have.
func (n *Union) Columns() []Column { return n.Cols }

// Inputs returns the tables in order.
func (n *Union) Inputs() []Node { return n.From }
