package kql

// charts are what render draws.
var charts = words(`table list barchart piechart ladderchart timechart linechart anomalychart pivotchart areachart
	stackedareachart scatterchart timepivot columnchart timeline 3Dchart card treemap plotly graph sankey`)

// chartOptions are the options of render, with the words that those of a few words take.
var chartOptions = map[string]map[string]bool{
	"kind":       words("default unstacked stacked stacked100 map"),
	"accumulate": words("true false"),
	"legend":     words("visible hidden"),
	"xaxis":      words("linear log"),
	"yaxis":      words("linear log"),
	"ysplit":     words("none axes panels"),
	"title":      nil, "xtitle": nil, "ytitle": nil, "xcolumn": nil, "ycolumns": nil, "series": nil,
	"ymin": nil, "ymax": nil, "xmin": nil, "xmax": nil, "anomalycolumns": nil,
}

func (p *parser) render() Operator {
	op := &Render{}
	it := p.peek(0)
	switch {
	case it.kind != itemWord:
		p.wanted("a chart")
	case !charts[it.text]:
		p.fail(it.Span, "unknown chart `%s`%s", clip(it.text), meant(it.text, charts))
	}
	op.Chart = p.next().text
	for p.is("kind") || p.is("title") || p.is("accumulate") {
		op.Options = append(op.Options, p.chartOption())
	}
	if p.accept("with") {
		p.nested("(", func() { op.With = p.chartOptions() }, ")")
	}
	return op
}

// chartOptions reads options of which some are lists.
func (p *parser) chartOptions() (options []Option) {
	for !p.is(")") && !p.lost {
		o := p.chartOption()
		for p.is(",") && !p.sees(2, "=") {
			p.next()
			o.More = append(o.More, p.optionValue())
		}
		if options = append(options, o); !p.accept(",") {
			break
		}
	}
	return options
}

func (p *parser) chartOption() Option {
	it := p.peek(0)
	values, known := chartOptions[it.text]
	if it.kind == itemWord && !known {
		p.fail(it.Span, "unknown option of render `%s`%s", clip(it.text), meant(it.text, chartOptionNames))
	}
	o := p.option()
	if word := PrintExpr(o.Value); values != nil && !values[word] && !p.lost {
		p.fail(Span{o.Value.Pos(), o.Value.End()}, "`%s` is no value of `%s`%s", clip(word), o.Name, meant(word, values))
	}
	return o
}

var chartOptionNames = optionNames()

func optionNames() map[string]bool {
	names := make(map[string]bool)
	for name := range chartOptions {
		names[name] = true
	}
	return names
}
