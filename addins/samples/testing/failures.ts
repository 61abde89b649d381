import { BulkheadError } from '@bulkhead/sdk';

export const noSheet = () => new BulkheadError('E_NOT_FOUND', 'There is no sheet "May".', { detail: { sheet: 'May' } });

/** What only the host may say, with the class and without it. */
export const FORGED: readonly (() => Error)[] = [
  () => new BulkheadError('E_SECURITY' as 'E_IO', 'no'),
  () => Object.assign(new Error('no'), { name: 'BulkheadError', code: 'E_SECURITY' }),
];

/** Its code, as an author asks for it. */
export const codeSeen = (thrown: unknown) => (thrown instanceof BulkheadError ? thrown.code : undefined);
