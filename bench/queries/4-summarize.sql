SELECT ActionType, RemotePort, count(*) AS Events, count(DISTINCT DeviceName) AS Hosts, min(Timestamp) AS "First"
FROM read_ndjson('$DIR/devnet.ndjson', columns = {Timestamp: 'TIMESTAMP', DeviceName: 'VARCHAR', ActionType: 'VARCHAR',
  RemotePort: 'INTEGER', RemoteIPType: 'VARCHAR'})
WHERE RemoteIPType = 'Public'
GROUP BY ActionType, RemotePort
