import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { WAYS_OUT, type WayOut } from './wall-listeners.ts';
import { WebWall } from './web-wall.ts';

/** Who a page reaches that runs in the engine of this test. */
interface Engine {
  readonly walled: readonly WayOut[];
  readonly open: readonly WayOut[];
  readonly isSilent?: boolean;
}

/** A window that loads what it is told to, as far as such a page matters. */
function start(engine: Engine, limits: { limitMs?: number; pauseMs?: number } = {}) {
  const warnings: string[] = [];
  const loaded: string[] = [];
  const wall = new WebWall({
    scheme: 'bulkhead-web',
    warn: (text) => warnings.push(text),
    ...limits,
  });
  wall.changed.on(() => {
    const { probe } = wall.report;
    if (probe === null || loaded.includes(probe)) return;
    loaded.push(probe);
    const token = new URL(probe.replace('bulkhead-web:', 'http:')).host;
    const script = wall.file(token, 'probe.js');
    const ports = JSON.parse(/= (\{"stun".*\});/.exec(script?.text ?? '')?.[1] ?? '') as Record<WayOut, number>;
    for (const way of script?.isWalled ? engine.walled : engine.open) reach(way, ports[way]);
    if (script?.isWalled && engine.isSilent !== true) wall.file(token, 'done.css');
  });
  return { wall, warnings, loaded };
}

function reach(way: WayOut, port: number): void {
  if (way !== 'stun') return void connect(port, '127.0.0.1').on('error', () => undefined);
  const socket = createSocket('udp4');
  socket.send('?', port, '127.0.0.1', () => socket.close());
}

test('the wall is up when nothing comes through it that would come otherwise, and it is tried once', async () => {
  const { wall, warnings, loaded } = start({ walled: [], open: WAYS_OUT });
  await Promise.all([wall.raise(), wall.raise()]);
  await wall.raise();
  expect(loaded).toHaveLength(2);
  expect(loaded[0]).toMatch(/^bulkhead-web:\/\/[0-9a-f]{32}\/probe\.html$/);
  expect(wall.report).toEqual({ isDown: false, probe: null });
  expect(warnings).toEqual([]);
});

test.each(WAYS_OUT)('one word that comes through takes the wall down: %s', async (way) => {
  const { wall, warnings } = start({ walled: [way], open: WAYS_OUT, isSilent: true });
  await expect(wall.raise()).rejects.toMatchObject({ code: 'E_WALL' });
  expect(wall.report).toEqual({ isDown: true, probe: null });
  expect(warnings).toEqual([`Web pages of add-ins are not shown: the network could be reached from one (${way}).`]);
});

test('silence proves nothing: a way that cannot be tried without the wall either keeps pages away', async () => {
  const { wall, warnings } = start({ walled: [], open: ['turn', 'ahead'] }, { limitMs: 200 });
  await expect(wall.raise()).rejects.toMatchObject({ code: 'E_WALL' });
  expect(wall.report.isDown).toBe(true);
  expect(warnings[0]).toContain('could not be tried whether they are kept from stun');
});

test('a window that does not load the page, or a page that does not finish, keeps pages away until the next trial', async () => {
  const engine = { walled: [], open: WAYS_OUT, isSilent: true };
  const { wall, warnings } = start(engine, { limitMs: 50, pauseMs: 0 });
  await expect(wall.raise()).rejects.toMatchObject({ code: 'E_WALL' });
  expect(warnings[0]).toContain('did not answer');
  engine.isSilent = false;
  // The window is quick now, the limit still short: whatever it takes, it holds in the end.
  await expect.poll(() => wall.raise().then(() => wall.report.isDown)).toBe(false);
});

test('only pages of the trial that goes on are served', async () => {
  const { wall } = start({ walled: [], open: WAYS_OUT });
  const tokens: string[] = [];
  wall.changed.on(() => tokens.push(/[0-9a-f]{32}/.exec(wall.report.probe ?? '')?.[0] ?? ''));
  await wall.raise();
  for (const token of [...tokens, 'x']) expect(wall.file(token, 'probe.html')).toBeUndefined();
});

test('an add-in that asks again and again after a failure is answered from it', async () => {
  const { wall, warnings, loaded } = start({ walled: ['turn'], open: WAYS_OUT, isSilent: true });
  for (let asked = 0; asked < 3; asked++) await expect(wall.raise()).rejects.toMatchObject({ code: 'E_WALL' });
  expect([loaded.length, warnings.length]).toEqual([1, 1]);
});
