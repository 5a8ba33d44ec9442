package logs

func init() {
	register()
}

// mappers are asked in turn for each JSON row that no table took.
var mappers []mapper
