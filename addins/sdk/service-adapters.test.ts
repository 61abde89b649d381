import { expect, test } from 'vitest';
import { defineAdapter } from '../protocol/contracts/adapter.ts';
import type { Provider } from '../protocol/contracts/provider.ts';
import { BulkheadError } from '../protocol/errors.ts';
import { ContractBase } from './contract-base.ts';
import type { ServiceCall } from './host-services.ts';
import { type Agreement, Agreements, adaptersFor, serviceMember } from './service-adapters.ts';

const STEP = { from: 'acme.calc@2', to: 'acme.calc@1' };
const down = defineAdapter({
  ...STEP,
  members: { add: (provider: Provider, ...values: number[]) => provider.call('sum', [values]) },
});
const call = { caller: { addinId: 'notes', displayName: 'Notes' } } as ServiceCall;

test('a member of an older version is answered by the newer one, which hears who calls', async () => {
  const heard: unknown[] = [];
  const service = {
    sum: ({ caller }: ServiceCall, values: unknown) => {
      heard.push(caller.addinId);
      return (values as number[]).reduce((sum, value) => sum + value, 0);
    },
  };
  expect(await serviceMember(service, 'add', { adapters: [down] })(call, 1, 2)).toBe(3);
  expect(heard).toEqual(['notes']);
  await expect(serviceMember(service, 'sum', { adapters: [down] })(call, [1])).rejects.toMatchObject({
    code: 'E_NO_MEMBER',
  });
  await expect(serviceMember(service, 'toString', { adapters: [] })(call)).rejects.toMatchObject({
    code: 'E_NO_MEMBER',
  });
});

test('an object of a class of the contract is a service, and says what it does not support', async () => {
  class Calc extends ContractBase {
    constructor() {
      super({ contract: 'acme.calc', version: '2.0', members: ['sum', 'product'], defaults: Calc.prototype });
    }
  }
  class Summing extends Calc {
    sum(values: readonly number[]): number {
      return values.length;
    }
  }
  expect(await serviceMember(new Summing(), 'sum', { adapters: [] })(call, [4, 4])).toBe(2);
  await expect(serviceMember(new Summing(), 'product', { adapters: [] })(call)).rejects.toMatchObject({
    code: 'E_NO_MEMBER',
  });
});

test('an error keeps its code through an adapter, also one whose class is of another realm', async () => {
  const foreign = Object.assign(new Error('not now'), { name: 'BulkheadError', code: 'E_OVERLOAD' });
  const sum = () => Promise.reject(foreign);
  await expect(serviceMember({ sum }, 'add', { adapters: [down] })(call, 1)).rejects.toBe(foreign);
});

test('a step of the manifest that the script lacks is named', () => {
  expect(adaptersFor([down], [STEP])).toEqual([down]);
  expect(() => adaptersFor([], [STEP])).toThrow(
    'The manifest names an adapter from acme.calc@2 to acme.calc@1, and "adapters" of the add-in has none.',
  );
});

const stale = () => new BulkheadError('E_NO_ADAPTER', { detail: { isStale: true } });

test('what was agreed is asked for once, and again when it does not hold any more', async () => {
  const answers: Agreement[] = ['1', '2'].map((major) => ({ line: `acme.calc@${major}`, steps: [] }));
  const agreements = new Agreements(async () => answers.shift() ?? { line: 'asked too often', steps: [] });
  const used: string[] = [];
  const speak = (refused?: string) =>
    agreements.with('acme.calc', async ({ line }) => {
      used.push(line);
      if (line === refused) throw stale();
      return line;
    });
  await Promise.all([speak(), speak()]);
  expect(await speak('acme.calc@1')).toBe('acme.calc@2');
  expect(await speak()).toBe('acme.calc@2');
  expect(used.map((line) => line.at(-1))).toEqual(['1', '1', '1', '2', '2']);
});

test('a refusal is not asked about for ever, and other errors change nothing', async () => {
  let asked = 0;
  const agreements = new Agreements(async () => {
    asked++;
    return { line: 'acme.calc@1', steps: [] };
  });
  await expect(agreements.with('acme.calc', () => Promise.reject(stale()))).rejects.toMatchObject({
    code: 'E_NO_ADAPTER',
  });
  expect(asked).toBe(2);
  await expect(agreements.with('acme.calc', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await agreements.with('acme.calc', async () => null);
  expect(asked).toBe(2);
});

test('who was refused may ask again', async () => {
  const refusal = [new BulkheadError('E_NO_ADAPTER')];
  const agreements = new Agreements(async () => {
    const refused = refusal.shift();
    if (refused) throw refused;
    return { line: 'acme.calc@1', steps: [] };
  });
  await expect(agreements.with('acme.calc', async () => null)).rejects.toMatchObject({ code: 'E_NO_ADAPTER' });
  expect(await agreements.with('acme.calc', async ({ line }) => line)).toBe('acme.calc@1');
});
