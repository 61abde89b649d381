import { BulkheadError, type ErrorCode, type WireError } from './errors.ts';

/**
 * What the process of an add-in may say of itself. Everything else is the word of whoever stands outside of it: that something
 * is not allowed, that a process has ended, that a package is not to be trusted. People and programs decide by those words.
 */
const CODES = [
  'E_ADDIN',
  'E_CALL_TIMEOUT',
  'E_CANCELLED',
  'E_CONTRACT',
  'E_CONTRACT_FILE',
  'E_CYCLE',
  'E_DEPTH',
  'E_IO',
  'E_LEASE_EXPIRED',
  'E_NO_ADAPTER',
  'E_NO_MEMBER',
  'E_NOT_FOUND',
  'E_NOT_SERIALIZABLE',
  'E_OVERLOAD',
  'E_QUOTA',
  'E_START_FAILED',
  'E_STATE_REJECTED',
] as const satisfies readonly ErrorCode[];

/** A code that an add-in may give. */
export type AddinErrorCode = (typeof CODES)[number];

export const ADDIN_CODES: ReadonlySet<ErrorCode> = new Set(CODES);

/** Refusals of the host that one add-in may repeat; older ones are forgotten. */
const REMEMBERED = 32;

/** What a session does about the failures that cross it. */
export interface FailureWatch {
  /** This side has told the peer of a failure. */
  told?(failure: WireError): void;
  /** What counts of a failure that the peer tells. */
  believe(failure: BulkheadError): BulkheadError;
}

/** A failure as an add-in told it: a code that is not its to give stays as a fact, `detail.reason`. */
export function saidByAddin(failure: BulkheadError): BulkheadError {
  if (ADDIN_CODES.has(failure.code)) return failure;
  const { message, detail, code, remoteStack } = failure;
  return new BulkheadError('E_ADDIN', {
    ...{ message, cause: failure, detail: { ...detail, reason: code } },
    ...(remoteStack === undefined ? {} : { remoteStack }),
  });
}

/** The host's end: an add-in that passes on what the host told it, word for word, has not made it up. */
export class HostWords implements FailureWatch {
  readonly #told: string[] = [];

  told(failure: WireError): void {
    if (ADDIN_CODES.has(failure.code)) return;
    const words = wordsOf(failure);
    if (this.#told.includes(words)) return;
    this.#told.push(words);
    if (this.#told.length > REMEMBERED) this.#told.shift();
  }

  believe(failure: BulkheadError): BulkheadError {
    return this.#told.includes(wordsOf(failure)) ? failure : saidByAddin(failure);
  }
}

function wordsOf({ code, message }: Pick<WireError, 'code' | 'message'>): string {
  return `${code}\n${message}`;
}
