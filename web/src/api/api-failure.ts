import type { Problem } from '@relais/contract/problem.ts';

/** What the service answered where it could not do what was asked: with a stable code, and what to do in the reader's language. */
export class ApiProblem extends Error {
  readonly problem: Problem;
  /** Seconds after which the same may succeed. */
  readonly retryAfter: number | undefined;

  constructor(problem: Problem, retryAfter?: number) {
    super(problem.title);
    this.name = 'ApiProblem';
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

/** No answer came: no line, no service, or something between that is not the service. */
export class ConnectionLost extends Error {
  constructor(cause: unknown) {
    super('the service does not answer', { cause });
    this.name = 'ConnectionLost';
  }
}

/** A password or a code that somebody typed was wrong: who is signed in stays so. */
const wrongProofs: ReadonlySet<string> = new Set(['LOGIN_REFUSED', 'SECOND_FACTOR_REFUSED']);

/** Somebody has to sign in, first or again. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiProblem && error.problem.status === 401 && !wrongProofs.has(error.problem.code);
}

/** What was asked for is not there: for questions where that is an answer. */
export function isNotFound(error: unknown): boolean {
  return error instanceof ApiProblem && (error.problem.status === 404 || error.problem.code === 'APPROVAL_NOT_WAITING');
}
