SELECT Timestamp, DeviceName, RemoteIP, RemoteUrl, InitiatingProcessFileName
FROM read_ndjson('$DIR/devnet.ndjson', columns = {Timestamp: 'TIMESTAMP', DeviceName: 'VARCHAR', ActionType: 'VARCHAR',
  RemoteIP: 'VARCHAR', RemoteUrl: 'VARCHAR', InitiatingProcessFileName: 'VARCHAR'})
WHERE DeviceName = 'desktop-0b1de4.corp.contoso.com' AND ActionType = 'ConnectionFailed'
ORDER BY Timestamp DESC
