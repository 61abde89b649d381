import { z } from 'zod';
import { type ContractTable, compileContract } from '../../../addins/protocol/contracts/contract-method-table.ts';
import { readContract } from '../../../addins/protocol/contracts/contract-schema.ts';
import { method, plain, streamMethod } from '../../../addins/protocol/method.ts';
import type { Plain } from '../../../addins/protocol/plain-data.ts';
import type { RemoteObject } from '../../../addins/protocol/references/remote-object.ts';
import { Session } from '../../../addins/protocol/session.ts';
import type { FuzzTarget } from '../fuzz-target.ts';
import { createRecordedPair, fuzzClock, InjectionPort } from '../injection-port.ts';

const EPOCH = 1;
const text = { name: 'at', type: 'string' };
const visit = { callback: { parameters: [text], result: 'number' } };
const members = [
  { name: 'cell', number: 1, parameters: [text], result: { ref: 'acme.cell@1' } },
  { name: 'isOurs', number: 2, parameters: [{ name: 'cell', type: { ref: 'acme.cell@1' } }], result: 'boolean' },
  { name: 'each', number: 3, parameters: [{ name: 'visit', type: visit }], result: 'number' },
  { name: 'set', number: 4, ordered: true, parameters: [{ name: 'value', type: 'number' }] },
];
const contracts: ContractTable[] = [
  compileContract(readContract({ id: 'acme.sheet', version: '1.0', members })),
  compileContract(
    readContract({
      ...{ id: 'acme.cell', version: '1.0' },
      members: [{ name: 'value', number: 1, parameters: [], result: 'number' }],
    }),
  ),
];

const methods = {
  echo: method(z.tuple([plain]), plain),
  count: streamMethod(z.tuple([z.int().min(0).max(5_000)]), z.number()),
  first: method(z.tuple([z.string()]), z.null(), { ordered: true }),
} as const;

class Sheet {
  readonly #cells = new Map<string, { value(): number }>();
  cell(at: string): object {
    const cell = this.#cells.get(at) ?? { value: () => at.length };
    this.#cells.set(at, cell);
    return cell;
  }
  isOurs(cell: unknown): boolean {
    return [...this.#cells.values()].includes(cell as { value(): number });
  }
  async each(call: (at: string) => Promise<number>): Promise<number> {
    return await call('A1');
  }
  async set(value: number): Promise<void> {
    await Promise.resolve(value);
  }
}

function* numbers(count: number): Generator<number> {
  for (let number = 0; number < count; number++) yield number;
}

const owner = () => ({
  ...{ clock: fuzzClock, epoch: EPOCH, local: methods, remote: methods },
  handlers: {
    echo: ([value]: [Plain]) => value,
    count: ([count]: [number]) => numbers(count),
    first: async () => null,
  },
  objects: { contracts, roots: [{ line: 'acme.sheet@1', object: new Sheet() }] },
});

/** A plain session with everything it can do: streams, kept answers, bytes, objects by reference. */
export async function createObjectsTarget(): Promise<FuzzTarget> {
  const probe = async () => {
    const { client } = connect();
    await client.call('echo', [1]);
    client.close();
  };
  return {
    ...{ name: 'objects', epoch: EPOCH, weight: 4, probe },
    honest: await recordHolder(),
    open(onViolation) {
      const port = new InjectionPort();
      const session = new Session({ ...owner(), transport: port, onViolation });
      // Calls of its own, so that there are answers to give.
      for (let index = 0; index < 3; index++) session.call('echo', [index]).catch(() => undefined);
      drain(session.stream('count', [9])).catch(() => undefined);
      return {
        receive: (frame) => port.receive(frame),
        get isClosed() {
          return session.closed !== undefined;
        },
        close: () => session.close(),
      };
    },
  };
}

function connect() {
  const { left, right, sent } = createRecordedPair();
  const client = new Session({
    ...{ transport: left, clock: fuzzClock, epoch: EPOCH, local: {}, handlers: {}, remote: methods },
    objects: { contracts },
  });
  return { client, sent, server: new Session({ ...owner(), transport: right }) };
}

/** What the holder of objects says to their owner. */
async function recordHolder(): Promise<unknown[][]> {
  const { client, sent } = connect();
  await client.call('echo', [1]);
  const sheet = client.objects.root('acme.sheet@1') as RemoteObject;
  const cell = (await sheet.call('cell', ['A1'])) as RemoteObject;
  await Promise.all([sheet.call('isOurs', [cell]), sheet.call('each', [() => 3]), sheet.call('set', [4])]);
  await Promise.all([drain(client.stream('count', [2_000])), client.call('first', ['a'])]);
  const kept = client.pipeline('echo', [{ a: 1, b: 2, c: 3, d: 4 }]);
  await client.call('echo', [kept as never]);
  await client.batch([['echo', [1]]]);
  cell.dispose();
  await client.call('echo', [[1, 'a', null, { b: [true] }]]);
  client.close();
  return sent;
}

async function drain(items: AsyncIterable<unknown>): Promise<void> {
  for await (const _item of items);
}
