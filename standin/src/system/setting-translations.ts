import type { Instance } from '../instance.ts';
import { instanceState } from '../instance-state.ts';
import { isJson, type Json } from '../metadata/json.ts';
import { namespaceOf, removeEntry, storesOf } from '../stores/key-value-store.ts';

/** Up to 2.41: texts by setting, then by language. */
const translations = instanceState<Map<string, Json>>(() => new Map());

/** Where 2.42 keeps them: open to everybody who may read the data store. */
const NAMESPACE = 'settings-translations';

/** The text of a setting in a language; empty when there is none. */
export function translationOf(instance: Instance, key: string, locale: string): string {
  return String(textsOf(instance, key)[locale] ?? '');
}

/** Sets the text of a setting in a language; an empty one takes it away. */
export function setTranslation(instance: Instance, key: string, locale: string, text: string): void {
  const { [locale]: _old, ...others } = textsOf(instance, key);
  const texts = text === '' ? others : { ...others, [locale]: text };
  if (instance.minor >= 42) setInStore(instance, key, texts);
  else translations(instance).set(key, texts);
}

function textsOf(instance: Instance, key: string): Json {
  if (instance.minor < 42) return translations(instance).get(key) ?? {};
  const held: unknown = JSON.parse(storesOf(instance).shared.get(NAMESPACE)?.get(key)?.text ?? '{}');
  return isJson(held) ? held : {};
}

function setInStore(instance: Instance, key: string, texts: Json): void {
  const { shared } = storesOf(instance);
  if (Object.keys(texts).length === 0) {
    removeEntry(shared, NAMESPACE, key);
    return;
  }
  const now = instance.now();
  const sharing = { external: false, users: {}, userGroups: {}, public: 'rw------' };
  const text = JSON.stringify(texts);
  const entry = {
    id: instance.newUid(),
    key,
    text,
    encrypted: false,
    created: now,
    lastUpdated: now,
    createdBy: '',
    sharing,
  };
  namespaceOf(shared, NAMESPACE).set(key, entry);
}
