package bind

// stepText holds the steps that are tried, one a line.
const stepText = `
where <b>
where <s>
where <l>
where <s> == 'a' and <t> > ago(1d)
where <d>
where <d>.a
where <s> = 'a'
where 1 == 1
where true
where isnotempty(<s>) or <nosuch> == 1
project <s>
project <s>, <t>
project <s>, <s>
project a = <s>, <t>
project a = <s>, a = <t>
project <s> = <t>, <t> = <s>
project <s>, a = <s>, b2 = <l> + 1
project <l> + 1, <l> + 2
project <l> + 1, Column1 = 2, <l> + 3
project strlen(<s>), strlen(<s>)
project tostring(<l>), tostring(<l>)
project tostring(<s>)
project tostring(<s>), <s>
project <s>, tostring(<s>)
project <d>.a.b, <d>.a, <d>['x y'], <d>[0], <d>.a[1]
project tostring(<d>.a), toint(<d>.b), todynamic(<d>.c)
project strcat(<s>, 'a'), tolower(<s>), toupper(<s2>)
project bin(<t>, 1h), startofday(<t>), <t> - 1d
project (<s>), (<l>), ((<t>))
project *
project <s>, *
project nosuch
project nosuch, other
project a = nosuch.b
project true, 1, 'a', 2.0, 1h, datetime(2024-01-01), dynamic([1]), guid(null), int(3), decimal(1)
project a = true, b9 = int(3)
project iff(<b>, 1, 2), case(<b>, 's', 't'), coalesce(<s>, <s2>)
project column_ifexists('nosuch', 1), column_ifexists('nosuch2', '')
project a = column_ifexists('nosuch', <s>)
project bag_pack('a', <s>), pack_array(<s>, <l>), pack_all()
project extract('(a)', 1, <s>), split(<s>, ','), parse_json(<s>), parse_json(<s>).a
project now(), ago(1h), rand()
project (a, b2) = parse_path(<s>)
project (a, b2) = dynamic([1, 2])
project array_sort_asc(<d>)
project array_sort_asc(<d>, <d>)
project x = array_sort_desc(<d>, <d>)
project (a, b2) = array_sort_asc(<d>, <d>)
project (a, b2, c2) = array_sort_asc(<d>, <d>)
project series_fit_line(<d>)
project series_stats(<d>)
project x = series_fit_line(<d>)
project (a, c2) = series_fit_line(<d>)
project (a) = strlen(<s>)
project count()
project sum(<l>)
project 'a' + 'b'
project <s> + <s2>
project not(<b>), not(<l>), -<l>, -<s>
project !<b>
extend a = <s>
extend <s> = <l>
extend <s> = <l>, <t> = <s>
extend a = 1, a = 2
extend <s> = 1, <s> = 2
extend strlen(<s>)
extend strlen(<s>), strlen(<s>)
extend tostring(<l>)
extend tostring(<s>)
extend tostring(<s>), tostring(<s>)
extend <s>
extend <s>, <s>
extend <l> + 1
extend <l> + 1, <l> + 2
extend <l> + 1 | extend <l> + 2
extend <l> + 1 | extend Column1 + 2 | project Column1, Column2
extend Column1 = 1 | extend 1 + 1
extend Column1 = 1, 1 + 1
extend 1 + 1 | project 1 + 2
extend 1 + 1 | summarize count() by 1 + 2
extend <d>.a, <d>.b.c, <d>['x']
extend toint(<d>.a), tostring(<d>.a)
extend a = 1 | extend b2 = a + 1 | project b2 * a
extend a = b2 + 1, b2 = 1
extend (a, b2) = array_sort_asc(<d>, <d>)
extend (a, <s>) = array_sort_asc(<d>, <d>)
extend array_sort_asc(<d>)
extend series_fit_line(<d>)
extend x = series_fit_line(<d>)
extend count()
extend *
extend row_number()
extend prev(<l>), next(<s>)
serialize | extend row_number(), row_cumsum(<l>)
serialize rn = row_number()
serialize row_number()
serialize <s>
serialize a = <s>, <s>
serialize <s> = <l>
order by <t> asc | extend prev(<t>), row_rank_dense(<s>), row_window_session(<t>, 1h, 1h, <s> != prev(<s>))
project-away <s>
project-away <s>, <s>
project-away <s>, nosuch
project-away nosuch*
project-away *
project-away T*, A*
project-away <s> = <t>
project-keep <s>
project-keep <t>, <s>
project-keep nosuch
project-keep *e*
project-keep T*, <s>
project-rename a = <s>
project-rename <s> = <t>
project-rename <s> = <s>
project-rename a = <s>, b9 = <t>
project-rename a = <s>, a = <t>
project-rename a = nosuch
project-rename <s>
project-rename a = <l> + 1
project-rename <s> = <t>, <t> = <s>
project-reorder <t>
project-reorder <t>, <s>
project-reorder <t>, *
project-reorder *, <t>
project-reorder * asc
project-reorder * desc
project-reorder * granny-asc
project-reorder * granny-desc
project-reorder T* asc, <s>
project-reorder nosuch
project-reorder <s>, <s>
project-reorder <s> asc, * desc
extend a10 = 1, a9 = 2, a1 = 3 | project-reorder a* granny-asc, * desc
extend a10 = 1, a9 = 2, a1 = 3 | project-reorder a* asc
project-by-names 'a', dynamic(['b'])
project-by-names '*'
summarize count()
summarize count() by <s>
summarize count() by <s>, <s>
summarize by <s>
summarize <s> by <t>
summarize
summarize count() by
summarize count
summarize count(), count()
summarize count(), count_ = sum(<l>)
summarize count_ = sum(<l>), count()
summarize a = count(), a = sum(<l>)
summarize a = count() by a = <s>
summarize <s> = count() by <s>
summarize <s> = make_set(<s>) by <t>
summarize sum(<l>), sum(<l>), avg(<l>), min(<t>), max(<t>)
summarize sum(<l> + 1), countif(<b>), countif(<l> > 1), dcount(<s>), dcountif(<s>, <b>)
summarize sum(<s>), avg(<s>)
summarize min(<s>), max(<s>), min(<b>), max(<d>)
summarize arg_max(<t>, *)
summarize arg_max(<t>, *) by <s>
summarize arg_max(<t>, *) by <t>
summarize arg_max(<t>, <s>) by <l>
summarize arg_max(<t>, <s>, <s2>), arg_min(<t>, <s>)
summarize a = arg_max(<t>, *) by <s>
summarize a = arg_max(<t>, <s>) by <l>
summarize (a, c2) = arg_max(<t>, <s>) by <l>
summarize (a, c2) = arg_max(<t>, <s>, <s2>) by <l>
summarize (a) = arg_max(<t>, <s>, <s2>) by <l>
summarize arg_max(<l> + 1, <s>)
summarize arg_max(<t>, tostring(<l>), <l> + 1)
summarize arg_max(<t>, a = <s>)
summarize arg_max(<t>)
summarize arg_max(<d>, <s>)
summarize arg_min(<t>, *), arg_max(<t>, *)
summarize argmax(<t>, <s>)
summarize take_any(*)
summarize take_any(<s>)
summarize take_any(<s>, <t>) by <l>
summarize take_any(<l> + 1)
summarize take_any(*) by <s>
summarize any(<s>), any(<t>, <s>)
summarize a = take_any(<s>, <t>)
summarize make_list(<s>), make_set(<s>), make_bag(<d>), make_list(<s>, 10), make_set(<l>), make_list(<d>.a)
summarize make_list_if(<s>, <b>), make_set_if(<s>, <b>), make_bag_if(<d>, <b>), make_list_with_nulls(<l>)
summarize percentile(<l>, 50), percentiles(<l>, 50, 95.5), percentiles_array(<l>, 5, 50)
summarize percentile(<r>, 99.9), percentilew(<l>, <l>, 50), percentilesw(<i>, <l>, 1, 2)
summarize percentile(<s>, 50)
summarize a = percentiles(<l>, 50, 95)
summarize (a, c2) = percentiles(<l>, 50, 95)
summarize percentile(<l>, <l>)
summarize stdev(<l>), variance(<i>), stdevif(<l>, <b>), sumif(<l>, <b>), avgif(<l>, <b>), maxif(<t>, <b>), minif(<t>, <b>)
summarize hll(<s>), tdigest(<l>), count_distinct(<s>), count_distinctif(<s>, <b>), binary_all_or(<l>), buildschema(<d>)
summarize dcount(<s>, 2), dcount_hll(hll(<s>))
summarize count() + 1
summarize a = count() + sum(<l>), sum(<l>) * 2
summarize round(avg(<l>), 2), tostring(make_set(<s>)), toint(count()), array_length(make_list(<s>))
summarize strcat_array(make_set(<s>), ','), max(<t>) - min(<t>)
summarize 1
summarize a = 1
summarize a = 'x' by <s>
summarize <l>
summarize count() by <l> + 1
summarize count() by <l> + 1, <l> + 2
summarize count() by a = <l> + 1, <l> + 2
summarize count() by bin(<t>, 1h)
summarize count() by bin(<t>, 1h), <t>
summarize count() by <t>, bin(<t>, 1h)
summarize count() by <t> = bin(<t>, 1d)
summarize count() by startofday(<t>), <s>
summarize count() by tostring(<d>.a), tostring(<d>.b)
summarize count() by tostring(<d>)
summarize count() by <d>
summarize count() by <d>.a
summarize count() by tolower(<s>), strlen(<s>)
summarize count() by tostring(<s>)
summarize count() by tostring(<s>), <s>
summarize count() by hourofday(<t>), dayofweek(<t>), format_datetime(<t>, 'yyyy')
summarize count() by iff(<b>, 'a', 'b'), case(<b>, 1, 2)
summarize count() by <b>, <g>, <u>, <r>, <m>
summarize count() by 'a'
summarize count() by true
summarize nosuch(<s>)
summarize cuont()
summarize sum(nosuch)
summarize count() by nosuch
summarize strlen(<s>)
summarize count(<s>)
summarize dcount()
summarize sum()
summarize sum(count())
summarize count() by count()
summarize hint.strategy=shuffle count() by <s>
summarize count() by <s> | where count_ > 1 | project <s>, c2 = count_
summarize count() by <s> | summarize max(count_)
distinct <s>
distinct <s>, <t>
distinct <s>, <s>
distinct *
distinct <d>
distinct tostring(<d>.a)
distinct <l> + 1
distinct a = <s>
distinct strlen(<s>), tolower(<s>)
distinct bin(<t>, 1d)
distinct nosuch
distinct <s>, *
project <s>, <t> | distinct *
order by <s>
order by <s> asc, <t> desc nulls first
order by <d>
order by <d>.a
order by tostring(<d>.a)
order by strlen(<s>) asc
order by nosuch
order by <l> + 1 desc
sort by <s>
sort by a = <s>
top 10 by <t>
top 10 by <d>
top 10 by strlen(<s>) asc
top <l> by <t>
top 'a' by <t>
top 1.5 by <t>
top 10 by nosuch
top 10 by <t>, <s>
take 10
limit 10
take 'a'
take <l>
take 1 + 1
take 1.5
take toscalar(print 5)
count
count | project Count
count as Number
consume
getschema
getschema | where ColumnType == 'string' | project ColumnName
sample 10
sample 'a'
sample-distinct 10 of <s>
sample-distinct 10 of <l> + 1
sample-distinct 10 of <d>
sample-distinct 10 of nosuch
as X | project <s>
as X | join kind=inner (X | project <s>) on <s>
mv-expand <d>
mv-expand <s>
mv-expand <d>, <d>
mv-expand a = <d>
mv-expand a = <d>.b
mv-expand <d>.b
mv-expand <d>.b, <d>.c
mv-expand <d>['b c']
mv-expand <d> to typeof(string)
mv-expand a = <d> to typeof(long), b9 = <d> to typeof(string)
mv-expand <d> to typeof(nosuch)
mv-expand split(<s>, ',')
mv-expand a = split(<s>, ',')
mv-expand a = split(<s>, ',') to typeof(string)
mv-expand parse_json(<s>)
mv-expand parse_json(<s>).a
mv-expand todynamic(<s>)
mv-expand with_itemindex=n <d>
mv-expand with_itemindex=n a = <d> limit 5
mv-expand bagexpansion=array <d>
mv-expand kind=array <d>
mv-expand kind=nosuch <d>
mv-expand <d> limit 'a'
mv-expand <s> = <d>
mv-expand <d> = <d>
mv-expand nosuch
mv-expand a = nosuch
mv-expand pack_array(<s>, <l>)
mv-expand a = pack_array(<s>, <l>), c2 = bag_keys(<d>)
mv-expand range(1, 10, 1)
mv-expand a = range(1, 10, 1) to typeof(int)
mvexpand <d>
mv-apply <d> on (take 1)
mv-apply a = <d> on (take 1)
mv-apply a = <d> on (where a.b == 'c' | project a)
mv-apply a = <d> on (project c2 = a.b)
mv-apply a = <d> on (summarize count())
mv-apply a = <d> on (summarize make_list(a.b) by tostring(a.c))
mv-apply <d> on (summarize make_list(<d>.b))
mv-apply <d> on (summarize <d> = make_list(<d>))
mv-apply <d> on (project <s>)
mv-apply <d> on (project x = <s>)
mv-apply a = <d> on (project <s>, a)
mv-apply a = <d> on (project <s> = a)
mv-apply a = <d>.b on (extend c2 = a.x | project-away a)
mv-apply a = <d> to typeof(string) on (where a has 'x')
mv-apply a = <d> to typeof(long) on (summarize s2 = sum(a))
mv-apply a = <d>, c2 = <d> on (project a, c2)
mv-apply with_itemindex=n a = <d> on (where n > 1)
mv-apply with_itemindex=n <d> on (summarize max(n))
mv-apply a = <d> limit 5 on (take 1)
mv-apply <d> on (summarize arg_max(<t>, *))
mv-apply a = <d> on (distinct tostring(a))
mv-apply a = <d> on (order by tostring(a) asc | take 1)
mv-apply a = <d> on (top 1 by toint(a.n))
mv-apply <s> on (take 1)
mv-apply a = split(<s>, ',') on (where a != '')
mv-apply split(<s>, ',') on (take 1)
mv-apply <d>.b on (take 1)
mv-apply a = <d> on (where nosuch == 1)
mv-apply a = <d> on (mv-expand a | project a)
mv-apply a = <d> on (count)
mv-apply a = <d> on (extend <s> = 1)
mv-apply a = range(0, 3, 1) on (extend x = <d>[a] | project x)
mv-apply a = <d> on (extend k = tostring(bag_keys(a)[0]) | extend v = a[k] | summarize bag = make_bag(bag_pack(k, v)))
`
