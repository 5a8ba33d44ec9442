// Runs one query in an engine within Node and says what it took:
//
//	node engine.mjs duckdb|clickhouse MODULES THREADS FILE.sql FOLDER LAST [SETUP]
//
// MODULES is where @duckdb/node-api and chdb are installed; $DIR in the queries is FOLDER, and
// $LAST the number of the last file of a log that they are to read. The result goes to standard
// output: a line of measurements, then a JSON array a row, all cells as text. The time is that
// of the query alone, until its rows are there; neither Node's start nor SETUP, queries that
// run before, nor the printing counts.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const [engine, modules, threads, file, folder, last, setup] = process.argv.slice(2)
const require = createRequire(`${modules}/x.js`)
const read = (name) => readFileSync(name, 'utf8').replaceAll('$DIR', folder.replaceAll("'", "''")).replaceAll('$LAST', last)

async function duckdb() {
  const { DuckDBInstance, version } = require('@duckdb/node-api')
  const db = await (await DuckDBInstance.create(':memory:')).connect()
  await db.run(`SET threads = ${Number(threads)}`)
  return { version: version(), run: async (sql) => (await db.runAndReadAll(sql)).getRows() }
}

async function clickhouse() {
  const { Session } = require('chdb')
  const db = new Session()
  db.query(`SET max_threads = ${Number(threads)}`, 'TSV')
  const rows = (text) => text.split('\n').filter(Boolean).map((line) => line.split('\t'))
  const run = async (sql) => rows(String(db.query(sql, 'TSV') ?? ''))
  const [[version]] = await run('SELECT version()')
  return { version, run }
}

const { version, run } = await { duckdb, clickhouse }[engine]()
if (setup) for (const sql of read(setup).split(';\n').filter((s) => s.trim())) await run(sql)
const sql = read(file)
const base = process.resourceUsage().maxRSS
const cpu = process.cpuUsage()
const begun = performance.now()
const result = await run(sql)
const wall = performance.now() - begun
const { user, system } = process.cpuUsage(cpu)
const peak = process.resourceUsage().maxRSS

const lines = [JSON.stringify({ wall: wall / 1e3, cpu: (user + system) / 1e6, memory: (peak - base) * 1024, version })]
for (const row of result) lines.push(JSON.stringify(row.map((cell) => (cell === null ? '' : String(cell)))))
process.stdout.write(lines.join('\n') + '\n', () => process.exit(0))
