import type { Counts } from '../../model/counts.ts';
import type { Finding } from '../../model/finding.ts';
import type { MetadataObject, MetadataType } from '../../model/metadata-object.ts';
import type { Schema } from '../../model/schema.ts';
import type { Loss } from '../transforms/transform.ts';
import { nameOf, type SideReading } from './read-sides.ts';
import type { TypeSelection } from './replicated-types.ts';

const words: Readonly<Record<Loss['code'], string>> = {
  PROPERTY_UNKNOWN: 'the target\u2019s release has no such property',
  CONSTANT_UNKNOWN: 'the target\u2019s release does not know this constant',
  ARRIVES_DISABLED: 'created switched off; whether it runs is decided on the target',
  SECRET_TO_ENTER: 'created without its secret, which no instance gives out; enter it on the target',
  RECIPIENT_UNKNOWN: 'shared with a user or group that does not exist on the source any more',
  TRANSLATION_LEFT_OUT: 'a second translation of the property into this language, or one that lacks a part',
  REFERENCE_LEFT_OUT: 'names what the selection leaves out; there the target keeps its own',
};

/** Why an object has no place at all: the target demands a property, and does not know the constant that stands in it. */
export function noPlaceFinding(
  type: MetadataType,
  object: MetadataObject,
  losses: readonly Loss[],
  targetSchema: Schema | undefined,
): Finding | undefined {
  const isRequired = (key: string) => targetSchema?.properties.some((each) => each.key === key && each.required);
  const lost = losses.find(({ code, property }) => code === 'CONSTANT_UNKNOWN' && isRequired(property));
  if (lost === undefined) return undefined;
  const message = `${lost.property}=${lost.value}: ${words.CONSTANT_UNKNOWN}, and cannot do without`;
  return { type, key: object.id, name: nameOf(object), cause: 'impossible', code: 'CONSTANT_UNKNOWN', message };
}

/** Counts what objects of one type lose, so that one finding tells it for all of them. */
export class LossTally {
  readonly #type: MetadataType;
  readonly #counts = new Map<string, { loss: Loss; count: number }>();

  constructor(type: MetadataType) {
    this.#type = type;
  }

  add(losses: readonly Loss[]): void {
    for (const loss of losses) {
      const key = `${loss.code}/${loss.property}/${loss.value ?? ''}`;
      const entry = this.#counts.get(key);
      if (entry) entry.count += 1;
      else this.#counts.set(key, { loss, count: 1 });
    }
  }

  findings(): Finding[] {
    return [...this.#counts.values()].map(({ loss, count }) => ({
      type: this.#type,
      key: loss.value === undefined ? loss.property : `${loss.property}=${loss.value}`,
      cause: byChoice.has(loss.code) ? 'skipped' : 'impossible',
      code: loss.code,
      message: words[loss.code],
      count,
    }));
  }
}

/** What a run leaves out or off by choice, though the target could hold it. */
const byChoice: ReadonlySet<Loss['code']> = new Set(['REFERENCE_LEFT_OUT', 'ARRIVES_DISABLED']);

/** Types whose objects are the same rows as those of another type, or part of them: nothing of them stays behind. */
const aliases: ReadonlySet<MetadataType> = new Set(['eventCharts', 'eventReports', 'mapViews']);

/**
 * Findings and counts for the types that are not sent, and for objects that nobody can read, so that what stays behind is counted
 * too. `listed` says how many objects of a type the source listed, where it was asked for all.
 */
export async function uncarriedFindings(
  { source, signal }: Pick<SideReading, 'source' | 'signal'>,
  selection: TypeSelection,
  listed: ((type: MetadataType) => number) | undefined,
): Promise<{ counts: Record<string, Partial<Counts>>; findings: Finding[] }> {
  const counts: Record<string, Partial<Counts>> = {};
  const findings: Finding[] = [];
  const tell = async (type: MetadataType, cause: 'impossible' | 'skipped', code: string, message: string) => {
    const count = await source.countMetadata(type, signal);
    if (count === 0) return;
    counts[type] = { read: count, [cause]: count };
    findings.push({ type, key: '*', cause, code, message, count });
  };
  for (const type of selection.withoutPlace) {
    await tell(type, 'impossible', 'TYPE_UNKNOWN', 'the target\u2019s release has no such type');
  }
  for (const [type, reason] of selection.notReplicated) {
    if (!aliases.has(type)) await tell(type, 'impossible', 'NOT_COPIED', reason);
  }
  for (const type of listed === undefined ? [] : selection.types.filter((each) => counted.has(each))) {
    const unreadable = (await source.countMetadata(type, signal)) - (listed?.(type) ?? 0);
    if (unreadable <= 0) continue;
    counts[type] = { read: unreadable, impossible: unreadable };
    const message = 'the source counts them, and gives them out by no request: they are in no category combo';
    findings.push({ type, key: '*', cause: 'impossible', code: 'WITHOUT_CATEGORY_COMBO', message, count: unreadable });
  }
  return { counts, findings };
}

/** Types of which an instance may count objects that it gives out by no request (`unlisted-objects.ts`). */
const counted: ReadonlySet<MetadataType> = new Set(['categoryOptionCombos']);
