import { expect, test } from 'vitest';
import { serviceWaits } from './service-waits.ts';

const call = (from: string, to: string, age: number) => ({
  ...{
    trace: 't',
    depth: 1,
    contract: 'acme.calc',
    member: `m${age}`,
    state: 'running' as const,
    age,
    callsBack: false,
  },
  from: { addinId: from, displayName: from },
  to: { addinId: to, displayName: to },
});

test('each pair of add-ins is one line that names its oldest call', () => {
  const edges = serviceWaits([call('a', 'b', 5), call('a', 'b', 90), call('a', 'b', 20), call('b', 'c', 1)]);
  expect(edges).toEqual([
    { from: 'addin:a', to: 'addin:b', count: 3, oldest: 90, method: 'acme.calc.m90' },
    { from: 'addin:b', to: 'addin:c', count: 1, oldest: 1, method: 'acme.calc.m1' },
  ]);
});

test('a pair calls back when all of its calls do', () => {
  const plain = call('b', 'a', 1);
  const back = { ...plain, callsBack: true };
  const callsBack = (calls: Parameters<typeof serviceWaits>[0]) => serviceWaits(calls)[0]?.callsBack ?? false;
  expect([callsBack([back, back]), callsBack([back, plain]), callsBack([plain, back])]).toEqual([true, false, false]);
});
