SELECT Timestamp, DeviceName, RemoteIP, RemoteUrl
FROM read_ndjson('$DIR/devnet.ndjson', columns = {Timestamp: 'TIMESTAMP', DeviceName: 'VARCHAR', RemoteIP: 'VARCHAR', RemoteUrl: 'VARCHAR'})
WHERE regexp_matches(RemoteUrl, '(^|[^a-z0-9])(softandtec|genuskox)([^a-z0-9]|$)', 'i')
ORDER BY Timestamp DESC
