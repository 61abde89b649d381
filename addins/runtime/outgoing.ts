import { BulkheadError } from '../protocol/errors.ts';
import { MAXIMUM_STATE, type SavedState, savedState } from '../protocol/methods/domain-methods.ts';
import { isPlainData, type Plain } from '../protocol/plain-data.ts';

/**
 * What an add-in answers, before it goes out. The other end counts an answer of the wrong form as an attack and cuts
 * this domain off after a few; here it is a mistake, and its author is told.
 */
export function plainAnswer(value: unknown, name: string): Plain {
  if (!isPlainData(value)) throw notPlain(name);
  return value;
}

/** Throws E_NOT_SERIALIZABLE or, for a state that is too large, E_QUOTA. */
export function stateAnswer(state: unknown): SavedState | null {
  if (state === null) return null;
  const parsed = savedState.safeParse(state);
  if (!parsed.success) throw notPlain('saveState');
  if (JSON.stringify(state).length > MAXIMUM_STATE) {
    throw new BulkheadError('E_QUOTA', { message: 'The saved data is too large.' });
  }
  return parsed.data;
}

function notPlain(name: string): BulkheadError {
  const message = `"${name}" must answer plain data within the limits: text, numbers, lists and records.`;
  return new BulkheadError('E_NOT_SERIALIZABLE', { message });
}
