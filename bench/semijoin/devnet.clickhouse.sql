SELECT count() FROM (
  SELECT RemoteIP, extract(lower(RemoteUrl), '^(?:[a-z]+://)?([^/:?]*)') AS host, InitiatingProcessSHA1, InitiatingProcessSHA256
  FROM file('$DIR/copies/devnet-{0..$LAST}.ndjson', 'JSONEachRow', 'RemoteIP String, RemoteUrl String, InitiatingProcessSHA1 String, InitiatingProcessSHA256 String'))
WHERE RemoteIP IN bench.listed OR host IN bench.listed OR cutToFirstSignificantSubdomain(host) IN bench.listed
  OR InitiatingProcessSHA1 IN bench.listed OR InitiatingProcessSHA256 IN bench.listed
