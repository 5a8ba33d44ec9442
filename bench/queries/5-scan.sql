SELECT Timestamp, DeviceName, RemoteIP, RemoteUrl, InitiatingProcessFileName
FROM read_ndjson('$DIR/devnet.ndjson', columns = {Timestamp: 'TIMESTAMP', DeviceName: 'VARCHAR', ActionType: 'VARCHAR',
  RemoteIP: 'VARCHAR', RemotePort: 'INTEGER', RemoteUrl: 'VARCHAR', InitiatingProcessFileName: 'VARCHAR'})
WHERE ActionType = 'ConnectionFailed' AND RemotePort = 443
ORDER BY Timestamp DESC, DeviceName ASC
