import { expect, test } from 'vitest';
import { serviceWaits } from './service-waits.ts';

const call = (from: string, to: string, age: number) => ({
  ...{ trace: 't', depth: 1, contract: 'acme.calc', member: `m${age}`, state: 'running' as const, age },
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
