import { BulkheadError, toBulkheadError } from '../../addins/protocol/errors.ts';
import type { Party } from './service-graph.ts';

/** A refusal of the provider's own is about the provider: the caller must not take it for one of its own. */
export function outward(thrown: unknown, { displayName }: Party): BulkheadError {
  const error = toBulkheadError(thrown);
  if (error.code !== 'E_SECURITY') return error;
  const message = `${displayName} was not allowed to do its part: ${error.message}`;
  return new BulkheadError('E_ADDIN', { message, detail: { ...error.detail, reason: error.code }, cause: error });
}

export function notReady({ displayName }: Party): BulkheadError {
  return new BulkheadError('E_CALL_TIMEOUT', { message: `${displayName} did not become ready in time.` });
}

export function notOffered({ displayName }: Party, contract: string): BulkheadError {
  return new BulkheadError('E_SECURITY', { message: `${displayName} does not offer ${contract} any more.` });
}
