import { BulkheadError, toBulkheadError } from '../../addins/protocol/errors.ts';

/** Why an add-in did not start, in its own words where it has some. */
export function startFailure(thrown: unknown): BulkheadError {
  const error = toBulkheadError(thrown, 'E_START_FAILED');
  if (error.code === 'E_CALL_TIMEOUT') return new BulkheadError('E_START_TIMEOUT', { cause: error });
  if (error.code === 'E_ADDIN' || error.code === 'E_CRASHED') {
    return new BulkheadError('E_START_FAILED', { message: error.message, cause: error });
  }
  return error;
}
