SELECT count(*) FROM (
  SELECT lower(rtrim(Name, '.')) AS host
  FROM read_ndjson('$DIR/copies/dns-[0-$LAST].ndjson', columns = {Name: 'VARCHAR'}))
WHERE host IN (FROM listed) OR regexp_extract(host, '[^.]+\.[^.]+$') IN (FROM listed)
