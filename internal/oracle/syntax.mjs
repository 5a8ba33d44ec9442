// Has Microsoft's parser, but not its binder, judge queries, a JSON object a line. Its argument
// is the script that loads the parser, which would run itself if it saw that argument.
import { readFileSync, writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

await import(pathToFileURL(process.argv.pop()));
const { Bridge, Kusto } = globalThis;
for (const line of readFileSync(0, 'utf8').split('\n')) {
  if (!line) continue;
  const { id, query } = JSON.parse(line);
  const diagnostics = Bridge.toArray(Kusto.Language.KustoCode.Parse(query).GetSyntaxDiagnostics())
    .map((d) => ({ severity: d.Severity, code: d.Code, message: d.Message, start: d.Start }));
  writeSync(1, JSON.stringify({ id, ok: !diagnostics.some((d) => d.severity === 'Error'), diagnostics }) + '\n');
}
