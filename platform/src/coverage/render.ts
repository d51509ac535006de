import type { CoverageRow, CoverageSection } from './row.ts';

const head = `# What Relais replicates

One row for every kind of thing that DHIS2 2.38 … 2.43 holds. **Replicated** means: read, written, read again on both
sides by a second reading and compared, which the test of the last column proves; **carried inside** means: as a part of
the object named; **left alone**: each instance's own, not touched by choice; **impossible**: no account can write it over
the Web API; **computed**: DHIS2 derives it from what is replicated. What ran against real servers, and when, is in \`compatibility.md\`.

This page is written by \`node_modules/.bin/node platform/src/coverage/write.ts\` from the tables of the code; a test compares the two, and
fails when a type of a recorded \`schemas.json.gz\` has no row.
`;

/** The whole page, in Markdown. */
export function renderCoverage(sections: readonly CoverageSection[]): string {
  return `${head}${sections.map(renderSection).join('')}`;
}

function renderSection({ title, introduction, rows }: CoverageSection): string {
  const lines = rows.map(renderRow).join('');
  return `\n## ${title}\n${introduction}\n\n| thing | releases | what becomes of it | | proof |\n|---|---|---|---|---|\n${lines}`;
}

function renderRow({ thing, releases, verdict, sentence, proof }: CoverageRow): string {
  const file = proof === undefined ? '' : `[${proof.replace(/^.*\//, '')}](../${proof})`;
  return `| ${thing} | ${releases ?? 'all'} | **${verdict}** | ${sentence} | ${file} |\n`;
}
