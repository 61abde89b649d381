import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../packages/testing/temporary-folder.ts';
import { type FrameChange, FrameRegistry } from './frame-registry.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});

afterEach(() => {
  vi.useRealTimers();
});

function openRegistry(file = path.join(temporaryFolder(), 'frames.json')) {
  const problems: string[] = [];
  const registry = new FrameRegistry(file, (words) => problems.push(words));
  const changes: string[] = [];
  registry.changed.on(({ type, frame }: FrameChange) => changes.push(`${type} ${frame.title}`));
  const again = () => new FrameRegistry(file, (words) => problems.push(words));
  return { file, registry, problems, changes, again };
}

const note = { addinId: 'notes', view: 'note', title: 'Note', params: null, multiple: true };

test('frames come back as they were', () => {
  const { registry, again } = openRegistry();
  const first = registry.open({ ...note, params: { id: 7 } });
  const second = registry.open({ ...note, title: 'Other' });
  const bounds = { x: -20, y: 4.5, width: 300, height: 200 };
  registry.place([{ frameId: first.frameId, bounds, mode: 'maximised', order: 3 }]);
  registry.update(second.frameId, { unsaved: true });
  registry.flush();
  expect(again().all).toEqual([
    {
      ...note,
      multiple: undefined,
      frameId: first.frameId,
      params: { id: 7 },
      unsaved: false,
      bounds,
      mode: 'maximised',
      order: 3,
    },
    {
      ...note,
      multiple: undefined,
      frameId: second.frameId,
      title: 'Other',
      unsaved: true,
      bounds: null,
      mode: 'normal',
      order: 1,
    },
  ]);
});

test('changes are gathered before they are written, and the last ones are written at the end', () => {
  const { registry, file } = openRegistry();
  const { frameId } = registry.open(note);
  expect(existsSync(file)).toBe(false);
  vi.advanceTimersByTime(400);
  expect(readFileSync(file, 'utf8')).toContain('"Note"');
  registry.update(frameId, { title: 'Renamed' });
  registry.flush();
  expect(readFileSync(file, 'utf8')).toContain('"Renamed"');
});

test('a view that is open once is brought forward', () => {
  const { registry, changes } = openRegistry();
  const first = registry.open({ ...note, multiple: false });
  expect(registry.open({ ...note, multiple: false, title: 'Again' })).toBe(first);
  expect(changes).toEqual(['open Note', 'reveal Note']);
});

test('an add-in knows its own frames only', () => {
  const { registry } = openRegistry();
  const { frameId } = registry.open(note);
  expect(registry.owned('notes', frameId).title).toBe('Note');
  expect(() => registry.owned('other', frameId)).toThrow('There is no such frame.');
  expect(() => registry.owned('notes', 'elsewhere')).toThrow('There is no such frame.');
});

test('so many frames, and so much for each', () => {
  const { registry } = openRegistry();
  for (let frame = 0; frame < 50; frame++) registry.open(note);
  expect(() => registry.open(note)).toThrow('Too many open frames.');
  expect(() => registry.open({ ...note, addinId: 'other', params: 'x'.repeat(17_000) })).toThrow('that much data');
  registry.open({ ...note, addinId: 'other' });
  expect([registry.of('notes').length, registry.of('other').length]).toEqual([50, 1]);
});

test('saying the same again tells nobody', () => {
  const { registry, changes } = openRegistry();
  const { frameId } = registry.open(note);
  registry.update(frameId, { title: 'Note' });
  registry.update(frameId, { unsaved: false });
  registry.update('gone', { title: 'Nobody' });
  registry.close('gone');
  expect(changes).toEqual(['open Note']);
});

test('frames of add-ins that are not there any more are forgotten', () => {
  const { registry, changes } = openRegistry();
  registry.open(note);
  registry.open({ ...note, addinId: 'other', title: 'Other' });
  registry.retain((addinId) => addinId === 'other');
  expect(registry.all.map(({ addinId }) => addinId)).toEqual(['other']);
  registry.closeAll('other');
  expect([registry.all, changes.slice(2)]).toEqual([[], ['close Note', 'close Other']]);
});

test.each([
  ['half a file', '[{"frameId":"a"'],
  ['something else', '{"frames":[]}'],
  ['nothing', ''],
])('a file that holds %s is kept aside, and the window starts empty', (_name, text) => {
  const file = path.join(temporaryFolder(), 'frames.json');
  writeFileSync(file, text);
  const { registry, problems } = openRegistry(file);
  expect(registry.all).toEqual([]);
  expect(problems).toEqual(['The positions of the frames could not be read; the window starts empty.']);
  expect(readFileSync(`${file}.unreadable`, 'utf8')).toBe(text);
});

test('a frame that is not understood does not take the others along', () => {
  const { registry, file, again } = openRegistry();
  registry.open(note);
  registry.flush();
  const records: unknown[] = JSON.parse(readFileSync(file, 'utf8'));
  const [good] = records as object[];
  const bad = [{ ...good, frameId: 'b', order: 0.5 }, { ...good, frameId: 'c', extra: 1 }, null, { frameId: 'd' }];
  writeFileSync(file, JSON.stringify([...bad, good]));
  expect(again().all).toEqual([good]);
});

test('a file that cannot be written is said, and nothing else happens', () => {
  const { registry, file, problems } = openRegistry();
  mkdirSync(file);
  registry.open(note);
  vi.advanceTimersByTime(400);
  expect(problems).toEqual([expect.stringContaining('The positions of the frames could not be kept')]);
  expect(registry.all).toHaveLength(1);
});
