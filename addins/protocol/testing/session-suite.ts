import { expect, test } from 'vitest';
import { z } from 'zod';
import { BulkheadError } from '../errors.ts';
import { BULK_CHUNK_BYTES, STREAM_CREDIT } from '../limits.ts';
import { bytes, type Handlers, method, plain, streamMethod } from '../method.ts';
import { Session } from '../session.ts';
import type { Transport } from '../transport.ts';
import { realClock as clock } from './real-clock.ts';

const table = {
  add: method(z.tuple([z.number(), z.number()]), z.number()),
  echo: method(z.tuple([plain]), plain),
  fail: method(z.tuple([]), z.null()),
  count: streamMethod(z.tuple([z.int().min(0)]), z.number()),
  mirror: method(z.tuple([bytes]), bytes),
  append: method(z.tuple([z.string()]), z.string(), { ordered: true }),
  depth: method(z.tuple([]), z.number()),
  note: method(z.tuple([z.string()]), z.null()),
  slow: method(z.tuple([z.number()]), z.number()),
} as const;

type Table = typeof table;

class Server {
  readonly notes: string[] = [];
  /** Items that the stream was asked for. */
  produced = 0;
  /** Streams that were told to end early. */
  stopped = 0;
  text = '';

  handlers(): Handlers<Table> {
    return {
      add: ([left, right]) => left + right,
      echo: ([value]) => value,
      fail: () => {
        throw new BulkheadError('E_QUOTA', { message: 'Full.' });
      },
      count: ([limit]) => this.#count(limit),
      mirror: ([value]) => value,
      append: async ([part]) => {
        // The first to come takes longest: without an order it would be last.
        await new Promise((resolve) => setTimeout(resolve, this.text === '' ? 20 : 0));
        this.text += part;
        return this.text;
      },
      depth: (_parameters, { trace }) => trace?.depth ?? -1,
      note: ([text]) => {
        this.notes.push(text);
        return null;
      },
      slow: async ([value]) => {
        await new Promise((resolve) => setTimeout(resolve, 10));
        return value;
      },
    };
  }

  *#count(limit: number): Generator<number> {
    try {
      for (let number = 0; number < limit; number++) {
        this.produced++;
        yield number;
      }
    } finally {
      if (this.produced < limit) this.stopped++;
    }
  }
}

interface Pair {
  client: Session<Record<never, never>, Table>;
  server: Session<Table, Record<never, never>>;
  state: Server;
  violations: BulkheadError[];
  [Symbol.dispose](): void;
}

