import { expect, test } from 'vitest';
import { exportCapability } from './export-capability.ts';

const caller = { addinId: 'calc', generation: 1, displayName: 'Calc', publisherKey: null };
const OLDER = { line: 'acme.calc@1', steps: [{ from: 'acme.calc@2', to: 'acme.calc@1' }] };

/** What Calc emits, and a clock that the test moves. */
function open() {
  let now = 0;
  const emitted: string[] = [];
  const broker = exportCapability.create({
    now: () => now,
    emit: (_caller, { topic }, speaks = 'its own words') => {
      emitted.push(`${topic} in ${speaks}`);
      return [OLDER];
    },
    withdraw: () => undefined,
  });
  const granted = { contracts: ['acme.calc'], callers: [] };
  const call = { caller, granted, signal: new AbortController().signal, about: () => undefined };
  const emit = async (how: { speaks?: string } = {}, contract = 'acme.calc') =>
    await broker.handlers['services.emit']([contract, 'changed', [1], how], call);
  const pass = (milliseconds: number) => {
    now += milliseconds;
  };
  return { emitted, emit, pass };
}

test('what is told is answered with the words in which it has to be told once more', async () => {
  const { emit, emitted } = open();
  expect(await emit()).toEqual([OLDER]);
  await emit({ speaks: OLDER.line });
  expect(emitted).toEqual(['changed in its own words', 'changed in acme.calc@1']);
  await expect(emit({}, 'acme.other')).rejects.toMatchObject({ code: 'E_SECURITY' });
});

test('a thousand events a second, and each of them in four other versions; then time has to pass', async () => {
  const { emit, emitted, pass } = open();
  const tooFast = { code: 'E_OVERLOAD', message: 'Calc sends events too fast.' };
  for (let count = 0; count < 1_000; count++) await emit();
  await expect(emit()).rejects.toMatchObject(tooFast);
  for (let count = 0; count < 4_000; count++) await emit({ speaks: OLDER.line });
  await expect(emit({ speaks: OLDER.line })).rejects.toMatchObject(tooFast);
  expect(emitted).toHaveLength(5_000);
  pass(1_000);
  await emit();
  await emit({ speaks: OLDER.line });
});
