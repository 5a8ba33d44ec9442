SELECT count(*) FROM (
  SELECT RemoteIP, regexp_extract(lower(RemoteUrl), '^(?:[a-z]+://)?([^/:?]*)', 1) AS host, InitiatingProcessSHA1, InitiatingProcessSHA256
  FROM read_ndjson('$DIR/copies/devnet-[0-$LAST].ndjson', columns = {RemoteIP: 'VARCHAR', RemoteUrl: 'VARCHAR', InitiatingProcessSHA1: 'VARCHAR', InitiatingProcessSHA256: 'VARCHAR'}))
WHERE RemoteIP IN (FROM listed) OR host IN (FROM listed) OR regexp_extract(host, '[^.]+\.[^.]+$') IN (FROM listed)
  OR InitiatingProcessSHA1 IN (FROM listed) OR InitiatingProcessSHA256 IN (FROM listed)
