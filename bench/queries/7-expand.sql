SELECT Answer, count(*) AS Events, count(DISTINCT DeviceName) AS Hosts
FROM (
  SELECT DeviceName, unnest(CAST(json_extract(AdditionalFields, '$.answers') AS VARCHAR[])) AS Answer
  FROM read_ndjson('$DIR/devnet.ndjson', columns = {DeviceName: 'VARCHAR', ActionType: 'VARCHAR', AdditionalFields: 'VARCHAR'})
  WHERE ActionType = 'DnsConnectionInspected'
)
GROUP BY Answer
