package bind

// joinText holds steps that read a second table, T2, which has the columns of secondTable.
const joinText = `
join T2 on $left.<s> == $right.s
join kind=inner T2 on $left.<s> == $right.s
join kind=inner (T2 | project s, l) on $left.<s> == $right.s
join kind=innerunique T2 on $left.<s> == $right.s, $left.<l> == $right.l
join kind=leftouter T2 on $left.<s> == $right.s and $left.<l> == $right.i
join kind=rightouter T2 on $left.<s> == $right.s
join kind=fullouter T2 on $left.<s> == $right.s
join kind=leftsemi T2 on $left.<s> == $right.s
join kind=rightsemi T2 on $left.<s> == $right.s
join kind=leftanti T2 on $left.<s> == $right.s
join kind=rightanti T2 on $left.<s> == $right.s
join kind=anti T2 on $left.<s> == $right.s
join kind=leftantisemi T2 on $left.<s> == $right.s
join kind=rightantisemi T2 on $left.<s> == $right.s
join kind=nosuch T2 on $left.<s> == $right.s
join kind=inner T2 on $right.s == $left.<s>
join kind=inner T2 on <s> == s
join kind=inner T2 on $left.<s> = $right.s
join kind=inner T2 on $left.<s> != $right.s
join kind=inner T2 on $left.<s> == $right.l
join kind=inner T2 on $left.<l> == $right.i
join kind=inner T2 on $left.<i> == $right.l
join kind=inner T2 on $left.<r> == $right.l
join kind=inner T2 on $left.<m> == $right.l
join kind=inner T2 on $left.<d> == $right.d
join kind=inner T2 on $left.<d> == $right.s
join kind=inner T2 on $left.<t> == $right.l
join kind=inner T2 on $left.nosuch == $right.s
join kind=inner T2 on $left.<s> == $right.nosuch
join kind=inner T2 on nosuch
join kind=inner T2 on tolower(<s>)
join kind=inner T2 on $left.<s> == tolower($right.s)
join kind=inner T2
join kind=inner T2 on $left.<d>.a == $right.s
join kind=inner (T2 | where nosuch == 1) on $left.<s> == $right.s
join kind=inner nosuch on <s>
join hint.strategy=broadcast kind=inner T2 on $left.<s> == $right.s
extend s = <s> | join kind=inner T2 on s
extend s = <s> | join kind=leftouter (T2 | extend l = 1) on s | project s, s1, l
extend s = <s>, s1 = 2 | join kind=inner T2 on s
extend s = 1 | join kind=inner T2 on s
extend s = <s>, l = 1.5 | join kind=inner T2 on s, l
extend s = <s>, l = <i> | join kind=inner T2 on s, l
extend s = <s> | join kind=inner T2 on s | join kind=inner T2 on s
extend s = <s> | join kind=leftanti T2 on s | summarize count() by s
extend s = <s> | lookup T2 on s
extend s = <s>, x = 1 | lookup kind=inner T2 on s
extend s = <s>, x = 1 | lookup kind=leftouter (T2 | project s, x, x1 = 1) on s
extend s = <s> | lookup kind=rightouter T2 on s
extend s = <s> | lookup (T2) on s, nosuch
lookup T2 on $left.<s> == $right.s
lookup T2 on $left.<l> == $right.l, $left.<s> == $right.x
lookup T2
extend 1 + 1 | join kind=inner (T2 | extend 1 + 2) on $left.<s> == $right.s
union T2
union T2, (T2 | extend l = 'a')
union kind=outer T2, (T2 | project s = 1)
union kind=inner T2
union withsource=src T2
union (T2 | project <s> = l)
extend l = 'a', i = 1.0 | union T2
extend d = 'a' | union withsource=src isfuzzy=true T2, nosuch
extend d = 'a' | union T2 | extend d_string = 1
extend s = <s> | where s in (T2)
where <s> in (T2 | project x)
where <s> in ((T2 | project x))
where <s> !in (T2)
where <s> in~ (T2 | summarize make_set(x))
where <s> has_any (T2)
where <s> has_any ((T2 | project x))
where <l> in (T2 | project i)
where <l> in (T2)
where <s> == toscalar(T2 | project x)
where <l> > toscalar(T2 | summarize max(l))
extend n = toscalar(T2 | count) | project n
extend n = toscalar(T2)
where <s> in (toscalar(T2 | summarize make_list(x)))
evaluate ipv4_lookup(T2, <s>, net)
evaluate ipv4_lookup(T2, <s>, net, return_unmatched = true)
evaluate ipv4_lookup(T2, <l>, net)
extend x = array_length(toscalar(T2 | summarize make_set(s)))
partition by <s> { T2 | count }
as T3 | union T2
extend l = <l> | union (T2 | project-away d) | summarize count() by l
`

