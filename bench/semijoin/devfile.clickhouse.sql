SELECT count() FROM (
  SELECT FileOriginIP, extract(lower(FileOriginUrl), '^(?:[a-z]+://)?([^/:?]*)') AS host, MD5, SHA1, SHA256, InitiatingProcessSHA1, InitiatingProcessSHA256
  FROM file('$DIR/copies/devfile-{0..$LAST}.ndjson', 'JSONEachRow', 'FileOriginIP String, FileOriginUrl String, MD5 String, SHA1 String, SHA256 String, InitiatingProcessSHA1 String, InitiatingProcessSHA256 String'))
WHERE FileOriginIP IN bench.listed OR host IN bench.listed OR cutToFirstSignificantSubdomain(host) IN bench.listed
  OR MD5 IN bench.listed OR SHA1 IN bench.listed OR SHA256 IN bench.listed OR InitiatingProcessSHA1 IN bench.listed OR InitiatingProcessSHA256 IN bench.listed
