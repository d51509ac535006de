import type { Schema } from './metadata/schemas.ts';

/** A metadata object as DHIS2 spells it: JSON with an `id`. */
export interface StoredObject {
  id: string;
  [property: string]: unknown;
}

/**
 * All metadata objects of one stand-in instance, by plural type name and UID.
 * The maps keep insertion order, as a heap table of PostgreSQL mostly does.
 */
export interface MetadataStore {
  /** Objects of one type; an empty map for a type without objects. */
  of(plural: string): Map<string, StoredObject>;
  find(plural: string, uid: string): StoredObject | undefined;
}

/** The account that a request came in with. */
export interface Account {
  readonly uid: string;
  readonly username: string;
  readonly authorities: ReadonlySet<string>;
}

/**
 * One stand-in DHIS2: its release, its state in memory, and its clock. Every area (metadata, data, tracker, files,
 * system) keeps its own state in a module of its own, and registers its routes with `registerXRoutes(app, instance)`.
 */
export interface Instance {
  /** For example `2.42.4.1`. */
  readonly release: string;
  /** The second number of the release, for example 42: what a release does otherwise hangs on it. */
  readonly minor: number;
  readonly systemId: string;
  readonly schemas: readonly Schema[];
  readonly metadata: MetadataStore;
  /** Passwords by user UID; never exported. */
  readonly passwords: Map<string, string>;
  now(): Date;
  /** A UID that is free in this instance; the sequence is fixed by the instance's seed. */
  newUid(): string;
}
