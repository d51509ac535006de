import { textOf } from '../data/references.ts';
import { attributesOf } from './bundle.ts';
import { type Fields, render } from './fields.ts';
import type { Note, StoredValue, TrackedEntity, TrackerEvent } from './model.ts';
import { formatMoment } from './moment.ts';
import { type Json, userInfo, type ViewContext } from './view-context.ts';

/** The attributes of the entity's type and, when one was named, of the program (API.md §9.1). */
export function shownAttributes(
  { instance, program, isItem, isList }: ViewContext,
  entity: TrackedEntity,
): Set<string> {
  const { metadata, minor } = instance;
  const shown = new Set(attributesOf(metadata.find('trackedEntityTypes', entity.trackedEntityType)).keys());
  // At the end of a relationship the attributes of every program of the entity are shown, in 2.41 not inside a list.
  const programs = isItem ? (minor === 41 && isList ? [] : [...entity.owners.keys()]) : [program];
  for (const uid of programs) {
    for (const attribute of attributesOf(metadata.find('programs', uid ?? '')).keys()) shown.add(attribute);
  }
  return shown;
}

/** Attributes with their values. */
export function attributeList(
  context: ViewContext,
  entity: TrackedEntity,
  shown: ReadonlySet<string>,
  fields: Fields,
): Json[] {
  const list: Json[] = [];
  for (const [uid, stored] of entity.attributes) {
    if (!shown.has(uid)) continue;
    const attribute = context.instance.metadata.find('trackedEntityAttributes', uid);
    const view = {
      attribute: uid,
      code: textOf(attribute, 'code'),
      displayName: textOf(attribute, 'name'),
      createdAt: formatMoment(stored.createdAt),
      updatedAt: formatMoment(stored.updatedAt),
      valueType: textOf(attribute, 'valueType'),
      value: stored.value,
    };
    list.push(render(view, fields));
  }
  return list;
}

/** Which org unit owns the entity in which program. */
export function programOwners(context: ViewContext, entity: TrackedEntity, fields: Fields): Json[] {
  return [...entity.owners]
    .filter(([program]) => context.isItem || context.program === undefined || program === context.program)
    .map(([program, orgUnit]) => render({ orgUnit, trackedEntity: entity.uid, program }, fields));
}

/** Up to 2.40 an event that nobody is assigned to says so with an empty object. */
export function assignedUser(context: ViewContext, { assignedUser: username }: TrackerEvent): unknown {
  const none = context.instance.minor <= 40 ? {} : undefined;
  if (username === undefined) return none;
  for (const user of context.instance.metadata.of('users').values()) {
    if (user.username === username) {
      const info = userInfo(context, user.id);
      return { ...info, displayName: `${info.firstName} ${info.surname}` };
    }
  }
  return none;
}

/** Who wrote a data value is told from 2.42 on (recorded: tr-get-events). */
export function dataValueList(context: ViewContext, values: ReadonlyMap<string, StoredValue>, fields: Fields): Json[] {
  const isNew = context.instance.minor >= 42;
  return [...values].map(([dataElement, stored]) =>
    render(
      {
        createdAt: formatMoment(stored.createdAt),
        updatedAt: formatMoment(stored.updatedAt),
        storedBy: isNew && !context.isItem ? stored.storedBy : undefined,
        providedElsewhere: stored.providedElsewhere,
        dataElement,
        value: stored.value,
        createdBy: isNew ? () => userInfo(context, stored.createdBy) : undefined,
        updatedBy: isNew ? () => userInfo(context, stored.updatedBy) : undefined,
      },
      fields,
    ),
  );
}

/** Notes with who wrote them. */
export function noteList(context: ViewContext, notes: readonly Note[], fields: Fields): Json[] {
  const { minor } = context.instance;
  return notes.map((note) => {
    const user = userInfo(context, note.createdBy);
    const displayName = minor >= 41 ? { displayName: `${user.firstName} ${user.surname}` } : {};
    const view = {
      note: note.note,
      storedAt: formatMoment(note.storedAt),
      value: note.value,
      storedBy: note.storedBy,
      createdBy: () => ({ ...user, ...displayName }),
    };
    return render(view, fields);
  });
}
