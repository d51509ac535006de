// Whether a known weakness is in what the product brings along (not in what only its tests need). Exit code 1 where one is high or critical; where
// the registry cannot be asked that is said, and is no failure: a build without Internet is a build.
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
  process.exitCode = critical + high > 0 ? 1 : 0;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
