// Runs one query in DuckDB and says what it took: node duckdb.mjs MODULES THREADS FILE.sql FOLDER.
// MODULES is where @duckdb/node-api is installed. The result goes to standard output: a line
// of measurements, then a JSON array a row, all cells as text. The time is that of the query
// alone, until its rows are there; neither Node's start nor the printing counts.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const [modules, threads, file, folder] = process.argv.slice(2)
const { DuckDBInstance, version } = createRequire(`${modules}/x.js`)('@duckdb/node-api')
const sql = readFileSync(file, 'utf8').replaceAll('$DIR', folder.replaceAll("'", "''"))

const db = await (await DuckDBInstance.create(':memory:')).connect()
await db.run(`SET threads = ${Number(threads)}`)
const base = process.resourceUsage().maxRSS
const cpu = process.cpuUsage()
const begun = performance.now()
const result = await db.runAndReadAll(sql)
const wall = performance.now() - begun
const { user, system } = process.cpuUsage(cpu)
const peak = process.resourceUsage().maxRSS

const lines = [JSON.stringify({ wall: wall / 1e3, cpu: (user + system) / 1e6, memory: (peak - base) * 1024, version: version() })]
for (const row of result.getRows()) lines.push(JSON.stringify(row.map((cell) => (cell === null ? '' : String(cell)))))
process.stdout.write(lines.join('\n') + '\n')
