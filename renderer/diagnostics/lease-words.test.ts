import { expect, test } from 'vitest';
import type { LedgerSummary } from '../../preload/bridge.ts';
import { leaseWords } from './lease-words.ts';

type Lease = LedgerSummary['lease'];
const lease = (change: Partial<NonNullable<Lease>>): Lease => ({
  ...{ state: 'active', remaining: 90_000, sponsors: [] },
  ...change,
});

test.each<[string, LedgerSummary['kind'], Lease]>([
  ['with its answer', 'call', null],
  ['when it is closed', 'file', null],
  ['when it is closed', 'view', null],
  ['when it is given back', 'reference', null],
  ['in 2 min', 'reference', lease({})],
  ['in 1 second', 'reference', lease({ remaining: 1_000 })],
  ['in 5 seconds', 'reference', lease({ remaining: 4_001 })],
  ['any moment', 'reference', lease({ remaining: 0 })],
  ['never by itself', 'reference', lease({ state: 'null', remaining: null })],
  ['waiting for a renewal', 'reference', lease({ state: 'renewing', remaining: 0 })],
  ['now', 'reference', lease({ state: 'expired', remaining: 0 })],
  ['in 2 min, renewed by Canvas, you', 'reference', lease({ sponsors: ['Canvas', 'you'] })],
])('%s', (words, kind, given) => {
  expect(leaseWords(kind, given)).toBe(words);
});
