import { BulkheadError } from '../errors.ts';

interface Ended {
  handle: number;
  contract?: string | undefined;
  reason: string;
}

/** It was a reference once: `reason` says where the last one went. */
export function leaseExpired({ handle, contract, reason }: Ended): BulkheadError {
  return new BulkheadError('E_LEASE_EXPIRED', {
    message: `${contract ?? 'reference'} #${handle}: ${reason}`,
    detail: contract === undefined ? { handle } : { handle, contract },
  });
}

export function neverLent(): BulkheadError {
  return new BulkheadError('E_CONTRACT', { message: 'a reference that was never lent on this port' });
}

export function wrongContract(handle: number, contract: string): BulkheadError {
  return new BulkheadError('E_CONTRACT', { message: `reference #${handle} is not a ${contract}` });
}

export function wrongForm(what: string): BulkheadError {
  return new BulkheadError('E_CONTRACT', { message: `${what} had the wrong form` });
}
