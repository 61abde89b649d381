import { existsSync, readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { type Launch, launch, temporaryFolder } from './runtime.ts';

const opened: { remove(): void }[] = [];
const started: Launch[] = [];

afterEach(async () => {
  for (const app of started.splice(0)) {
    app.process.kill('SIGKILL');
    await app.ended;
  }
  for (const folder of opened.splice(0)) folder.remove();
});

function newFolder(): string {
  const folder = temporaryFolder();
  opened.push(folder);
  return folder.path;
}

function run(scenario: string, userData = newFolder(), ...args: string[]): Launch {
  const app = launch(userData, [`--scenario=${scenario}`, ...args]);
  started.push(app);
  return app;
}

async function eventsOf(app: Launch): Promise<string[]> {
  await app.ended;
  return app.lines.filter((line) => line.startsWith('event ')).map((line) => line.slice('event '.length));
}

function isAlive(pid: number): boolean {
  // A zombie has ended; nobody has asked for its code yet.
  return existsSync(`/proc/${pid}/stat`) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

async function untilGone(pids: readonly number[]): Promise<void> {
  await expect.poll(() => pids.filter(isAlive), { timeout: 10_000 }).toEqual([]);
}

test('a second instance gets no lock, and the first hears of it after ready', async () => {
  const userData = newFolder();
  const first = run('one-instance', userData);
  expect(await first.line('first')).toBe('first true');
  const second = run('one-instance', userData, '--marker');
  expect(await second.line('first')).toBe('first false');
  const heard = JSON.parse((await first.line('second')).slice('second '.length)) as Record<string, unknown>;
  expect(heard).toEqual({
    ready: true,
    hasMarker: true,
    folder: process.cwd(),
    data: { from: expect.any(Number), list: [1] },
  });
  expect(await second.ended).toBe(0);
  expect(await first.ended).toBe(0);
});

test('the lock of an instance that was killed can be taken', async () => {
  const userData = newFolder();
  const first = run('hold-lock', userData);
  await first.line('first');
  first.process.kill('SIGKILL');
  await first.ended;
  expect(await run('hold-lock', userData).line('first')).toBe('first true');
});

test('instances with other folders do not know each other', async () => {
  expect(await run('hold-lock').line('first')).toBe('first true');
  expect(await run('hold-lock').line('first')).toBe('first true');
});

test('quit asks the app, closes the windows, and tells', async () => {
  const app = run('quit-order');
  expect(await eventsOf(app)).toEqual(['before-quit', 'close', 'closed', 'will-quit', 'quit']);
  expect(await app.ended).toBe(0);
});

test('before-quit can hold the end back until everything has stopped', async () => {
  const app = run('quit-is-delayed-once');
  expect(await eventsOf(app)).toEqual(['before-quit', 'before-quit', 'close', 'closed', 'will-quit', 'quit']);
  expect(app.lines).toContain('stopped');
});

test('a window that refuses to close ends the quitting', async () => {
  const app = run('a-window-keeps-the-app');
  const events = await eventsOf(app);
  expect(app.lines).toContain('kept');
  expect(events.slice(0, 4)).toEqual(['before-quit', 'close', 'close', 'closed']);
  // The second close was no part of a quit, so the app is asked what to do without windows.
  expect(events).toContain('window-all-closed');
  expect(events.at(-1)).toBe('quit');
});

test('will-quit can be prevented', async () => {
  const events = await eventsOf(run('will-quit-is-prevented'));
  expect(events).toEqual(['before-quit', 'will-quit', 'before-quit', 'will-quit', 'quit']);
});

test('the last window to close is told, and the app decides', async () => {
  const events = await eventsOf(run('last-window-closes'));
  expect(events).toEqual(['close', 'closed', 'window-all-closed', 'before-quit', 'will-quit', 'quit']);
});

test('exit asks nobody', async () => {
  const app = run('exit-does-not-ask');
  const events = await eventsOf(app);
  expect(events).not.toContain('before-quit');
  expect(events).not.toContain('will-quit');
  expect(events).toContain('quit');
  expect(await app.ended).toBe(5);
});

test('process.exit is exit', async () => {
  const app = run('process-exit');
  expect(await eventsOf(app)).toEqual(['quit']);
  expect(await app.ended).toBe(3);
});

test('children end with the app', async () => {
  const app = run('quit-with-child');
  const pid = Number((await app.line('child')).split(' ')[1]);
  await app.ended;
  await untilGone([pid]);
});

test('children and pages end when main is killed', async () => {
  const app = run('die-with-child');
  const [child = 0, ...tabs] = (await app.line('child')).split(' ').slice(1).map(Number);
  expect(tabs.length).toBeGreaterThan(0);
  await app.ended;
  await untilGone([child, ...tabs]);
});

test('an uncaught exception with a listener does not end the app', async () => {
  const app = run('goes-on-after-an-error');
  expect(await app.line('caught')).toBe('caught on purpose');
  expect(await app.ended).toBe(0);
});
