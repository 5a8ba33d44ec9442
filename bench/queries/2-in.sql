SELECT Timestamp, DeviceName, RemoteIP, RemotePort, InitiatingProcessFileName
FROM read_ndjson('$DIR/devnet.ndjson', columns = {Timestamp: 'TIMESTAMP', DeviceName: 'VARCHAR', RemoteIP: 'VARCHAR', RemotePort: 'INTEGER',
  InitiatingProcessFileName: 'VARCHAR'})
WHERE RemoteIP IN ('80.211.47.159', '80.211.47.160', '80.211.47.161')
ORDER BY Timestamp DESC
