import { type AddinErrorCode, saidByAddin } from '../protocol/addin-errors.ts';
import { codeOf, BulkheadError as Failure } from '../protocol/errors.ts';

export interface BulkheadErrorDetails {
  /** Small facts for programs, such as `{ reason: 'no-such-sheet' }`: they cross with the code. At most 16. */
  detail?: Readonly<Record<string, string | number | boolean>>;
  /** Stays in this process; its stack is what the log shows. */
  cause?: unknown;
}

/**
 * A failure with a code: what calls of the host and of other add-ins reject with, and what an operation throws so that whoever
 * called can tell what happened, however many add-ins stand between.
 *
 * @example
 * if (error instanceof BulkheadError && error.code === 'E_CALL_TIMEOUT') return tryLater();
 * throw new BulkheadError('E_NOT_FOUND', `There is no sheet "${name}".`, { detail: { sheet: name } });
 *
 * `instanceof` knows those of the host as well, whose class is another one. An add-in gives the codes of {@link AddinErrorCode}
 * only; any other becomes `E_ADDIN` with `detail.reason`, here as everywhere.
 */
export class BulkheadError extends Failure {
  constructor(code: AddinErrorCode, message: string, { detail = {}, cause }: BulkheadErrorDetails = {}) {
    // What is not the add-in's to say is not, whatever its types were told.
    const said = saidByAddin(new Failure(code, { message, detail: { ...detail } }));
    super(said.code, { message, detail: said.detail, cause });
  }

  static override [Symbol.hasInstance](value: unknown): value is BulkheadError {
    // A class of the author's own that extends this one means its own objects.
    // biome-ignore lint/complexity/noThisInStatic: which class is asked for is the question
    if (this !== BulkheadError) return Function.prototype[Symbol.hasInstance].call(this, value);
    try {
      return codeOf(value) !== undefined;
    } catch {
      return false;
    }
  }
}
