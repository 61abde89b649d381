import { expect, test } from 'vitest';
import type { ContractInput } from '../../addins/protocol/contracts/contract-schema.ts';
import type { RemoteObject } from '../../addins/protocol/references/remote-object.ts';
import type { RemoteCallback } from '../../addins/protocol/wire/object-members.ts';
import type { ScriptedAddin, ScriptedServiceCall } from '../../addins/runtime/testing/scripted-addin.ts';
import { PASSED_ON } from '../remoting/relay.ts';
import { CALC, consumes, installAddin, openWithCaller, provides, service } from './testing/friends-fixture.ts';

const CELL: ContractInput = {
  id: 'acme.cell',
  version: '1.0',
  members: [
    { name: 'value', number: 0, result: 'number' },
    { name: 'set', number: 1, parameters: [{ name: 'value', type: 'number' }] },
    { name: 'wait', number: 2, result: 'number' },
  ],
};
const LISTENER = { callback: { parameters: [{ name: 'value', type: 'number' }], result: 'number' } };
const SHEET: ContractInput = {
  id: CALC,
  version: '1.0',
  members: [
    { name: 'open', number: 0, result: { ref: 'acme.cell@1' } },
    { name: 'isOurs', number: 1, parameters: [{ name: 'cell', type: { ref: 'acme.cell@1' } }], result: 'boolean' },
    { name: 'watch', number: 2, parameters: [{ name: 'changed', type: LISTENER }], result: 'boolean' },
    { name: 'unwatch', number: 3 },
    { name: 'wait', number: 4 },
    {
      name: 'openMany',
      number: 5,
      parameters: [{ name: 'count', type: 'integer' }],
      result: { list: { ref: 'acme.cell@1' } },
    },
  ],
};
const CONTRACTS = [SHEET, CELL];

type Listener = RemoteCallback;

class Cell {
  number = 0;
  readonly endless = Promise.withResolvers<number>();
  value(): number {
    return this.number;
  }
  set(value: number): null {
    this.number = value;
    return null;
  }
  wait(): Promise<number> {
    return this.endless.promise;
  }
}

/** Calc lends cells and keeps listeners. */
function sheet() {
  const cell = new Cell();
  const kept: Listener[] = [];
  const many: object[] = [];
  const members: Record<string, (call: ScriptedServiceCall) => unknown> = {
    open: () => cell,
    isOurs: ({ args: [given] }) => (given as unknown) === cell,
    watch: ({ args: [changed] }) => {
      const known = kept.includes(changed as never);
      kept.push(changed as never);
      return known;
    },
    unwatch: () => {
      for (const listener of kept) listener.dispose();
      return null;
    },
    wait: () => new Promise(() => undefined),
    openMany: ({ args: [count] }) => {
      const made = Array.from({ length: count as number }, () => new Cell());
      many.push(...made);
      return made;
    },
  };
  return { cell, kept, script: service(CALC, members) };
}

async function open(calc: ScriptedAddin = sheet().script, calc2: ScriptedAddin = sheet().script) {
  const opened = await openWithCaller({ calc, calc2 });
  const { page } = opened;
  const both = { version: '1.0.0', contracts: CONTRACTS };
  await installAddin(page, { ...both, name: 'calc', script: 'calc', provides: provides(CALC) });
  await installAddin(page, { ...both, name: 'notes', script: 'notes', consumes: consumes(CALC) });
  const notes = await opened.startCaller();
  const ask = async <Answer>(member: string, ...args: unknown[]): Promise<Answer> =>
    (await notes.call('services.call', [CALC, member, args, {}])) as Answer;
  /** Who holds what of whom, as Diagnostics shows it. */
  const held = () =>
    opened.host.ledger.rows
      .filter(({ kind }) => kind === 'reference')
      .map(({ holder, owner, contract }) => `${nameOf(holder)} holds ${contract} of ${nameOf(owner)}`)
      .toSorted();
  const process = (id: string) => opened.launcher.living.find(({ options }) => options.addinId === id);
  return { ...opened, page, ask, held, process };
}

function nameOf(party: { addinId: string } | 'host' | 'window'): string {
  return typeof party === 'string' ? party : party.addinId;
}

const CELL_HELD = ['host holds acme.cell@1 of calc', 'notes holds acme.cell@1 of host'];

test('an object of another add-in: its members are called, both ends are seen, and it is freed when given back', async () => {
  const { cell, script } = sheet();
  const { ask, held, host } = await open(script);
  const remote = await ask<RemoteObject>('open');
  await remote.call('set', [7]);
  expect(cell.number).toBe(7);
  expect(await remote.call('value', [])).toBe(7);
  expect(held()).toEqual(CELL_HELD);
  expect(host.ledger.rows.find(({ holder }) => nameOf(holder) === 'notes')?.acquiredBy).toBe('acme.cell@1 of calc');
  await expect(remote.call('set', ['seven'])).rejects.toMatchObject({ code: 'E_CONTRACT' });
  remote.dispose();
  await expect.poll(held).toEqual([]);
  await expect(remote.call('value', [])).rejects.toMatchObject({ code: 'E_LEASE_EXPIRED' });
});

