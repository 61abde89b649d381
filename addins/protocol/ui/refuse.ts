import { BulkheadError } from '../errors.ts';

/** Refuses a whole frame, with words for the author. */
export function refuse(reason: string): never {
  throw new BulkheadError('E_CONTRACT', { message: `The view was refused: ${reason}.` });
}
