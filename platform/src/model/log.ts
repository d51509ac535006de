/** What a line of the log is about. Names, numbers and codes; secrets are masked by their keys, and errors lose what looks like one. */
export interface LogFields {
  readonly run?: number | undefined;
  readonly step?: string | undefined;
  /** Key of the piece or the chunk. */
  readonly piece?: string | undefined;
  readonly code?: string | undefined;
  readonly error?: unknown;
  readonly [name: string]: unknown;
}

/** What a process says of its work, for programs that gather logs. */
export interface Log {
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}