test('the same object is the same on the other side, and itself again when it is sent home', async () => {
  const { ask, held } = await open();
  const first = await ask<RemoteObject>('open');
  const second = await ask<RemoteObject>('open');
  expect(second).toBe(first);
  expect(await ask('isOurs', first)).toBe(true);
  expect(held()).toEqual(CELL_HELD);
});

test('a callback of the caller is called by the provider, and is one however often it is given', async () => {
  const { kept, script } = sheet();
  const { ask, held } = await open(script);
  const heard: number[] = [];
  const listener = (value: number) => heard.push(value);
  expect(await ask('watch', listener)).toBe(false);
  expect(await ask('watch', listener)).toBe(true);
  expect(await kept[0]?.(3)).toBe(1);
  expect(heard).toEqual([3]);
  expect(held()).toEqual([
    'calc holds acme.calc@1#watch.changed of host',
    'host holds acme.calc@1#watch.changed of notes',
  ]);
  await ask('unwatch');
  expect(held()).toEqual([]);
});

test('the owner ends while a call of its object is under way: no hang, and both sides are freed', async () => {
  const { ask, held, process } = await open();
  const remote = await ask<RemoteObject>('open');
  const waiting = remote.call('wait', []);
  const outcome = expect(waiting).rejects.toMatchObject({ code: 'E_CRASHED' });
  process('calc')?.exit(11);
  await outcome;
  await expect(remote.call('value', [])).rejects.toMatchObject({ code: 'E_LEASE_EXPIRED' });
  expect(held()).toEqual([]);
});

test('the holder ends: what it held goes back to its owner', async () => {
  const { ask, held, process, host } = await open();
  await ask('open');
  expect(held()).toEqual(CELL_HELD);
  process('notes')?.exit(11);
  await expect.poll(held).toEqual([]);
  expect(host.ledger.rows.filter(({ kind }) => kind === 'reference')).toEqual([]);
});

test('the owner is upgraded: what was held of the old version says so, and the new one lends anew', async () => {
  const { ask, held, page } = await open();
  const remote = await ask<RemoteObject>('open');
  await installAddin(page, {
    ...{ name: 'calc', version: '2.0.0', script: 'calc2', provides: provides(CALC), contracts: CONTRACTS },
  });
  await expect.poll(held).toEqual([]);
  await expect(remote.call('value', [])).rejects.toMatchObject({ code: 'E_LEASE_EXPIRED' });
  const anew = await ask<RemoteObject>('open');
  expect(await anew.call('value', [])).toBe(0);
  expect(await ask('isOurs', anew)).toBe(true);
  // What the old one lent is nothing to the new one.
  await expect(ask('isOurs', remote)).rejects.toMatchObject({ code: 'E_LEASE_EXPIRED' });
});

test('a call of an object that is under way when its owner is upgraded is answered', async () => {
  const { cell, script } = sheet();
  const { ask, page, held } = await open(script);
  const remote = await ask<RemoteObject>('open');
  const waiting = remote.call('wait', []);
  // Of the same port and behind it: the call has come to its owner.
  await remote.call('value', []);
  await installAddin(page, {
    ...{ name: 'calc', version: '2.0.0', script: 'calc2', provides: provides(CALC), contracts: CONTRACTS },
  });
  await ask<RemoteObject>('open');
  cell.endless.resolve(5);
  expect(await waiting).toBe(5);
  await expect.poll(held).toEqual(CELL_HELD);
});

test('a permission is taken back: what was passed on is taken back with it', async () => {
  const { ask, held, page } = await open();
  const remote = await ask<RemoteObject>('open');
  await page.call('setAnswer', 'notes', 'addin.call', 'deny');
  await expect.poll(held).toEqual([]);
  await expect(remote.call('value', [])).rejects.toMatchObject({ code: 'E_LEASE_EXPIRED' });
});

test('a callback for a provider that does not describe the contract is refused, and not kept', async () => {
  const { ask, held, page } = await open();
  await installAddin(page, { name: 'calc', version: '1.1.0', script: 'calc', provides: provides(CALC) });
  await expect(ask('watch', () => 1)).rejects.toMatchObject({ code: 'E_CONTRACT', message: /Only plain data/ });
  await expect.poll(held).toEqual([]);
});

test('an add-in that lends without end fills its own share and no more', async () => {
  const { ask, held } = await open();
  const lent = await ask<RemoteObject[]>('openMany', PASSED_ON);
  expect(await lent.at(-1)?.call('value', [])).toBe(0);
  await expect(ask('openMany', 1)).rejects.toMatchObject({ code: 'E_OVERLOAD' });
  // The refused one went back; giving one away makes room for one.
  expect(held()).toHaveLength(2 * PASSED_ON);
  lent[0]?.dispose();
  await expect.poll(() => held().length).toBe(2 * PASSED_ON - 2);
  expect(await ask('openMany', 1)).toHaveLength(1);
});
