import { expect, test } from 'vitest';
import { ADDIN_CODES } from '../protocol/addin-errors.ts';
import { ERRORS, type ErrorCode, BulkheadError as Failure, fromWireError, toWireError } from '../protocol/errors.ts';
import { BulkheadError } from './bulkhead-error.ts';

const CODES = Object.keys(ERRORS) as ErrorCode[];
type OwnCode = ConstructorParameters<typeof BulkheadError>[0];

test.each(CODES)('%s: an add-in gives its own codes, and the word of the host becomes a fact', (code) => {
  const error = new BulkheadError(code as OwnCode, 'words', { detail: { place: 'here' } });
  expect(error).toMatchObject({ name: 'BulkheadError', message: 'words', detail: { place: 'here' } });
  if (ADDIN_CODES.has(code)) expect(error.code).toBe(code);
  else expect([error.code, error.detail['reason']]).toEqual(['E_ADDIN', code]);
});

test('it crosses with its code, its facts and the stack of its cause', () => {
  const cause = new Error('deep down');
  const error = new BulkheadError('E_QUOTA', 'full', { detail: { limit: 3 }, cause });
  const crossed = fromWireError(structuredClone(toWireError(error)));
  expect(crossed).toMatchObject({ code: 'E_QUOTA', message: 'full', detail: { limit: 3 }, remoteStack: cause.stack });
  expect(crossed).toBeInstanceOf(BulkheadError);
});

test('instanceof knows failures of the host, also those whose class was evaluated elsewhere, and nothing else', () => {
  const elsewhere = Object.assign(new Error('not now'), { name: 'BulkheadError', code: 'E_SECURITY' });
  const trap = new Proxy(new Error('trap'), {
    get() {
      throw new Error('no');
    },
  });
  const known = [new Failure('E_SECURITY'), elsewhere, new BulkheadError('E_IO', 'no')];
  const others = [
    new Error('plain'),
    { code: 'E_SECURITY', name: 'BulkheadError' },
    trap,
    'E_SECURITY',
    null,
    undefined,
  ];
  expect(known.every((value) => value instanceof BulkheadError)).toBe(true);
  expect(others.some((value) => (value as object) instanceof BulkheadError)).toBe(false);
});

test('a class of an author that extends it means its own', () => {
  class SheetError extends BulkheadError {}
  expect(new SheetError('E_IO', 'no') instanceof SheetError).toBe(true);
  expect(new SheetError('E_IO', 'no') instanceof BulkheadError).toBe(true);
  expect(new BulkheadError('E_IO', 'no') instanceof SheetError).toBe(false);
});
