// Whether a known weakness is in what the product brings along (not in what only its tests need). It is told and fails nothing: what was
// published yesterday about a package is no defect of the commit that is tested today, and the registry cannot always be asked.
import { spawnSync } from 'node:child_process';

const longestMs = 60_000;
const { stdout, error } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  encoding: 'utf8',
  timeout: longestMs,
  maxBuffer: 64 * 1024 * 1024,
});

const report = parse(stdout);
const counts = report?.metadata?.vulnerabilities;
if (counts === undefined) {
  const reason = error?.message ?? report?.message ?? report?.error?.summary ?? 'no answer';
  process.stdout.write(`dependency audit: not done, the registry could not be asked (${reason})\n`);
} else {
  const { critical = 0, high = 0, moderate = 0, low = 0 } = counts;
  process.stdout.write(`dependency audit: ${critical} critical, ${high} high, ${moderate} moderate, ${low} low\n`);
  const serious = Object.values(report.vulnerabilities ?? {}).filter(({ severity }) =>
    /^(high|critical)$/.test(severity),
  );
  for (const { name, severity, range } of serious) process.stdout.write(`  ${severity}: ${name} ${range}\n`);
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
