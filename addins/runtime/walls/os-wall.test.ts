import { fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, type TestContext, test } from 'vitest';
import { type AttackTargets, FILE_ATTACKS, NETWORK_ATTACKS, PROCESS_ATTACKS } from './testing/host-attacks.ts';
import { WalledProcess } from './testing/walled-process.ts';

let domain: WalledProcess;
let targets: AttackTargets;
const servers: Server[] = [];
const accepted: Socket[] = [];

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'walls-'));
  writeFileSync(join(folder, 'canary.txt'), 'the canary sings');
  using database = new DatabaseSync(join(folder, 'canary.db'));
  database.exec("CREATE TABLE notes (text); INSERT INTO notes VALUES ('secret')");
  // A copy, because the C library hands out again what it has loaded once under the same name.
  if (process.platform === 'linux') copyFileSync(nativeLibrary(), join(folder, 'library.node'));
  const socketPath = join(folder, 'service');
  const tcp = createServer((socket) => accepted.push(socket)).listen(0, '127.0.0.1');
  const local = createServer((socket) => accepted.push(socket)).listen(socketPath);
  servers.push(tcp, local);
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const { port } = tcp.address() as { port: number };
  targets = { folder, port, socketPath, parent: process.pid };
  // With pool threads that ran before the walls: those are what Landlock alone lets through.
  domain = await WalledProcess.start('warm');
});

function nativeLibrary(): string {
  const { arch } = process;
  return createRequire(import.meta.url).resolve(`@koromix/koffi-linux-${arch}/linux_${arch}/koffi.node`);
}

afterAll(() => {
  domain[Symbol.dispose]();
  for (const server of servers) server.close();
  rmSync(targets.folder, { recursive: true, force: true });
});

/** On a machine without such a wall there is nothing to prove, and the output says why. */
function needsWall(context: TestContext): void {
  const wall = domain.report.walls.find(({ name }) => name === 'os');
  if (wall?.state !== 'up') context.skip(`no wall of the operating system here: ${wall?.detail}`);
}

test('the report says which wall stands, or why none does', () => {
  const wall = domain.report.walls.find(({ name }) => name === 'os');
  expect(wall?.detail).toMatch(/./);
  const self = domain.report.walls.find(({ name }) => name === 'self-test');
  expect(self?.state).toBe('up');
  expect(domain.report.holes).toEqual([]);
});

test('every attempt of the self-test was refused, by the wall it should be', (context) => {
  needsWall(context);
  const { canaries } = domain.report;
  expect(canaries.filter(({ held }) => !held)).toEqual([]);
  expect(canaries.filter(({ by }) => by === 'os').map(({ name }) => name)).toHaveLength(12);
});

const KINDS = { FILE_ATTACKS, NETWORK_ATTACKS, PROCESS_ATTACKS } as const;
const attacks = Object.entries(KINDS).flatMap(([kind, list]) =>
  Object.keys(list).map((name) => ({ kind: kind as keyof typeof KINDS, name })),
);

test.for(attacks)('$kind: $name fails without any effect', async ({ kind, name }, context) => {
  needsWall(context);
  const before = stateOfFolder();
  const outcome = domain.ask('attack', { kind, name, targets }).then(
    (value) => expect.fail(`got through with ${JSON.stringify(value)}`),
    (error: Error) => error.message,
  );
  // Name look-ups end in their own error, because they could not even reach a server.
  expect(await outcome).toMatch(
    /EACCES|EPERM|ERR_SQLITE_ERROR|ERR_DLOPEN_FAILED|ERR_SYSTEM_ERROR|EAI_AGAIN|ECONNREFUSED/,
  );
  expect(stateOfFolder()).toEqual(before);
  expect(accepted).toEqual([]);
});

function stateOfFolder(): unknown {
  const text = readFileSync(join(targets.folder, 'canary.txt'), 'utf8');
  using database = new DatabaseSync(join(targets.folder, 'canary.db'), { readOnly: true });
  return [readdirSync(targets.folder).sort(), text, database.prepare('SELECT * FROM notes').all()];
}

