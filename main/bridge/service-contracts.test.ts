import { expect, test } from 'vitest';
import type { ContractInput } from '../../addins/protocol/contracts/contract-schema.ts';
import type { Plain } from '../../addins/protocol/plain-data.ts';
import type { ScriptedAddin } from '../../addins/runtime/testing/scripted-addin.ts';
import { CALC, consumes, installAddin, openWithCaller, provides, service } from './testing/friends-fixture.ts';
import { openHost } from './testing/host-fixture.ts';

const number = (name: string) => ({ name, type: 'number' });
const calcOne: ContractInput = {
  id: CALC,
  version: '1.0',
  members: [
    { name: 'add', number: 0, parameters: [number('left'), number('right')], result: 'number' },
    {
      name: 'sort',
      number: 1,
      parameters: [{ name: 'options', type: 'Options' }],
      result: 'Order',
    },
  ],
  types: {
    records: { Options: { fields: [{ name: 'order', type: 'Order', optional: true, initial: 'up' }] } },
    enums: { Order: { values: ['up', 'down'] } },
  },
};

interface Case {
  calc: ScriptedAddin;
  calcDescribes?: readonly ContractInput[];
  notesDescribe?: readonly ContractInput[];
}

/** Calc offers, Notes use; `ask` calls as the SDK of Notes would. */
async function open({ calc, calcDescribes = [], notesDescribe = [] }: Case) {
  const opened = await openWithCaller({ calc });
  const { page } = opened;
  const both = { version: '1.0.0' };
  await installAddin(page, {
    ...both,
    name: 'calc',
    script: 'calc',
    provides: provides(CALC),
    contracts: calcDescribes,
  });
  await installAddin(page, {
    ...both,
    name: 'notes',
    script: 'notes',
    consumes: consumes(CALC),
    contracts: notesDescribe,
  });
  const notes = await opened.startCaller();
  const ask = async (member: string, ...args: unknown[]): Promise<unknown> =>
    await notes.call('services.call', [CALC, member, args, {}]);
  return { ...opened, page, ask };
}

const DESCRIBED: { who: string; calcDescribes?: ContractInput[]; notesDescribe?: ContractInput[] }[] = [
  { who: 'both', calcDescribes: [calcOne], notesDescribe: [calcOne] },
  { who: 'only who offers it', calcDescribes: [calcOne] },
  { who: 'only who uses it', notesDescribe: [calcOne] },
];

test.each(DESCRIBED)('$who: right values pass, wrong arguments are the fault of the caller', async (described) => {
  const reached: unknown[] = [];
  const { ask } = await open({
    ...described,
    calc: service(CALC, {
      add: ({ args }) => {
        reached.push(args);
        return (args[0] as number) + (args[1] as number);
      },
    }),
  });
  expect(await ask('add', 1, 2)).toBe(3);
  await expect(ask('add', 1, 'two')).rejects.toMatchObject({
    code: 'E_CONTRACT',
    message: /add\.right: must be a number/,
  });
  await expect(ask('take', 1)).rejects.toMatchObject({ code: 'E_NO_MEMBER' });
  expect(reached).toEqual([[1, 2]]);
});

test('the caller is named where only the host could tell', async () => {
  const { ask } = await open({ calc: service(CALC, { add: () => 1 }), calcDescribes: [calcOne] });
  await expect(ask('add', 1)).rejects.toMatchObject({
    code: 'E_CONTRACT',
    message: 'Notes used acme.calc in a way that it does not allow: add.right: is missing',
    detail: { blame: 'caller', path: 'add.right' },
  });
});

test('a wrong answer is the fault of who gave it, and never reaches the caller', async () => {
  const answers: Plain[] = ['three', 3];
  const { ask } = await open({ calc: service(CALC, { add: () => answers.shift() }), calcDescribes: [calcOne] });
  await expect(ask('add', 1, 2)).rejects.toMatchObject({
    code: 'E_CONTRACT',
    message: 'Calc answered what acme.calc does not allow: add.result: must be a number',
    detail: { blame: 'provider' },
  });
  // It is a mistake, not an attack: the next call is answered.
  expect(await ask('add', 1, 2)).toBe(3);
});

test('what one version has more than the other is told apart on the way', async () => {
  const newer = {
    ...calcOne,
    version: '1.1',
    types: { ...calcOne.types, enums: { Order: { values: ['up', 'down', 'sideways'] } } },
  };
  const seen: unknown[] = [];
  const { ask, page } = await open({
    calc: service(CALC, { sort: ({ args }) => (seen.push(args) > 0 ? 'sideways' : '') }),
    calcDescribes: [calcOne],
    notesDescribe: [calcOne],
  });
  await installAddin(page, {
    ...{ name: 'calc', version: '1.1.0', script: 'calc', contracts: [newer] },
    provides: [{ contract: CALC, version: '1.1' }],
  });
  expect(await ask('sort', { extra: 'dropped' })).toEqual({ other: 'sideways' });
  expect(seen).toEqual([[{ order: 'up' }]]);
});

test.each([
  ['another version than it offers', { ...calcOne, version: '1.2' }, /describes 1\.2, and addin\.json offers 1\.0/],
  ['no valid one', { ...calcOne, members: [] }, /contracts\/0-acme\.calc\.contract\.json: /],
])('a package that describes %s is not installed', async (_what, contract, words) => {
  const page = (await openHost({ calc: {} })).load();
  const installing = installAddin(page, {
    ...{ name: 'calc', version: '1.0.0', script: 'calc', provides: provides(CALC) },
    contracts: [contract],
  });
  await expect(installing).rejects.toThrow(words);
});
