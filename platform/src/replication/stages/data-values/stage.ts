import type { DataValue } from '../../../model/data-value.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Uid } from '../../../model/uid.ts';
import type { RunContext, Stage } from '../../run-context.ts';
import { type CopiedClass, copyParts } from '../../slices/copy-parts.ts';
import { readUids } from '../../slices/known-uids.ts';
import { createSendPace } from '../../slices/send-pace.ts';
import { shareParts } from '../../slices/share-parts.ts';
import { type DataValueScope, readDataValueScope } from './data-value-rows.ts';
import { createDataValueSender, createSending, type SendDataValues, type Sending } from './send-data-values.ts';
import { fileOfValue, filesOfValues } from './value-files.ts';

/** Values of a part: bounds the memory (three parts are held at a time) and what a resumed run does again. */
const valuesPerPart = 30_000;

/** Data elements of one request: with 50 org units they stay under the 8 kB that servers allow for a URL. */
export const elementsPerRequest = 150;

/** The size that a plain loop does best with (API.md §12, "Request size"); slow targets get smaller ones. */
const valuesPerBody = 10_000;

const maxConnections = 4;

/** Sizes, which tests make small. */
export interface DataValuesSizes {
  readonly valuesPerPart?: number | undefined;
  readonly elementsPerRequest?: number | undefined;
  readonly valuesPerBody?: number | undefined;
}

/** Copies all data values, part by part: compares first, sends what differs, and tells of what cannot arrive. */
export const dataValuesStage: Stage = createDataValuesStage();

export function createDataValuesStage(sizes: DataValuesSizes = {}): Stage {
  return {
    name: 'dataValues',
    async run(context) {
      await copyParts(context, await (await openCopy(context, sizes))(context));
    },
    async share(context) {
      return shareParts(context, await openCopy(context, sizes));
    },
  };
}

/** Looks up what all pieces need, and gives the class for the context of one of them. */
async function openCopy(context: RunContext, sizes: DataValuesSizes) {
  const scope = await readDataValueScope(context);
  const { rows, catalogue, hierarchy, readable, rules } = scope;
  const largestBody = sizes.valuesPerBody ?? valuesPerBody;
  const sending = createSending(
    createSendPace({ largestBody, maxConcurrency: maxConnections, now: () => performance.now() }),
    rules,
  );
  return async (itsContext: RunContext): Promise<CopiedClass<DataValue>> => ({
    stage: 'dataValues',
    rows,
    areas: catalogue.areas,
    hierarchy,
    readable,
    maxElements: sizes.elementsPerRequest ?? elementsPerRequest,
    limit: sizes.valuesPerPart ?? valuesPerPart,
    beforehand: catalogue.unreachable.map(valuesUnreachable),
    companions: filesOfValues(itsContext, catalogue),
    send: await createSender(itsContext, scope, sending),
  });
}

async function createSender(
  context: RunContext,
  { place, rules, ...scope }: DataValueScope,
  sending: Sending,
): Promise<SendDataValues> {
  const send = createDataValueSender(context, place, rules, sending);
  if (!context.options.dryRun) return send;
  const isKnown = await createKnownToTarget(context, scope);
  return (values, known) => send(values.filter(isKnown), known);
}

/**
 * Before metadata is there, the target would refuse every value that names it, and while nothing is written it has no file:
 * such values are not asked about.
 */
async function createKnownToTarget(
  { target, identity, signal }: RunContext,
  {
    targetElements,
    targetOrgUnits,
    catalogue,
  }: Pick<DataValueScope, 'targetElements' | 'targetOrgUnits' | 'catalogue'>,
): Promise<(value: DataValue) => boolean> {
  const combos = await readUids(target, 'categoryOptionCombos', signal);
  return (value) =>
    fileOfValue(value, catalogue) === undefined &&
    targetElements.has(identity.toTarget(value.dataElement)) &&
    targetOrgUnits.has(identity.toTarget(value.orgUnit)) &&
    combos.has(identity.toTarget(value.categoryOptionCombo)) &&
    combos.has(identity.toTarget(value.attributeOptionCombo));
}

function valuesUnreachable(key: Uid): Finding {
  const message = 'The data element is in no data set and in no group: up to 2.38 no listing reaches its values.';
  return { type: 'dataValues', key, cause: 'impossible', code: 'VALUES_UNREACHABLE', message };
}
