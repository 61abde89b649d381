import { BulkheadError } from '../errors.ts';

/** Characters of a path in a message; deeper ones are cut in front. */
const PATH_LENGTH = 200;

/**
 * What is wrong with a value, and where. It collects its path on the way out of nested codecs, so that good values pay
 * nothing. Told apart by a private mark: what a hostile getter throws is never looked at.
 */
export class Offence {
  #path = '';
  readonly #reason: string;

  constructor(reason: string) {
    this.#reason = reason;
  }

  static is(value: unknown): value is Offence {
    return typeof value === 'object' && value !== null && #reason in value;
  }

  inside(segment: string): this {
    this.#path = (segment + this.#path).slice(0, PATH_LENGTH);
    return this;
  }

  toError(root: string): BulkheadError {
    const path = `${root}${this.#path}`;
    return new BulkheadError('E_CONTRACT', { message: `${path}: ${this.#reason}`, detail: { path } });
  }
}

/** An error of the port of references, which is ours and goes out as it is. */
export class PortFailure extends Offence {
  readonly #error: BulkheadError;

  constructor(error: BulkheadError) {
    super(error.message);
    this.#error = error;
  }

  override toError(): BulkheadError {
    return this.#error;
  }
}

export function fail(reason: string): never {
  throw new Offence(reason);
}

/** Adds a step to the path of what was thrown inside. */
export function within(thrown: unknown, segment: string): Offence {
  return asOffence(thrown).inside(segment);
}

/** Whatever else was thrown came out of the value: a getter, a proxy. */
export function asOffence(thrown: unknown): Offence {
  return Offence.is(thrown) ? thrown : new Offence('cannot be read');
}
