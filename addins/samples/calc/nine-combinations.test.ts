import { type ContractBase, type Provider, providerOf } from '@bulkhead/sdk';
import { expect, test } from 'vitest';
import { factsOf } from './shared/calculator-view.tsx';
import { calculate, pair, seenBy } from './shared/hosts.ts';
import { linked, readTable } from './testing/contract-link.ts';
import { Calculator as One } from './v1/src/calculator.ts';
import { Calculator as Two } from './v2/src/calculator.ts';
import { calcV3Client } from './v3/src/calc-contract.ts';
import { Calculator as Three } from './v3/src/calculator.ts';

const ADDINS: ReadonlyMap<number, () => ContractBase> = new Map<number, () => ContractBase>([
  [1, () => new One()],
  [2, () => new Two()],
  [3, () => new Three()],
]);
const VERSIONS = [...ADDINS.keys()];
const NINE = VERSIONS.flatMap((host) => VERSIONS.map((addin) => ({ host, addin })));

/** The add-in as that host sees it. Adapters run on the side that brings them; the wire has the contract between. */
function connect(host: number, addin: number): Provider {
  const pairing = pair(host, addin);
  const own = providerOf((ADDINS.get(addin) ?? (() => new One()))());
  const isHostSide = pairing.adapters.every(({ side }) => side === 'host');
  if (isHostSide) return seenBy(linked(own, readTable(addin)), pairing);
  return linked(seenBy(own, pairing), readTable(host));
}

test.each(NINE)('a host of version $host calculates with an add-in of version $addin', async ({ host, addin }) => {
  const provider = connect(host, addin);
  expect(await calculate(provider, host, { task: 'sum', values: [1.5, 2, 4] })).toBe(7.5);
  const product = calculate(provider, host, { task: 'product', values: [1.5, 2, 4] });
  // Version 1 was written for 1.0: it has no `multiply`, and everybody is told so in the same way.
  if (addin === 1) await expect(product).rejects.toMatchObject({ code: 'E_NO_MEMBER' });
  else expect(await product).toBe(12);
});

const PATHS: Record<string, string[]> = {
  '1 1': [],
  '1 2': ['2>1 addin'],
  '1 3': ['3>1 addin'],
  '2 1': ['1>2 host'],
  '2 2': [],
  '2 3': ['3>2 addin'],
  '3 1': ['1>2 host', '2>3 host'],
  '3 2': ['2>3 host'],
  '3 3': [],
};
test.each(NINE)('host $host and add-in $addin agree on a path', ({ host, addin }) => {
  const { adapters } = pair(host, addin);
  const steps = adapters.map(({ from, to, side }) => `${from.at(-1)}>${to.at(-1)} ${side}`);
  expect(steps).toEqual(PATHS[`${host} ${addin}`]);
});

test('an event crosses where both sides have it', async () => {
  const heard: unknown[] = [];
  const newerHost = connect(3, 2);
  await newerHost.listen('calculated', (values) => heard.push(values));
  await calculate(newerHost, 3, { task: 'sum', values: [1, 2] });
  const olderHost = connect(2, 3);
  await olderHost.listen('calculated', (values) => heard.push(values));
  await calculate(olderHost, 2, { task: 'product', values: [3, 4] });
  await expect
    .poll(() => heard)
    .toEqual([
      [
        { operation: 'sum', terms: [] },
        { amount: 3, unit: 'none' },
      ],
      ['product', 12],
    ]);
});

test.each([2, 3])('units work for a host of version 3 with an add-in of version %i', async (addin) => {
  const calc = calcV3Client(connect(3, addin));
  const terms = [
    { amount: 1, unit: 'metre' },
    { amount: 1, unit: 'foot' },
  ] as const;
  expect(await calc.evaluate({ operation: 'sum', terms, unit: 'millimetre', precision: 1 })).toEqual({
    amount: 1304.8,
    unit: 'millimetre',
  });
  expect(await calc.units()).toContain('kilometre');
  await expect(calc.evaluate({ operation: 'product', terms })).rejects.toMatchObject({ code: 'E_ADDIN' });
});

test('an operation of a newer version arrives by its name, and is refused in words', async () => {
  const calc = calcV3Client(connect(3, 3));
  const newer = calc.evaluate({ operation: { other: 'median' }, terms: [{ amount: 1, unit: 'none' }] });
  await expect(newer).rejects.toThrow('This calculator does not know "median".');
});

test('a value of the wrong type is refused before it is sent, with its place', async () => {
  const calc = calcV3Client(connect(3, 3));
  const wrong = { operation: 'sum', terms: [{ amount: 'one' as unknown as number, unit: 'metre' }] } as const;
  await expect(calc.evaluate(wrong)).rejects.toMatchObject({
    code: 'E_CONTRACT',
    detail: { path: 'evaluate.expression.terms[0].amount' },
  });
});

test('a member that came later is there, says that it is not supported, and has an error of its own', async () => {
  const one = providerOf(new One());
  expect(['add', 'multiply', 'toString'].map((name) => one.supports(name))).toEqual([true, false, false]);
  await expect(one.call('multiply', [2, 3])).rejects.toMatchObject({ code: 'E_NO_MEMBER' });
});

test('the view says in words who speaks what', () => {
  expect(factsOf(pair(3, 1))).toEqual([
    { label: 'The add-in speaks', value: 'acme.calc@1.1' },
    { label: 'Bulkhead speaks', value: 'acme.calc@3.0' },
    {
      label: 'Adapters',
      value: 'acme.calc@1 to acme.calc@2, from Bulkhead; then acme.calc@2 to acme.calc@3, from Bulkhead',
    },
    { label: 'Is anything lost?', value: 'yes, what listeners are told' },
  ]);
  expect(factsOf(pair(2, 2))[2]).toEqual({ label: 'Adapters', value: 'none is needed' });
});