// secondTable declares T2.
const secondTable = `let T2 = datatable(s:string, l:long, i:int, d:dynamic, net:string, x:string, t:datetime)[]; `

// wholeText holds queries that begin with something other than a table.
const wholeText = `
print 1
print 1, 2
print a = 1, 2, b = 3
print a = 1, a = 2
print strlen('a'), tolower('a')
print x = 1, x1 = 2, 3
print print_1 = 1, 2
print tostring(1)
print now(), ago(1d), 1h, datetime(2024-01-01), 'a', true, 1.5, int(1), long(1), real(1), decimal(1), guid(null), dynamic(null)
print int(null), long(null), real(nan), bool(null), datetime(null), timespan(null), time(1h), dynamic({"a":1}).a
print a = 1 | extend b = a
print (a, b) = dynamic([1, 2])
print (a, b) = array_sort_asc(dynamic([1]), dynamic([2]))
print array_sort_asc(dynamic([1]), dynamic([2]))
print series_fit_line(dynamic([1, 2]))
print x = nosuch
print x = nosuch()
print x = count()
print 1 + 'a'
print 1h + 1d, 1h * 2, 1h / 1m, 2 * 1h, datetime(2024-01-01) - 1d, datetime(2024-01-01) - datetime(2023-01-01), 5 / 2, 5 % 2, 5.0 / 2
print int(1) + int(2), int(1) + 2, int(1) * 1.5, decimal(1) + 1, decimal(1) + 1.5, -int(1), -1h
print dynamic([1])[0] + 1, dynamic({"a":1}).a + 'x'
print iff(true, 1, 'a')
print iff(true, 1, 2.5), iff(true, int(1), 2), case(false, 1, 2.5), coalesce(int(1), 2), max_of(1, 2.5), min_of(int(1), int(2))
range x from 1 to 10 step 1
range x from 1 to 10 step 2.5
range x from 1.0 to 10 step 1
range x from int(1) to int(10) step int(1)
range x from int(1) to int(10) step 1
range x from ago(1d) to now() step 1h
range x from ago(1d) to now() step 1
range x from 1h to 2h step 1m
range x from 'a' to 'b' step 1
range x from 1 to 10 step 'a'
range x from 1 to 10 step 0
range x from decimal(1) to decimal(2) step decimal(1)
range x from 1 to 10 step 1 | summarize sum(x) by bin(x, 2)
datatable(a:string, b:long)['x', 1]
datatable(a:string, b:long)['x']
datatable(a:string, a:long)['x', 1]
datatable(a:nosuch)['x']
datatable(a:long)['x']
datatable(a:string)[1]
datatable(a:long)[1.5]
datatable(a:int)[1]
datatable(a:real)[1]
datatable(a:datetime)[datetime(2024-01-01)]
datatable(a:datetime)['2024-01-01']
datatable(a:dynamic)[dynamic([1]), 1, 'a']
datatable(a:bool)[true, false]
datatable(a:bool)[1]
datatable(a:timespan)[1h, 1]
datatable(a:guid)[guid(null), 'x']
datatable(a:double, b:date, c:time, d:uuid, e:float, f:boolean)[]
datatable(a:long)[1 + 1]
let x = 5; datatable(a:long)[x]
externaldata(a:string, b:long)['https://example.com/a.csv']
externaldata(a:string)['https://example.com/a.csv'] with (format='csv', ignoreFirstRecord=true)
externaldata(a:string)[@'https://example.com/a.csv'] | where a has 'x'
(externaldata(a:string)['https://example.com/a.csv'])
let x = 1; print x
let x = 1; print y = x + 1
let x = 1; let x = 2; print x
let x = 1; x
let x = 1;
let x = nosuch; print 1
let x = 'a'; SecurityEvent | where Account == x | project Account, x
let x = 'a'; SecurityEvent | extend x
let x = ago(1d); SecurityEvent | where TimeGenerated > x
let x = dynamic(['a']); SecurityEvent | where Account in (x)
let x = dynamic(['a']); SecurityEvent | where Account has_any (x)
let T = SecurityEvent | take 1; T
let T = SecurityEvent | take 1; T | project Account
let T = SecurityEvent; T | union T
let T = materialize(SecurityEvent | project Account); T | join kind=inner T on Account
let T = SecurityEvent | project Account; let U = T | extend x = 1; U | project x, Account
let T = (SecurityEvent); T | count
let T = view () { SecurityEvent | project Account }; T | take 1
let T = view () { SecurityEvent | project Account }; union T*
let f = () { 1 }; print f()
let f = () { 1 }; print f
let f = (a:long) { a + 1 }; print f(1)
let f = (a:long) { a + 1 }; print x = f('a')
let f = (a:long) { a + 1 }; print x = f()
let f = (a:long) { a + 1 }; print x = f(1, 2)
let f = (a:long) { a + 1 }; print x = f(1.5)
let f = (a:long) { a + 1 }; print x = f(int(1))
let f = (a:real) { a + 1 }; print x = f(1)
let f = (a:long, b:long = 5) { a + b }; print x = f(1), y = f(1, 2), z = f(a = 1), w = f(b = 1, a = 2)
let f = (a:long, b:long = 5) { a + b }; print x = f(c = 1)
let f = (a:long = 5) { a }; print f()
let f = (a:string) { strlen(a) }; SecurityEvent | extend f(Account)
let f = (a:string) { strlen(a) }; SecurityEvent | extend x = f(Account), f(Computer)
let f = (a:string) { strlen(a) }; SecurityEvent | summarize count() by f(Account)
let f = (a:dynamic) { a.b }; SecurityEvent | extend x = f(parse_json(EventData))
let f = (a:string) { let b = tolower(a); strcat(b, 'x') }; SecurityEvent | extend x = f(Account)
let f = (T:(*)) { T | count }; f(SecurityEvent)
let f = (T:(*)) { T | count }; SecurityEvent | invoke f()
let f = (T:(Account:string)) { T | project Account }; SecurityEvent | invoke f()
let f = (T:(Account:string)) { T | project Account }; f(SecurityEvent)
let f = (T:(Account:string)) { T | project Account, Computer }; f(SecurityEvent)
let f = (T:(Nosuch:string)) { T | project Nosuch }; f(SecurityEvent)
let f = (T:(Account:long)) { T | project Account }; f(SecurityEvent)
let f = (T:(*), c:string) { T | extend x = c }; SecurityEvent | project Account | invoke f('a')
let f = (T:(Account:string, *)) { T | project Account }; SecurityEvent | invoke f()
let f = (n:long) { SecurityEvent | take n }; f(5)
let f = (n:long) { SecurityEvent | take n }; f(5) | project Account
let f = (a:string) { SecurityEvent | where Account == a | project Account, a }; f('x')
let f = (a:string) { SecurityEvent | where nosuch == a }; f('x')
let f = (a:string) { nosuch }; print 1
let f = (a:nosuch) { 1 }; print 1
let f = () { SecurityEvent | extend 1 + 1 }; f() | extend 2 + 2
let f = () { SecurityEvent | extend 1 + 1 }; SecurityEvent | extend 2 + 2 | union f() | extend 3 + 3
let a = 1; let b = a + 1; let c = b * a; print a, b, c
let ['my name'] = 1; print ['my name']
let T = datatable(['a b']:string, ['c-d']:long)[]; T | project ['a b'], ['c-d']
let T = datatable(['a b']:string)[]; T | extend ['a b'], x = ['a b'] | summarize count() by ['a b']
declare query_parameters(a:long = 5); print a
declare query_parameters(a:string); SecurityEvent | where Account == a
set notruncation; SecurityEvent | count
union SecurityEvent, SigninLogs
union SecurityEvent, SigninLogs | summarize count() by Type
union withsource=T SecurityEvent, SigninLogs | project T, TimeGenerated
union kind=outer SecurityEvent, Syslog, CommonSecurityLog
union Device*
union Device*, SecurityEvent | count
union withsource=T Device*
union nosuch*
union isfuzzy=true SecurityEvent, nosuch
union isfuzzy=true nosuch
union isfuzzy=true (SecurityEvent | project Account), (nosuch | project a)
union (SecurityEvent | project a = 1), (SigninLogs | project a = 'x'), (Syslog | project a = 1.5, b = 2)
union (print a = 1, b = 2), (print b = 'x', a = 1)
union (print a = 1, a_long = 2), (print a = 'x')
union (print a = 1, b = 'y'), (print b = 1, c = 2), (print c = 'x', a = 1)
union (print a = 1), (print a = int(1)), (print a = 'x'), (print a = dynamic(1))
find in (SecurityEvent, SigninLogs) where TimeGenerated > ago(1d)
find in (SecurityEvent, SigninLogs) where TimeGenerated > ago(1d) project TimeGenerated, Type
find in (SecurityEvent, SigninLogs) where TimeGenerated > ago(1d) and Account == 'x'
find in (SecurityEvent, SigninLogs) where Account == 'x' or UserPrincipalName == 'y'
find in (SecurityEvent) where Account has 'x' project Account, Computer, pack(*)
find in (SecurityEvent, Syslog) where Computer has 'x' project Computer
find in (SecurityEvent, Syslog) 'x'
find in (SecurityEvent, Syslog) where 'x'
find withsource=T in (SecurityEvent) where Account == 'x' project Account
find in (SecurityEvent) where Account == 'x' project Account:string, nosuch:long
find in (SecurityEvent) where Account == 'x' project-away Computer
find in (SecurityEvent) where nosuch == 'x'
find in (SecurityEvent, Syslog) where Computer == 'x' project-smart
search in (SecurityEvent, Syslog) 'x'
search in (SecurityEvent, Syslog) Computer == 'x'
search in (SecurityEvent) 'x' | project Account
search in (SecurityEvent, SigninLogs) 'x' and Account has 'y'
search in (SecurityEvent) nosuch == 'x'
search in (SecurityEvent) Account:'x' or 'y'
search in (SecurityEvent) kind=case_sensitive 'x'
search kind=case_sensitive in (SecurityEvent) 'x'
search in (SecurityEvent) * has 'x'
search in (Device*) 'x' | count
table('SecurityEvent') | take 1
table('nosuch') | take 1
SecurityEvent
SecurityEvent | take 1;
(SecurityEvent | take 1)
SecurityEvent; Syslog
nosuch
nosuch | take 1
SecurityEvent | nosuch
SecurityEvent | Where Account == 'x'
SecurityEvent | where Account = 'x'
SecurityEvent | where Account == x
SecurityEvent where Account == 'x'
SecurityEvent | project Account Computer
SecurityEvent | where (Account == 'x'
SecurityEvent | where Account == 'x
SecurityEvent || count
securityevent | count
SecurityEvent | project account
SecurityEvent | where Account in 'x'
SecurityEvent | where Account in ('x', 'y'
SecurityEvent | summarize by Account, count()
SecurityEvent | extend x == 1
SecurityEvent | project-away Account, | take 1
SecurityEvent | count()
SecurityEvent | top 10
SecurityEvent | order Account
SecurityEvent | order by
SecurityEvent | extend
SecurityEvent | where
SecurityEvent | project
SecurityEvent |
.show tables
cluster('c').database('d').T | take 1
database('d').SecurityEvent | take 1
workspace('w').SecurityEvent | take 1
_GetWatchlist('x') | project SearchKey
_GetWatchlist('x') | where SearchKey == 'a' | extend b = tostring(nosuch)
toscalar(SecurityEvent | count)
print toscalar(SecurityEvent | count)
print x = toscalar(SecurityEvent | summarize max(TimeGenerated))
let n = toscalar(SecurityEvent | count); print n + 1
let n = toscalar(SecurityEvent | summarize make_set(Account)); SecurityEvent | where Account in (n)
SecurityEvent | where Account in ((SigninLogs | project UserPrincipalName))
SecurityEvent | join kind=inner (SigninLogs) on $left.Account == $right.UserPrincipalName
SecurityEvent | join kind=inner SigninLogs on TimeGenerated
SecurityEvent | join kind=inner (SigninLogs | extend 1 + 1) on TimeGenerated | extend 2 + 2
SecurityEvent | extend 1 + 1 | join kind=inner (SigninLogs | extend 1 + 1) on TimeGenerated | project 1 + 2
SecurityEvent | lookup kind=leftouter (SigninLogs | project Account = UserPrincipalName, AppId, Computer = 1) on Account
SecurityEvent | as A | union (A | take 1)
SecurityEvent | project Account | as A | join kind=inner A on Account
SecurityEvent | summarize arg_max(TimeGenerated, *) by Account | join kind=leftouter (SecurityEvent | summarize count() by Account) on Account
SecurityEvent | make-series c = count() default=0 on TimeGenerated from ago(1d) to now() step 1h by Account | extend (anomalies, score, baseline) = series_decompose_anomalies(c, 1.5)
SecurityEvent | make-series c = count() on TimeGenerated step 1h | extend x = series_decompose_anomalies(c)
SecurityEvent | make-series c = count() on TimeGenerated step 1h | extend series_stats(c)
SecurityEvent | make-series c = count() on TimeGenerated step 1h | mv-expand TimeGenerated to typeof(datetime), c to typeof(long)
SecurityEvent | evaluate bag_unpack(parse_json(EventData))
SecurityEvent | extend d = parse_json(EventData) | evaluate bag_unpack(d) | project Account, newcolumn
SecurityEvent | extend d = parse_json(EventData) | mv-expand d | extend d.name | project d_name
SecurityEvent | extend d = parse_xml(EventData) | mv-apply p = d.DataItem.EventData.Data on (where p['@Name'] == 'x' | project v = tostring(p['#text']))
SecurityEvent | invoke FileProfile('SHA1')
DeviceFileEvents | invoke FileProfile('SHA1', 1000)
`
