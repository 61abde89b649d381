import { expect, test } from 'vitest';
import { clipboardCapability } from './clipboard-capability.ts';
import { framesCapability } from './frames-capability.ts';
import { Gestures } from './gestures.ts';
import { logCapability } from './log-capability.ts';
import { notifyCapability } from './notify-capability.ts';
import { allowedCall, CALLER } from './testing/caller.ts';

let now = 0;
const clock = () => now;
const advance = (milliseconds: number) => {
  now += milliseconds;
};
const free = { ...allowedCall<'ui.view'>({}), granted: {} };

test('the clipboard is written right after the person acted, and not later, and not for another add-in', async () => {
  const written: string[] = [];
  const gestures = new Gestures(clock);
  const { handlers } = clipboardCapability.create({
    hasGesture: (addinId) => gestures.isRecent(addinId),
    writeText: (text) => {
      written.push(text);
    },
  });
  const copy = async (text: string) => handlers['clipboard.writeText']([text], allowedCall<'clipboard.write'>({}));
  await expect(copy('never')).rejects.toMatchObject({ code: 'E_SECURITY' });
  gestures.note('acme.other');
  await expect(copy('not mine')).rejects.toMatchObject({ code: 'E_SECURITY' });
  gestures.note(CALLER.addinId);
  advance(5_000);
  await copy('in time');
  advance(1);
  await expect(copy('too late')).rejects.toMatchObject({ code: 'E_SECURITY' });
  expect(written).toEqual(['in time']);
});

test('the audit learns how much was copied and not what', async () => {
  const { handlers } = clipboardCapability.create({ hasGesture: () => true, writeText: () => undefined });
  const call = allowedCall<'clipboard.write'>({});
  await handlers['clipboard.writeText'](['hunter2'], call);
  expect(call.objects).toEqual(['7 characters']);
});

test('a notification says whose it is and cannot look like another', async () => {
  const shown: unknown[] = [];
  const { handlers } = notifyCapability.create({ now: clock, show: (notification) => shown.push(notification) });
  const call = allowedCall<'ui.notify'>({ perHour: 2 });
  const notify = async (title: string, body = '') => handlers['ui.notify']([{ title, body }], call);
  await notify('Update\u202e required\nnow', 'a\u0007b');
  expect(shown).toEqual([{ title: 'Notes: Update required now', body: 'a b' }]);
  await notify('second');
  await expect(notify('third')).rejects.toMatchObject({ code: 'E_OVERLOAD' });
  const restarted = allowedCall<'ui.notify'>({ perHour: 2 }, { caller: { ...CALLER, generation: 2 } });
  await expect((async () => handlers['ui.notify']([{ title: 'x', body: '' }], restarted))()).rejects.toMatchObject({
    code: 'E_OVERLOAD',
  });
  advance(60 * 60_000);
  await notify('next hour');
  expect(shown).toHaveLength(3);
});

test('a log line is one line, and a flood is dropped and counted', () => {
  const lines: string[] = [];
  const { handlers, dispose } = logCapability.create({
    now: clock,
    write: (_id, level, text) => lines.push(`${level} ${text}`),
  });
  const log = (text: string): void => void handlers['log.write'](['info', text], free);
  log('one\nERROR forged \u001b[2J%c');
  expect(lines).toEqual(['info one ERROR forged [2J%c']);
  for (let index = 0; index < 100; index++) log('x'.repeat(2_000));
  expect(lines.join('').length).toBeLessThan(66 * 1024);
  const before = lines.length;
  advance(60_000);
  log('calm again');
  expect(lines.slice(before)).toEqual([
    `warn ${101 - before} lines were dropped: too much was logged at once`,
    'info calm again',
  ]);
  for (let index = 0; index < 100; index++) log('x'.repeat(2_000));
  void dispose?.(CALLER);
  expect(lines.at(-1)).toMatch(/^warn \d+ lines were dropped/);
});

test('frames are opened in the name of the caller, with a readable title, and not endlessly', async () => {
  const opened: unknown[] = [];
  const { handlers } = framesCapability.create({
    now: clock,
    open: (addinId, frame) => {
      opened.push({ addinId, ...frame });
      return 'f1';
    },
    update: () => undefined,
    close: () => undefined,
  });
  const open = async (title?: string) =>
    handlers['frames.open'](
      [title === undefined ? { view: 'main', params: null } : { view: 'main', title, params: 1 }],
      {
        ...allowedCall<'ui.view'>({}),
      },
    );
  expect(await open()).toBe('f1');
  await open('My\u200b notes');
  expect(opened).toEqual([
    { addinId: 'acme.notes', view: 'main', title: undefined, params: null },
    { addinId: 'acme.notes', view: 'main', title: 'My notes', params: 1 },
  ]);
  for (let index = 0; index < 18; index++) await open();
  await expect(open()).rejects.toMatchObject({ code: 'E_OVERLOAD' });
  advance(10_000);
  expect(await open()).toBe('f1');
});
