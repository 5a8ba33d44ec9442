package bind

// moreText holds further steps, those of texts, series, tables and predicates.
const moreText = `
parse <s> with 'a' x 'b' y
parse <s> with * 'a' x:long 'b' *
parse <s> with x:nosuch 'b'
parse <s> with 'a' <s2> 'b'
parse <s> with 'a' <t> 'b'
parse <s> with 'a' x 'b' x
parse kind=regex <s> with 'a' x 'b'
parse kind=relaxed <s> with 'a' x:int 'b' y:datetime
parse kind=nosuch <s> with 'a' x
parse kind=regex flags=Ui <s> with 'a' x
parse <l> with 'a' x
parse <d> with 'a' x
parse <d>.a with 'a' x
parse tostring(<d>) with 'a' x
parse nosuch with 'a' x
parse-where <s> with 'a' x:long
parse-where kind=regex <s> with 'a' x:real 'b' y
parse-kv <s> as (a:string, b9:long)
parse-kv <s> as (a:string, a:long)
parse-kv <s> as (<s2>:long) with (pair_delimiter=',', kv_delimiter='=')
parse-kv <s> as (a:string) with (pair_delimiter=',', kv_delimiter='=', quote='"')
parse-kv <s> as (a:string) with (regex='(x)=(y)')
parse-kv <l> as (a:string)
parse-kv <d> as (a:string)
parse-kv <s> as (a:nosuch)
search 'x'
search <s>:'x'
search nosuch:'x'
search <s> == 'x'
search 'x' and <s> has 'y'
search kind=case_sensitive 'x'
search *
search not('x')
make-series count() on <t> step 1d
make-series count() on <t> from ago(7d) to now() step 1d
make-series count() on <t> from ago(7d) to now() step 1d by <s>
make-series a = count(), sum(<l>) on <t> step 1h by <s>, <s2>
make-series sum(<l>) default=0 on <t> step 1h
make-series sum(<l>) default=0.5 on <t> step 1h
make-series max(<r>) default=0 on <t> step 1h
make-series count() on <l> from 1 to 10 step 1
make-series count() on <l> step 1
make-series count() on <l> step 1h
make-series count() on <t> step 1
make-series count() on <s> step 1
make-series count() on <t> in range(ago(7d), now(), 1d)
make-series count() on bin(<t>, 1h) step 1h
make-series count() on x = <t> step 1h
make-series <l> on <t> step 1h
make-series count() on <t> step 1d by bin(<l>, 10), tolower(<s>)
make-series kind=nonempty count() on <t> step 1d
make-series count(), count() on <t> step 1d
make-series a = count() on a = <t> step 1d
make-series avg(<l>), dcount(<s>) on <t> from datetime(2024-01-01) to datetime(2024-02-01) step 1d | extend series_decompose_anomalies(avg_l)
top-nested 3 of <s> by count()
top-nested 3 of <s> by c2 = count(), top-nested 2 of <t> by sum(<l>)
top-nested of <s> by count()
top-nested 3 of <s> with others = 'x' by count()
top-nested 3 of x = <s> by count() desc
top-nested 3 of <s> by count() asc, top-nested 1 of <s> by max(<l>)
top-nested 3 of strlen(<s>) by count()
top-nested 3 of <l> + 1 by count()
top-nested 'a' of <s> by count()
top-nested 3 of <s> by <l>
top-hitters 3 of <s>
top-hitters 3 of <s> by <l>
top-hitters 3 of <s> by <s>
top-hitters 3 of <l> + 1
top-hitters 3 of <s> by <l> + 1
top-hitters 'a' of <s>
partition by <s> (take 1)
partition hint.strategy=native by <s> (top 1 by <t>)
partition by <s> (summarize count())
partition by <s> (summarize count() by <l>)
partition by <d> (take 1)
partition by <l> + 1 (take 1)
partition by nosuch (take 1)
scan with (step s1: <l> > 1;)
scan declare (x:long = 0) with (step s1: true => x = x + <l>;)
scan declare (x:long = 0) with (step s1: true => x = s1.x + 1; step s2: <l> > s1.x;)
scan declare (x:string) with (step s1: true => x = <s>;)
scan declare (x:long) with (step s1: <s> => x = 1;)
scan declare (x:long) with (step s1: true => y = 1;)
scan with_match_id=m with (step s1: <b>;)
scan with (step s1 output=none: <b>; step s2: s1.<l> < <l>;)
order by <t> asc | scan declare (x:timespan) with (step s1: true => x = <t> - s1.<t>;)
join (T2) on <s>
join kind=inner (T2 | project <s>, x = 1) on <s>
union (print <s> = 1)
union (print <s> = 'a')
union (print <s> = 1, x = 2), (print <s> = 1.0)
union kind=inner (print <s> = 'a')
union withsource=src (print <s> = 'a')
union withsource=<s> (print x = 'a')
union isfuzzy=true nosuch
union nosuch
union isfuzzy=true nosuch, (print x = 1)
union kind=nosuch (print x = 1)
extend x = 1 | union (print x = 'a') | project x_long, x_string
extend x_long = 'a', x = 1 | union (print x = 'a')
evaluate bag_unpack(<d>)
evaluate bag_unpack(<d>) : (*, a:string)
evaluate bag_unpack(<d>, 'p_')
evaluate bag_unpack(<s>)
evaluate bag_unpack(<d>) | project a, <t>
evaluate pivot(<s>)
evaluate pivot(<s>, count(), <t>)
evaluate pivot(<s>, sum(<l>))
evaluate narrow()
evaluate autocluster()
evaluate basket()
evaluate nosuch()
evaluate ipv4_lookup(T2, <s>, net)
fork (take 1) (count)
facet by <s>
facet by <s>, <t> with (take 1)
reduce by <s>
reduce by <l>
render timechart
render timechart with (title='a')
render nosuch
render piechart | take 1
invoke nosuch()
summarize count() by <s> | render columnchart
extend x = toscalar(print 1)
extend x = toscalar(nosuch | count)
extend x = <s> in ((print a = 'b'))
where <s> in (print 'a')
where <s> in~ ('a', 'b')
where <s> in ('a', 1)
where <l> in (1, 'a')
where <s> has_any ('a', 'b')
where <s> has_any (dynamic(['a']))
where <s> has_any (<d>)
where <d> has 'a'
where <d> has_any ('a')
where <d>.a == 1 and <d>.b == 'x'
where <d>.a > 1 or <d>.a startswith 'x'
where <d>.a in ('a', 'b')
where <d>.a
where * has 'a'
where * == 'a'
where * contains 'x' and <s> == 'y'
where <s> matches regex '('
where <s> == 1
where <l> == '1'
where <t> > '2024-01-01'
where <t> > 1
where <t> between (ago(1d) .. now())
where <t> between (ago(1d) .. 1h)
where <l> between (1 .. 2.5)
where <s> between ('a' .. 'b')
where <t> between (1 .. 2)
where <s> > 'a'
where not(<b>)
where not <b>
where !<b>
where <s> !in ('a') and <s> !contains 'b' and <s> !~ 'c'
where isempty(<s>) or isnull(<l>) or isnan(<r>)
where <s> has 1
where <s> startswith <l>
where <l> has 'a'
where <s> like 'a%'
where tostring(<d>) contains 'a'
where strlen(<s>) > '3'
where ipv4_is_private(<s>) and ipv4_is_in_range(<s>, '10.0.0.0/8')
where <s> in (T2)
where <t> >= ago(1)
where <t> >= ago('1d')
where <t> >= now(-1d)
where hourofday(<t>) between (8 .. 18)
where dayofweek(<t>) == 0d
where <s> == "a" and (<s2> == "b" or <l> == 1) and not(<s> has "c")
where <g> == 'a'
where <g> == guid(null)
where <b> == 1
where <b> == 'true'
where <u> > 1h and <u> > 5
where countof(<s>, 'a') > 1
where array_length(<d>) > 1 and <d>[0] == 'a'
where set_has_element(<d>, 'a')
where array_index_of(<d>, 'a') != -1
where count() > 1
where sum(<l>) > 1
where typeof(<s>) == 'a'
where gettype(<d>) == 'array'
where $left.<s> == 1
where <s>.a == 'b'
where <l>.a == 'b'
where <s>[0] == 'b'
`
