import { jsonObjects } from '../../metadata/json.ts';
import { type Connection, refused } from '../connection.ts';
import { APPROVAL_WORKFLOW } from '../metadata/approval.ts';
import { DEFAULT_OPTION_COMBO } from '../metadata/categories.ts';
import type { MetadataObject } from '../metadata-object.ts';

const workflow = APPROVAL_WORKFLOW.monthly;

/**
 * Two districts approve a month. What is approved already stays: loading it again changes nothing.
 * @throws Error when the instance refuses anything.
 */
export async function fillApprovals(connection: Connection, districts: readonly MetadataObject[]): Promise<void> {
  const units = districts.slice(0, 2);
  const query = units.map(({ id }) => `&ou=${id}`).join('');
  const states = jsonObjects(await connection.get(`/api/dataApprovals/approvals?wf=${workflow}&pe=202501${query}`));
  if (states.length === 0 || states.some(({ state }) => /^(APPROVED|ACCEPTED)/.test(String(state)))) return;
  const path = '/api/dataApprovals/approvals';
  const approvals = units.map(({ id }) => ({ ou: id, aoc: DEFAULT_OPTION_COMBO }));
  const reply = await connection.send('POST', path, { wf: [workflow], pe: ['202501'], approvals });
  if (reply.status >= 300) throw refused(`POST ${path}`, reply);
}