test.for([
  ['FILE_ATTACKS', 'read'],
  ['FILE_ATTACKS', 'read by another thread'],
  ['FILE_ATTACKS', 'list by another thread'],
  ['FILE_ATTACKS', 'attached database'],
  ['NETWORK_ATTACKS', 'UDP'],
  ['NETWORK_ATTACKS', 'interfaces'],
  ['PROCESS_ATTACKS', 'program'],
  ['PROCESS_ATTACKS', 'signal 0 to the parent'],
] as const)('%s: %s works where no wall stands', async ([kind, name]) => {
  const attack = (KINDS[kind] as Readonly<Record<string, (targets: AttackTargets) => unknown>>)[name];
  expect(attack).toBeDefined();
  await expect(Promise.resolve(attack?.(targets))).resolves.not.toThrow();
});

test('a worker thread is behind the same wall', async (context) => {
  needsWall(context);
  expect(await domain.ask('worker', { targets })).toEqual(['EACCES', 'EPERM']);
});

test('no descriptor is inherited but the standard ones and the channel', () => {
  // The rest is Node's own: event queues, wake-up pipes, and the folder that is being listed.
  expect(domain.descriptors).toBeLessThan(30);
});

test('what a domain needs goes on: timers, memory, garbage collection, usage figures', async () => {
  expect(await domain.ask('alive', {})).toEqual({
    ticks: 'timer',
    memory: 60_000_000,
    garbage: 50,
    cpu: true,
    peak: true,
    folder: '/',
    env: {},
    argv: [],
  });
});

test('a thousand messages cross the channel behind the walls', async () => {
  const answers = await Promise.all(Array.from({ length: 1_000 }, (_, index) => domain.evaluate(`${index} + 1`)));
  expect(answers).toEqual(Array.from({ length: 1_000 }, (_, index) => index + 1));
});

test('a socket that is handed over behind the walls can be read and written', async () => {
  // Paused, or this process would read what is meant for the other one.
  const meeting = createServer({ pauseOnConnect: true }).listen(0, '127.0.0.1');
  await once(meeting, 'listening');
  const near = connect((meeting.address() as { port: number }).port, '127.0.0.1');
  const [far] = (await once(meeting, 'connection')) as [Socket];
  domain.child.send({ id: 0, ask: 'alive' }, far);
  for (const word of ['one', 'two']) {
    near.write(word);
    const [heard] = (await once(near, 'data')) as [Buffer];
    expect(String(heard)).toBe(`echo ${word}`);
  }
  near.destroy();
  meeting.close();
});

test('process.exit ends it with its code', async () => {
  using other = await WalledProcess.start();
  const ended = once(other.child, 'exit');
  other.ask('process', { source: '(process) => process.exit(7)' }).catch(() => undefined);
  expect(await ended).toEqual([7, null]);
});

test('process.abort ends it and leaves no core file', async (context) => {
  using other = await WalledProcess.start();
  needsWall(context);
  const ended = once(other.child, 'exit');
  other.ask('process', { source: '(process) => process.abort()' }).catch(() => undefined);
  expect(await ended).toEqual([null, 'SIGABRT']);
  expect(existsSync('/core')).toBe(false);
});

test('native code gets no further: every listed call and every way around the list is refused', async (context) => {
  needsWall(context);
  const child = fork(new URL('./testing/raw-call-child.ts', import.meta.url), { execArgv: [] });
  const [{ report, answers }] = (await once(child, 'message')) as [RawAnswers];
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(report).toMatchObject({ state: 'up', detail: expect.stringContaining('no event queues') });
  const [EPERM, EACCES, ENOSYS] = [-1, -13, -38];
  for (const [name, answer] of Object.entries(answers)) {
    const expected = name.startsWith('allowed') ? [0] : [EPERM, EACCES, ENOSYS];
    expect(expected, `${name} answered ${answer}`).toContain(answer);
  }
  expect(Object.keys(answers).length).toBeGreaterThan(180);
});

interface RawAnswers {
  report: { state: string; detail: string };
  answers: Record<string, number>;
}
