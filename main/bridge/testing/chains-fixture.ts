import type { ContractInput } from '../../../addins/protocol/contracts/contract-schema.ts';
import type { RemoteObject } from '../../../addins/protocol/references/remote-object.ts';
import type { RemoteCallback } from '../../../addins/protocol/wire/object-members.ts';
import type { ScriptedAddin } from '../../../addins/runtime/testing/scripted-addin.ts';
import { consumes, installAddin, provides, type ScriptedHost } from './friends-fixture.ts';
import { openHost } from './host-fixture.ts';

/** Everybody offers a desk, and lends a cell: what happens there is up to the test. */
const CELL: ContractInput = {
  id: 'acme.cell',
  version: '1.0',
  members: [
    { name: 'run', number: 0, result: 'string' },
    { name: 'inTurn', number: 1, ordered: true, result: 'string' },
    { name: 'lookAt', number: 2, parameters: [{ name: 'other', type: { ref: 'acme.cell@1' } }], result: 'string' },
    { name: 'next', number: 3, result: { ref: 'acme.cell@1' } },
  ],
};
const VISITOR = { callback: { parameters: [{ name: 'at', type: 'string' }], result: 'string' } };
const deskOf = (id: string): ContractInput => ({
  id,
  version: '1.0',
  members: [
    { name: 'open', number: 0, result: { ref: 'acme.cell@1' } },
    { name: 'give', number: 1, parameters: [{ name: 'cell', type: { ref: 'acme.cell@1' } }], result: 'string' },
    { name: 'visit', number: 2, parameters: [{ name: 'visitor', type: VISITOR }], result: 'string' },
    { name: 'ask', number: 3, result: 'string' },
  ],
});

/** A cell as a test writes it. */
export interface Cell {
  run?(): unknown;
  inTurn?(): unknown;
  lookAt?(other: RemoteObject): unknown;
  next?(): unknown;
}

/** What an add-in does when others come to its desk. */
export interface Desk {
  cell?: Cell;
  give?(cell: RemoteObject): unknown;
  visit?(visitor: RemoteCallback): unknown;
  ask?(): unknown;
}

/** One add-in: its way to the host, and what it does at the desks of others. */
export interface Worker {
  readonly desk: Desk;
  readonly bridge: ScriptedHost;
  open(other: string): Promise<RemoteObject>;
  call(other: string, member: string, ...how: [args?: unknown[], options?: object]): Promise<string>;
}

const contractOf = (name: string) => `acme.${name}`;

/** Add-ins of these names, each of which runs, offers a desk, and may use those of the others. */
export async function openDesks<const Name extends string>(names: readonly Name[]) {
  const bridges = new Map<string, ScriptedHost>();
  const workers = Object.fromEntries(
    names.map((name) => [name, createWorker(() => bridges.get(name) as ScriptedHost)]),
  ) as unknown as Record<Name, Worker>;
  const scripts = names.map((name) => [name, scriptedDesk(name, workers[name].desk, bridges)] as const);
  const opened = await openHost(Object.fromEntries(scripts));
  const page = opened.load();
  const contracts = [CELL, ...names.map((name) => deskOf(contractOf(name)))];
  for (const name of names) {
    await installAddin(page, {
      ...{ name, script: name, version: '1.0.0', contracts },
      provides: provides(contractOf(name)),
      consumes: names.filter((other) => other !== name).flatMap((other) => consumes(contractOf(other))),
    });
  }
  for (const name of names) {
    await page.call('setAnswer', name, 'addin.call', 'allow');
    await page.call('runCommand', name, 'go');
  }
  const process = (name: string) => opened.launcher.living.find(({ options }) => options.addinId === name);
  return { ...opened, page, workers, process };
}

function createWorker(bridge: () => ScriptedHost): Worker {
  const call = async (other: string, member: string, ...how: [args?: unknown[], options?: object]): Promise<never> => {
    const [args = [], options = {}] = how;
    return (await bridge().call('services.call', [contractOf(other), member, args, options])) as never;
  };
  return {
    desk: {},
    get bridge() {
      return bridge();
    },
    open: (other) => call(other, 'open'),
    call,
  };
}

/** Looks at the desk when somebody comes: tests put things there later. */
function scriptedDesk(name: string, desk: Desk, bridges: Map<string, ScriptedHost>): ScriptedAddin {
  const missing = (): never => {
    throw new Error(`${name} does not do that.`);
  };
  return {
    activate: (_activation, bridge) => void bridges.set(name, bridge),
    commands: { go: () => null },
    services: {
      [contractOf(name)]: {
        open: () => desk.cell ?? missing(),
        give: ({ args: [cell] }) => (desk.give ?? missing)(cell as unknown as RemoteObject),
        visit: ({ args: [visitor] }) => (desk.visit ?? missing)(visitor as unknown as RemoteCallback),
        ask: () => (desk.ask ?? missing)(),
      },
    },
  };
}
