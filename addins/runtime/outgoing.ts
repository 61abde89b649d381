import { BulkheadError } from '../protocol/errors.ts';
import { type InspectMethod, inspectMethods, inspectNotices } from '../protocol/inspect/inspect-methods.ts';
import type { MethodParameters } from '../protocol/method.ts';
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

/** What the guest answers about an inspected object. Throws E_NOT_SERIALIZABLE with the place that is wrong. */
export function inspectAnswer(name: InspectMethod, answer: unknown): unknown {
  const parsed = inspectMethods[name].result.safeParse(answer);
  if (!parsed.success) throw notDescribable(parsed.error.issues[0]);
  return parsed.data;
}

type Changed = (typeof inspectNotices)['inspect.changed'];

/** What the guest tells the window about an inspected object. */
export function readNotice(method: string, args: readonly unknown[]): MethodParameters<Changed> {
  if (method !== 'inspect.changed') throw new BulkheadError('E_NO_MEMBER', { message: method });
  const parsed = inspectNotices[method].parameters.safeParse(args);
  if (!parsed.success) throw notDescribable(parsed.error.issues[0]);
  return parsed.data;
}

function notDescribable(issue: { path: PropertyKey[]; message: string } | undefined): BulkheadError {
  const place = issue ? `${issue.path.map(String).join('.')} ${issue.message}` : '';
  return new BulkheadError('E_NOT_SERIALIZABLE', { message: `An object cannot be shown: ${place}`.trim() });
}

function notPlain(name: string): BulkheadError {
  const message = `"${name}" must answer plain data within the limits: text, numbers, lists and records.`;
  return new BulkheadError('E_NOT_SERIALIZABLE', { message });
}
