SELECT count() FROM (
  SELECT lower(trim(TRAILING '.' FROM Name)) AS host
  FROM file('$DIR/copies/dns-{0..$LAST}.ndjson', 'JSONEachRow', 'Name String'))
WHERE host IN bench.listed OR cutToFirstSignificantSubdomain(host) IN bench.listed
