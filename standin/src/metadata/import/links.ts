import type { Instance, StoredObject } from '../../instance.ts';
import { idOf, idsOf, jsonObjects } from '../json.ts';
import type { Transaction } from './transaction.ts';

/** A parent that lists its children, and children that name their parent: one column in DHIS2's database. */
interface Link {
  readonly parents: string;
  readonly list: string;
  readonly children: string;
  readonly back: string;
  /** What becomes of a child that its parent lists no more (API.md §4.5, orphan rules). */
  readonly dropped: 'detached' | 'deleted';
}

const LINKS: readonly Link[] = [
  { parents: 'optionSets', list: 'options', children: 'options', back: 'optionSet', dropped: 'detached' },
  { parents: 'programs', list: 'programStages', children: 'programStages', back: 'program', dropped: 'detached' },
  { parents: 'programs', list: 'programSections', children: 'programSections', back: 'program', dropped: 'detached' },
  {
    parents: 'programStages',
    list: 'programStageSections',
    children: 'programStageSections',
    back: 'programStage',
    dropped: 'deleted',
  },
  {
    parents: 'programRules',
    list: 'programRuleActions',
    children: 'programRuleActions',
    back: 'programRule',
    dropped: 'deleted',
  },
];

/** Keeps both sides of a link alike after one of them was written. */
export function tieLinks(
  instance: Instance,
  transaction: Transaction,
  plural: string,
  written: StoredObject,
  before: StoredObject | undefined,
): void {
  for (const link of LINKS) {
    if (link.parents === plural) tieParent(instance, transaction, link, written, before);
    if (link.children === plural) tieChild(instance, transaction, link, written);
  }
}

function tieParent(
  instance: Instance,
  transaction: Transaction,
  { parents, list, children, back, dropped }: Link,
  parent: StoredObject,
  before: StoredObject | undefined,
): void {
  const listed = new Set(idsOf(parent[list]));
  let place = 0;
  for (const uid of listed) {
    const order = children === 'options' && instance.minor >= 41 ? { sortOrder: place++ } : {};
    transaction.change(children, uid, { [back]: { id: parent.id }, ...order });
  }
  for (const uid of idsOf(before?.[list])) {
    const child = instance.metadata.find(children, uid);
    if (listed.has(uid) || idOf(child?.[back]) !== parent.id) continue;
    if (dropped === 'deleted') transaction.remove(children, uid);
    else transaction.change(children, uid, { [back]: undefined });
  }
  if (parents === 'programs' && list === 'programStages') shareWithStages(transaction, parent, before);
}

/** A new event program gives its sharing to its stage (API.md §5.3, programs). */
function shareWithStages(transaction: Transaction, program: StoredObject, before: StoredObject | undefined): void {
  if (before || program.programType !== 'WITHOUT_REGISTRATION') return;
  for (const uid of idsOf(program.programStages)) {
    transaction.change('programStages', uid, { sharing: program.sharing });
  }
}

function tieChild(
  instance: Instance,
  transaction: Transaction,
  { parents, list, children, back }: Link,
  child: StoredObject,
): void {
  const parent = instance.metadata.find(parents, idOf(child[back]) ?? '');
  if (!parent) {
    reattach(instance, transaction, { parents, list, children, back }, child);
    return;
  }
  if (idsOf(parent[list]).includes(child.id)) return;
  transaction.change(parents, parent.id, { [list]: [...jsonObjects(parent[list]), { id: child.id }] });
}

/** A child that was written without its parent stays with the parent that lists it. */
function reattach(
  instance: Instance,
  transaction: Transaction,
  { parents, list, children, back }: Omit<Link, 'dropped'>,
  child: StoredObject,
): void {
  for (const parent of instance.metadata.of(parents).values()) {
    if (!idsOf(parent[list]).includes(child.id)) continue;
    transaction.change(children, child.id, { [back]: { id: parent.id } });
    return;
  }
}
