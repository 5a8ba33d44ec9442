SELECT count(*) FROM (
  SELECT FileOriginIP, regexp_extract(lower(FileOriginUrl), '^(?:[a-z]+://)?([^/:?]*)', 1) AS host, MD5, SHA1, SHA256, InitiatingProcessSHA1, InitiatingProcessSHA256
  FROM read_ndjson('$DIR/copies/devfile-[0-$LAST].ndjson', columns = {FileOriginIP: 'VARCHAR', FileOriginUrl: 'VARCHAR', MD5: 'VARCHAR', SHA1: 'VARCHAR', SHA256: 'VARCHAR',
    InitiatingProcessSHA1: 'VARCHAR', InitiatingProcessSHA256: 'VARCHAR'}))
WHERE FileOriginIP IN (FROM listed) OR host IN (FROM listed) OR regexp_extract(host, '[^.]+\.[^.]+$') IN (FROM listed)
  OR MD5 IN (FROM listed) OR SHA1 IN (FROM listed) OR SHA256 IN (FROM listed) OR InitiatingProcessSHA1 IN (FROM listed) OR InitiatingProcessSHA256 IN (FROM listed)
