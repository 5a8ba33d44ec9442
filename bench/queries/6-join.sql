SELECT f.FileName, count(*) AS Events, count(DISTINCT n.RemoteIP) AS Addresses
FROM read_ndjson('$DIR/devnet.ndjson', columns = {DeviceId: 'VARCHAR', ActionType: 'VARCHAR', InitiatingProcessSHA1: 'VARCHAR', RemoteIP: 'VARCHAR'}) n
JOIN read_ndjson('$DIR/devfile.ndjson', columns = {DeviceId: 'VARCHAR', ActionType: 'VARCHAR', InitiatingProcessSHA1: 'VARCHAR', FileName: 'VARCHAR'}) f
  ON n.DeviceId = f.DeviceId AND n.InitiatingProcessSHA1 = f.InitiatingProcessSHA1
WHERE n.ActionType = 'ConnectionFailed' AND f.ActionType = 'FileCreated'
GROUP BY f.FileName
