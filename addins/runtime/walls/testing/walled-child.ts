import fs from 'node:fs';
import type { Socket } from 'node:net';
import { CurrentCall } from '../../current-call.ts';
import { raiseWalls } from '../raise-walls.ts';
import { type AttackTargets, FILE_ATTACKS, NETWORK_ATTACKS, PROCESS_ATTACKS, readInWorker } from './host-attacks.ts';

/**
 * A domain process for tests: raises the walls as the real entry does, then does what the test asks.
 * `warm` makes the threads of the pool run before the walls, which Landlock alone would leave free.
 */
export type Question =
  | { id: number; ask: 'evaluate'; source: string; name?: string }
  | { id: number; ask: 'globals' }
  | {
      id: number;
      ask: 'attack';
      kind: 'FILE_ATTACKS' | 'NETWORK_ATTACKS' | 'PROCESS_ATTACKS';
      name: string;
      targets: AttackTargets;
    }
  | { id: number; ask: 'worker'; targets: AttackTargets }
  | { id: number; ask: 'process'; source: string }
  | { id: number; ask: 'calls'; source: string; count: number }
  | { id: number; ask: 'alive' }
  | { id: number; ask: 'dispose' };
const ATTACKS = { FILE_ATTACKS, NETWORK_ATTACKS, PROCESS_ATTACKS };
export type Answer = { id: number; value?: unknown; thrown?: string };

if (process.argv.includes('warm')) {
  await Promise.all(Array.from({ length: 8 }, () => fs.promises.stat('/').catch(() => undefined)));
}
const host = process;
const descriptors = host.platform === 'linux' ? fs.readdirSync('/proc/self/fd').length : 0;
const send = host.send?.bind(host) as (message: unknown) => void;
const lines: string[] = [];
const current = new CurrentCall();
const raised = await raiseWalls({ seed: 1, log: (level, text) => lines.push(`${level} ${text}`) });

host.on('message', (question: Question, socket?: Socket) => {
  if (socket) return void socket.on('data', (data) => socket.write(`echo ${data}`));
  answer(question).then(
    (value) => send({ id: question.id, value: plain(value) }),
    (thrown) => send({ id: question.id, thrown: inWords(thrown) }),
  );
});
send({ report: raised.report, descriptors });

async function answer(question: Question): Promise<unknown> {
  if (question.ask === 'evaluate') return raised.compartment.evaluate(question.source, question.name ?? 'guest.js');
  if (question.ask === 'globals') {
    return {
      guest: Object.getOwnPropertyNames(raised.compartment.globalThis).sort(),
      host: Object.getOwnPropertyNames(globalThis).sort(),
      trapped: raised.wall.trappedLoads(),
      lines,
    };
  }
  if (question.ask === 'attack') return ATTACKS[question.kind][question.name]?.(question.targets);
  if (question.ask === 'worker') return readInWorker(question.targets);
  if (question.ask === 'process')
    return (raised.compartment.evaluate(question.source, 'escaped.js') as (process: unknown) => unknown)(host);
  if (question.ask === 'calls') return await answerCalls(question.source, question.count);
  if (question.ask === 'dispose') return raised.dispose();
  return alive();
}

/** The guest's function works on so many calls at once, and can look for which one it does. */
async function answerCalls(source: string, count: number): Promise<unknown> {
  const work = raised.compartment.evaluate(source, 'guest.js') as (look: () => unknown) => Promise<unknown>;
  const look = raised.wall.harden(() => current.call?.call ?? null);
  const calls = Array.from({ length: count }, (_, call) =>
    current.during({ trace: { call, id: 1, depth: 1 }, signal: new NeverAborted() }, () => work(look)),
  );
  return [await Promise.all(calls), await work(look)];
}

class NeverAborted {
  readonly aborted = false;
  addEventListener(): void {}
  removeEventListener(): void {}
}

/** Everything that a domain needs after the walls are up. */
async function alive(): Promise<unknown> {
  const ticks = await new Promise((resolve) => setTimeout(() => resolve('timer'), 5));
  const memory = new Uint8Array(60_000_000).fill(1).length;
  const garbage = Array.from({ length: 50 }, () => new Array(100_000).fill({})).length;
  const cpu = host.cpuUsage().user > 0;
  const peak = host.resourceUsage().maxRSS > 0;
  return { ticks, memory, garbage, cpu, peak, folder: host.cwd(), env: { ...host.env }, argv: host.argv };
}

function plain(value: unknown): unknown {
  return typeof value === 'object' && value !== null
    ? JSON.parse(JSON.stringify(value))
    : typeof value === 'function'
      ? 'function'
      : value;
}

function inWords(thrown: unknown): string {
  const error = thrown as { code?: string; message?: string };
  return String(error?.code ?? error?.message ?? thrown);
}
