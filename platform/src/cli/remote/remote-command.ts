import type { Bilingual } from '../../model/language.ts';
import type { Start } from '../run/confirm-start.ts';

/** What was typed behind the words of a command. */
export interface Typed {
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
}

/** What a request may need beside what was typed. */
export interface BodyTools {
  /** What the service has: where something is not named, it stays as it is. */
  readonly get: (path: string) => Promise<unknown>;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A command that a remote service carries out: the same words as here, and the request that stands for them. */
export interface RemoteCommand {
  readonly words: readonly string[];
  /** What the help says, as it does of the same command here. */
  readonly about: Bilingual;
  readonly args?: readonly (readonly [name: string, about: Bilingual])[];
  /** Options that have to be there. */
  readonly wants?: readonly (readonly [flags: string, about: Bilingual])[];
  readonly options?: readonly (readonly [flags: string, about: Bilingual, usual?: string])[];
  /** Takes the options of a run, too. */
  readonly takes?: 'comparison' | 'writing';
  /** What a person is to say yes to before the request is made. */
  asks?(typed: Typed, tools: BodyTools): Promise<Start>;
  readonly method: Method | ((typed: Typed) => Method);
  path(typed: Typed): string;
  body?(typed: Typed, tools: BodyTools): object | undefined | Promise<object>;
  /** What of each item is shown to people, in this order. */
  readonly columns?: readonly string[];
  /** The answer names a run: it is followed until it rests, unless `--detach` leaves it alone; or its state is told. */
  readonly tells?: 'progress' | 'state';
}
