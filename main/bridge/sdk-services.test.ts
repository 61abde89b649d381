import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ContractInput } from '../../addins/protocol/contracts/contract-schema.ts';
import { STREAM_CREDIT } from '../../addins/protocol/limits.ts';
import { codeSeen, FORGED, noSheet } from '../../addins/samples/testing/failures.ts';
import {
  offering,
  offeringPlain,
  readerOne,
  readerTwo,
  TableOne,
  type TableSize,
  TableTwo,
} from '../../addins/samples/testing/table/table-addins.ts';
import type { TableV1Client } from '../../addins/samples/testing/table/table-v1.ts';
import type { TableV2Client } from '../../addins/samples/testing/table/table-v2.ts';
import { sdkAddin } from '../../addins/sdk/testing/sdk-addin.ts';
import { HELD_ITEMS } from '../remoting/service-streams.ts';
import { consumes, installAddin, provides } from './testing/friends-fixture.ts';
import { openHost } from './testing/host-fixture.ts';

const TABLE = 'acme.table';
const [ONE, TWO] = [1, 2].map((major) => {
  const file = new URL(`../../addins/samples/testing/table/${TABLE}-${major}.contract.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as ContractInput;
});
const BOTH = [ONE, TWO] as ContractInput[];
const DOWN = [{ from: `${TABLE}@2`, to: `${TABLE}@1` }];
const UP = [{ from: `${TABLE}@1`, to: `${TABLE}@2` }];

/** A table in a version, and readers of it in either, all of them over the SDK and what "contract --types" wrote. */
async function open(size: TableSize = { rows: 3 }) {
  const tables = { one: new TableOne(size), two: new TableTwo(size), newer: new TableTwo(size) };
  let first: TableV1Client | undefined;
  let second: TableV2Client | undefined;
  const opened = await openHost({
    one: sdkAddin(offering(tables.one)),
    two: sdkAddin(offering(tables.two)),
    wrong: sdkAddin(offeringPlain(() => [{ name: 'row 0', amount: 0 }, { name: 'row 1' }])),
    readerOne: sdkAddin(readerOne((client) => (first = client))),
    readerTwo: sdkAddin(readerTwo((client) => (second = client))),
  });
  const page = opened.load();
  const offer = (script: 'one' | 'two' | 'wrong', version = '1.0.0') =>
    installAddin(page, {
      ...{ name: 'table', version, script, contracts: BOTH },
      provides: [{ contract: TABLE, version: script === 'two' ? '2.0' : '1.0' }],
      adapters: script === 'two' ? DOWN : [],
    });
  const start = async (name: 'reader-one' | 'reader-two', answer: 'allow' | 'deny' = 'allow') => {
    const isOlder = name === 'reader-one';
    await installAddin(page, {
      ...{ name, version: '1.0.0', script: isOlder ? 'readerOne' : 'readerTwo', contracts: BOTH },
      consumes: [{ contract: TABLE, version: isOlder ? '1.0' : '2.0' }],
      adapters: isOlder ? [] : UP,
    });
    await page.call('setAnswer', name, 'addin.call', answer);
    await page.call('runCommand', name, 'go');
  };
  const clientOne = async (answer?: 'allow' | 'deny') => {
    await start('reader-one', answer);
    return first as TableV1Client;
  };
  const clientTwo = async () => {
    await start('reader-two');
    return second as TableV2Client;
  };
  return { ...opened, page, tables, offer, clientOne, clientTwo };
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const values: Item[] = [];
  for await (const item of items) values.push(item);
  return values;
}

const ROWS = [0, 1, 2].map((number) => ({ name: `row ${number}`, amount: number }));

test('a stream is a typed loop with credit, and leaving it ends it at the provider', async () => {
  const { offer, clientOne, tables } = await open({ rows: 1_000_000 });
  await offer('one');
  const table = await clientOne();
  const seen: number[] = [];
  for await (const { amount } of table.rows(5)) {
    seen.push(amount);
    if (seen.length === 3) {
      await expect.poll(() => tables.one.log.made).toBe(STREAM_CREDIT + HELD_ITEMS);
      break;
    }
  }
  expect(seen).toEqual([5, 6, 7]);
  await expect.poll(() => tables.one.log).toEqual({ made: STREAM_CREDIT + HELD_ITEMS, ended: 1 });
});

test('an event is a typed listener, until it has had enough', async () => {
  const { offer, clientOne } = await open();
  await offer('one');
  const table = await clientOne();
  const heard: unknown[] = [];
  const stop = await table.onChanged((row, by) => heard.push([row.amount, by]));
  await table.put({ name: 'a', amount: 1 });
  await expect.poll(() => heard).toEqual([[1, 'somebody']]);
  stop();
  await table.put({ name: 'a', amount: 2 });
  await table.put({ name: 'a', amount: 3 });
  expect(heard).toEqual([[1, 'somebody']]);
});

test('whoever may not is told so by both, and an item that breaks the contract names who sent it', async () => {
  const { offer, clientOne, page } = await open();
  await offer('wrong');
  const table = await clientOne('deny');
  await expect(table.rows(0).next()).rejects.toMatchObject({ code: 'E_SECURITY' });
  await expect(table.onChanged(() => undefined)).rejects.toMatchObject({ code: 'E_SECURITY' });
  await page.call('setAnswer', 'reader-one', 'addin.call', 'allow');
  const rows = table.rows(0);
  expect(await rows.next()).toEqual({ done: false, value: ROWS[0] });
  await expect(rows.next()).rejects.toMatchObject({ code: 'E_CONTRACT', detail: { blame: 'provider' } });
});

test('an older reader: items and events go through the adapter of the provider', async () => {
  const { offer, clientOne, tables } = await open({ rows: 3, stops: 2 });
  await offer('two');
  const table = await clientOne();
  const rows = table.rows(1);
  expect([await rows.next(), await rows.next()]).toMatchObject([{ value: { amount: 1 } }, { value: { amount: 2 } }]);
  const waiting = rows.next();
  await rows.return?.();
  expect(await waiting).toEqual({ done: true, value: undefined });

  const heard: unknown[] = [];
  await table.onChanged((row) => heard.push(row));
  await table.put({ name: 'a', amount: 1 });
  await expect.poll(() => heard).toEqual([{ name: 'a', amount: 1 }]);
  expect(tables.two.log.made).toBe(2);
});

test('a newer reader: items and events go through its own adapter, and straight once the provider is newer', async () => {
  const { offer, clientTwo, tables } = await open();
  await offer('one');
  const table = await clientTwo();
  expect(await all(table.items(-1))).toEqual(ROWS.map(({ name, amount }) => ({ label: name, quantity: amount })));
  const heard: string[] = [];
  await table.onItemChanged(({ label }) => heard.push(label));
  await table.set({ label: 'old', quantity: 1 });
  await expect.poll(() => heard).toEqual(['old']);

  await offer('two', '2.0.0');
  // The words that were agreed on before are turned away before anything happens, and the reader asks anew.
  expect((await all(table.items(1))).map(({ label }) => label)).toEqual(['item 2']);
  await table.set({ label: 'new', quantity: 1 });
  await expect.poll(() => heard).toEqual(['old', 'new']);
  expect([tables.one.log.ended, tables.two.log.ended]).toEqual([1, 1]);
});

test('who leaves a stream behind its own adapter ends it at the provider, also while it waits', async () => {
  const { offer, clientTwo, host } = await open({ rows: 3, stops: 0 });
  await offer('one');
  const items = (await clientTwo()).items(-1);
  expect(await items.next()).toMatchObject({ value: { label: 'row 0' } });
  const waiting = items.next();
  expect(host.waitForGraph).toMatchObject([{ member: 'rows' }]);
  await items.return?.();
  expect(await waiting).toMatchObject({ done: true });
  await expect.poll(() => host.waitForGraph).toEqual([]);
});

/** Notes asks Ledger, which asks Calc. */
async function threeInARow(fail: () => unknown) {
  const seen: unknown[] = [];
  let ask: (() => Promise<unknown>) | undefined;
  const opened = await openHost({
    calc: sdkAddin({ services: { 'acme.calc': { add: fail } } }),
    ledger: sdkAddin({
      services: {
        'acme.ledger': {
          sum: async ({ services }) =>
            await services.call('acme.calc', 'add').catch((thrown: unknown) => {
              seen.push(codeSeen(thrown));
              throw thrown;
            }),
        },
      },
    }),
    notes: sdkAddin({
      activate: ({ host }) => {
        ask = () => host.services.call('acme.ledger', 'sum');
      },
      commands: { go: () => undefined },
    }),
  });
  const page = opened.load();
  const version = '1.0.0';
  await installAddin(page, { version, name: 'calc', script: 'calc', provides: provides('acme.calc') });
  const ledger = { provides: provides('acme.ledger'), consumes: consumes('acme.calc') };
  await installAddin(page, { version, name: 'ledger', script: 'ledger', ...ledger });
  await installAddin(page, { version, name: 'notes', script: 'notes', consumes: consumes('acme.ledger') });
  for (const id of ['ledger', 'notes']) await page.call('setAnswer', id, 'addin.call', 'allow');
  await page.call('runCommand', 'notes', 'go');
  const thrown = await ask?.().catch((error: unknown) => error);
  return { seen, thrown };
}

test('a failure that an author throws is the same two add-ins further', async () => {
  const { seen, thrown } = await threeInARow(() => {
    throw noSheet();
  });
  expect([seen, codeSeen(thrown)]).toEqual([['E_NOT_FOUND'], 'E_NOT_FOUND']);
  expect(thrown).toMatchObject({ message: 'There is no sheet "May".', detail: { sheet: 'May' } });
});

test('what only the host may say cannot be made up, with the class or without', async () => {
  for (const forged of FORGED) {
    const { seen, thrown } = await threeInARow(() => {
      throw forged();
    });
    expect([seen, thrown]).toMatchObject([['E_ADDIN'], { code: 'E_ADDIN', detail: { reason: 'E_SECURITY' } }]);
  }
});
