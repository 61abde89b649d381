import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { HostEvent, ViewPortLabel } from '../../preload/bridge.ts';
import { temporaryFolder } from '../packages/testing/temporary-folder.ts';
import { FrameRegistry } from './frame-registry.ts';
import { WindowFrames } from './window-frames.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function createWindow() {
  const told: string[] = [];
  const frames = new FrameRegistry(path.join(temporaryFolder(), 'frames.json'), () => undefined);
  const windowFrames = new WindowFrames({
    frames,
    send: (event: HostEvent) => told.push('generation' in event ? `${event.type} ${event.generation}` : event.type),
    sendViewPort: (_port: unknown, label: ViewPortLabel) => told.push(`port ${label.generation} ${label.role}`),
  });
  return { told, frames, windowFrames };
}

const first = { addinId: 'notes', number: 1 };
const second = { addinId: 'notes', number: 2, views: ['note'], createPort: () => 'port' };
/** True when the promise has settled by now. */
async function isOver(work: Promise<unknown>): Promise<boolean> {
  let over = false;
  void work.then(
    () => (over = true),
    () => (over = true),
  );
  await vi.advanceTimersByTimeAsync(0);
  return over;
}

test('an add-in that shows nothing waits for nobody', async () => {
  const { windowFrames, told } = createWindow();
  await windowFrames.freeze('notes', 1);
  await windowFrames.draw(second);
  expect(told).toEqual([]);
});

test('freeze, draw, commit: each waits for the answer of the window, and for its own only', async () => {
  const { windowFrames, told } = createWindow();
  windowFrames.attach('port', first);
  const frozen = windowFrames.freeze('notes', 1);
  windowFrames.frozen('notes', 2);
  windowFrames.frozen('other', 1);
  expect(await isOver(frozen)).toBe(false);
  windowFrames.frozen('notes', 1);
  await frozen;
  const painted = windowFrames.draw(second);
  windowFrames.painted('notes', 1, null);
  expect(await isOver(painted)).toBe(false);
  windowFrames.painted('notes', 2, null);
  await painted;
  windowFrames.commit('notes', 2);
  expect(told).toEqual([
    'port 1 current',
    'upgrade-freeze 1',
    'port 2 candidate',
    'upgrade-draw 2',
    'upgrade-commit 2',
  ]);
});

test('a version is introduced once, ahead of the freeze; a page that came since gets a port of its own', async () => {
  const { windowFrames, told } = createWindow();
  windowFrames.attach('port', first);
  windowFrames.introduce(second);
  void windowFrames.freeze('notes', 1);
  void windowFrames.draw(second);
  expect(told.splice(0)).toEqual(['port 1 current', 'port 2 candidate', 'upgrade-freeze 1', 'upgrade-draw 2']);
  windowFrames.forgetPage();
  windowFrames.attach('port', first);
  void windowFrames.draw(second);
  expect(told.slice(2)).toEqual(['port 2 candidate', 'upgrade-draw 2']);
  windowFrames.forgetPage();
});

test('a picture that fails is the reason, word for word', async () => {
  const { windowFrames } = createWindow();
  windowFrames.attach('port', first);
  const painted = expect(windowFrames.draw(second)).rejects.toMatchObject({
    code: 'E_UPGRADE_FAILED',
    message: 'The view "note" failed.',
  });
  windowFrames.painted('notes', 2, 'The view "note" failed.');
  await painted;
});

test('a version without the view of an open frame is refused before it is drawn', async () => {
  const { windowFrames, frames, told } = createWindow();
  windowFrames.attach('port', first);
  const pad = frames.open({ addinId: 'notes', view: 'pad', title: 'Pad 1', params: null, multiple: true });
  await expect(windowFrames.draw(second)).rejects.toMatchObject({
    code: 'E_UPGRADE_FAILED',
    message: expect.stringContaining('open frame "Pad 1". Close that frame'),
  });
  expect(told).toEqual(['port 1 current']);
  frames.close(pad.frameId);
  const painted = windowFrames.draw(second);
  windowFrames.painted('notes', 2, null);
  await painted;
});

test.each([
  ['freeze', 1_000, 'The running version did not come to rest in time.'],
  ['draw', 3_000, 'The new version did not draw its frames in time.'],
] as const)('%s without an answer ends in words, and a late answer is nothing', async (step, limit, message) => {
  const { windowFrames } = createWindow();
  windowFrames.attach('port', first);
  const work = step === 'freeze' ? windowFrames.freeze('notes', 1) : windowFrames.draw(second);
  const refused = expect(work).rejects.toMatchObject({ code: 'E_UPGRADE_FAILED', message });
  await vi.advanceTimersByTimeAsync(limit);
  await refused;
  windowFrames.frozen('notes', 1);
  windowFrames.painted('notes', 2, 'too late');
  expect(vi.getTimerCount()).toBe(0);
});

test('a page that goes away while it is waited for holds nothing up', async () => {
  const { windowFrames } = createWindow();
  windowFrames.attach('port', first);
  const waits = [windowFrames.freeze('notes', 1), windowFrames.draw(second), windowFrames.farewell()];
  windowFrames.forgetPage();
  await Promise.all(waits);
  expect(vi.getTimerCount()).toBe(0);
  await windowFrames.freeze('notes', 1);
});

test('a page that comes in the middle of a hand-over is held back as well', async () => {
  const { windowFrames, told } = createWindow();
  windowFrames.attach('port', first);
  const frozen = windowFrames.freeze('notes', 1);
  windowFrames.forgetPage();
  await frozen;
  told.length = 0;
  windowFrames.attach('port', first);
  expect(told).toEqual(['port 1 current', 'upgrade-freeze 1']);
  windowFrames.frozen('notes', 1);
  windowFrames.abandon('notes', 2);
  windowFrames.attach('port', first);
  expect(told.slice(2)).toEqual(['upgrade-abandon 2', 'port 1 current']);
});

test('a domain that has ended has no port in the window', async () => {
  const { windowFrames, told } = createWindow();
  windowFrames.attach('port', first);
  windowFrames.forgetDomain('notes');
  await windowFrames.freeze('notes', 1);
  expect(told).toEqual(['port 1 current']);
});

test('the frames of an add-in are counted', () => {
  const { windowFrames, frames } = createWindow();
  frames.open({ addinId: 'notes', view: 'note', title: 'Note', params: null, multiple: true });
  frames.open({ addinId: 'other', view: 'note', title: 'Note', params: null, multiple: true });
  expect(windowFrames.frameCount('notes')).toBe(1);
});

test('the farewell waits for the layout, but not for long', async () => {
  const { windowFrames, told } = createWindow();
  const answered = windowFrames.farewell();
  expect(await isOver(answered)).toBe(false);
  windowFrames.placed();
  await answered;
  const silent = windowFrames.farewell();
  await vi.advanceTimersByTimeAsync(500);
  await silent;
  expect(told).toEqual(['closing', 'closing']);
});