/** What a session promises, whatever carries it. */
const PROMISES: Readonly<Record<string, (pair: Pair) => Promise<void>>> = {
  'both ends agree on a version before anything else': async (pair) => {
    expect((await pair.client.agreed).version).toBe(1);
    expect([...(await pair.server.agreed).features]).toEqual(['blue', 'green@2']);
  },

  'calls of one turn are answered, each with its own answer': async (pair) => {
    const calls = Array.from({ length: 200 }, (_, index) => pair.client.call('add', [index, 1]));
    expect(await Promise.all(calls)).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
  },

  'an error keeps its code': async (pair) => {
    await expect(pair.client.call('fail', [])).rejects.toMatchObject({ code: 'E_QUOTA', message: 'Full.' });
  },

  'a stream arrives whole and in order': async (pair) => {
    const total = STREAM_CREDIT * 5 + 7;
    let next = 0;
    for await (const item of pair.client.stream('count', [total])) {
      if (item !== next) throw new Error(`${item} came where ${next} was due`);
      next++;
    }
    expect(next).toBe(total);
  },

  'nobody reads, and the sender stops at the credit': async (pair) => {
    const stream = pair.client.stream('count', [1_000_000]);
    expect((await stream.next()).value).toBe(0);
    await pair.client.call('slow', [1]);
    expect(pair.state.produced).toBeLessThanOrEqual(STREAM_CREDIT * 2);
    await stream.return?.();
    await expect.poll(() => pair.state.stopped).toBe(1);
    expect(await pair.client.call('add', [1, 1])).toBe(2);
  },

  'leaving a loop over a stream ends it over there': async (pair) => {
    for await (const item of pair.client.stream('count', [1_000_000])) if (item === 10) break;
    await expect.poll(() => pair.state.stopped).toBe(1);
    await expect.poll(() => pair.server.runningCount).toBe(0);
  },

  'an empty stream ends at once': async (pair) => {
    expect(await pair.client.stream('count', [0]).next()).toEqual({ done: true, value: undefined });
  },

  'large bytes go there and back in chunks, with progress': async (pair) => {
    const sent = new Uint8Array(BULK_CHUNK_BYTES * 9 + 3).map((_, index) => index % 251);
    const progress: number[] = [];
    const onProgress = (done: number): void => void progress.push(done);
    const answer = await pair.client.call('mirror', [sent], { onProgress });
    expect(Buffer.compare(answer, sent)).toBe(0);
    expect(progress).toHaveLength(10);
    expect(progress.at(-1)).toBe(sent.byteLength);
  },

  'calls get through while bytes travel': async (pair) => {
    let isThere = false;
    const large = pair.client.call('mirror', [new Uint8Array(BULK_CHUNK_BYTES * 40)]).then(() => {
      isThere = true;
    });
    expect(await pair.client.call('add', [1, 2])).toBe(3);
    expect(isThere).toBe(false);
    await large;
  },

  'records travel as bags and arrive as they were': async (pair) => {
    const bag = { id: 1, name: 'Ada', active: true, score: 1.5, note: null };
    const list = Array.from({ length: 20 }, (_, id) => ({ ...bag, id }));
    expect(await pair.client.call('echo', [bag])).toEqual(bag);
    expect(await pair.client.call('echo', [list])).toEqual(list);
    const uneven = [bag, { ...bag, more: 1 }];
    expect(await pair.client.call('echo', [uneven])).toEqual(uneven);
  },

  'a call builds on an answer that is not there yet, without waiting for it here': async (pair) => {
    const first = pair.client.pipeline('slow', [20]);
    const second = pair.client.pipeline('add', [first as unknown as number, 1]);
    const third = pair.client.call('add', [second as unknown as number, first as unknown as number]);
    expect(await third).toBe(41);
    expect(await pair.client.call('add', [second as unknown as number, 1])).toBe(22);
    const broken = pair.client.pipeline('fail', []);
    await expect(pair.client.call('echo', [broken as unknown as null])).rejects.toMatchObject({ code: 'E_QUOTA' });
    await expect(broken.answer).rejects.toMatchObject({ code: 'E_QUOTA' });
    expect(pair.violations).toEqual([]);
  },

  'a batch goes on after a failure, or stops at it': async (pair) => {
    const calls = [
      ['add', [1, 2]],
      ['fail', []],
      ['add', [3, 4]],
    ] as const;
    const all = await pair.client.batch(calls);
    expect(all.map((outcome) => (outcome.ok ? outcome.value : outcome.error.code))).toEqual([3, 'E_QUOTA', 7]);
    expect(await pair.client.batch(calls, { stopOnError: true })).toHaveLength(2);
  },

  'an ordered method takes one call after the other': async (pair) => {
    const answers = await Promise.all(['a', 'b', 'c'].map((part) => pair.client.call('append', [part])));
    expect(answers).toEqual(['a', 'ab', 'abc']);
  },

  'a chain of calls is known by its depth, and cut when it is too deep': async (pair) => {
    expect(await pair.client.call('depth', [])).toBe(-1);
    expect(await pair.client.call('depth', [], { trace: { call: 9, id: 7, depth: 3 } })).toBe(3);
    const tooDeep = pair.client.call('depth', [], { trace: { call: 9, id: 7, depth: 33 } });
    await expect(tooDeep).rejects.toMatchObject({ code: 'E_DEPTH' });
  },

  'messages and calls keep their order': async (pair) => {
    pair.client.notify('note', ['one']);
    pair.client.notify('note', ['two']);
    await pair.client.call('note', ['three']);
    expect(pair.state.notes).toEqual(['one', 'two', 'three']);
  },

  'a cancelled call ends here at once': async (pair) => {
    const controller = new AbortController();
    const call = pair.client.call('slow', [1], { signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: 'E_CANCELLED' });
    expect(await pair.client.call('add', [1, 1])).toBe(2);
    expect(pair.violations).toEqual([]);
  },

  'the end of one side is the end of everything that waits at the other': async (pair) => {
    const call = pair.client.call('slow', [1]);
    const stream = pair.client.stream('count', [10]);
    const large = pair.client.call('mirror', [new Uint8Array(BULK_CHUNK_BYTES * 20)]);
    pair.client.close();
    await expect(call).rejects.toMatchObject({ code: 'E_DOMAIN_UNLOADED' });
    await expect(large).rejects.toMatchObject({ code: 'E_DOMAIN_UNLOADED' });
    await expect(stream.next()).rejects.toMatchObject({ code: 'E_DOMAIN_UNLOADED' });
    await expect.poll(() => pair.server.closed?.code).toBe('E_DOMAIN_UNLOADED');
    expect(pair.server.runningCount).toBe(0);
  },
};

/** One test for each promise; `connect` makes the two ends of a transport. */
export function testSessionOver(name: string, connect: () => readonly [Transport, Transport]): void {
  for (const [promise, hold] of Object.entries(PROMISES)) {
    test(`${name}: ${promise}`, async () => {
      using pair = openPair(connect());
      await hold(pair);
    });
  }
}

function openPair([left, right]: readonly [Transport, Transport]): Pair {
  const violations: BulkheadError[] = [];
  const state = new Server();
  const onViolation = (error: BulkheadError): void => void violations.push(error);
  const ends = { clock, epoch: 1, onViolation };
  const features = ['blue', 'green@2'];
  const client = new Session({ ...ends, transport: left, local: {}, handlers: {}, remote: table, features });
  const server = new Session({ ...ends, transport: right, local: table, handlers: state.handlers(), remote: {} });
  return {
    ...{ client, server, state, violations },
    [Symbol.dispose]() {
      client.close();
      server.close();
    },
  };
}
