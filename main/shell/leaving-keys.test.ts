import { EventEmitter } from 'node:events';
import type { Input, WebFrameMain } from 'electron';
import { expect, test } from 'vitest';
import { LEAVING_KEYS } from '../../addins/protocol/leaving-keys.ts';
import { watchLeavingKeys } from './leaving-keys.ts';

const MAIN = { parent: null } as WebFrameMain;
const PAGE = { parent: MAIN } as WebFrameMain;

const NOTHING_HELD = { type: 'keyDown', control: false, shift: false, alt: false, meta: false, isComposing: false };

function start(focusedFrame: WebFrameMain | null) {
  const contents = Object.assign(new EventEmitter(), { focusedFrame });
  const left: string[] = [];
  watchLeavingKeys(contents, LEAVING_KEYS, (key) => left.push(key));
  /** True when the page does not get the key. */
  const press = (input: Partial<Input>): boolean => {
    let isTaken = false;
    const preventDefault = () => {
      isTaken = true;
    };
    contents.emit('before-input-event', { preventDefault }, { ...NOTHING_HELD, ...input });
    return isTaken;
  };
  return { left, press };
}

test('the keys that lead out of a page never reach it, pressed or let go', () => {
  const { left, press } = start(PAGE);
  expect(press({ key: 'Escape' })).toBe(true);
  expect(press({ key: 'F6' })).toBe(true);
  expect(press({ key: 'F6', control: true })).toBe(true);
  expect(press({ key: 'F6', control: true, type: 'keyUp' })).toBe(true);
  expect(press({ key: 'F6', control: true, shift: true })).toBe(true);
  expect(left).toEqual(['Escape', 'F6', 'Ctrl+F6', 'Ctrl+Shift+F6']);
});

test.each<Partial<Input>>([
  { key: 'a' },
  { key: 'Escape', isComposing: true },
  { key: 'F6', alt: true },
  { key: 'F6', control: true, meta: true },
  { key: 'F6', shift: true },
])('every other key is the page’s: %j', (input) => {
  const { left, press } = start(PAGE);
  expect(press(input)).toBe(false);
  expect(left).toEqual([]);
});

test.each([MAIN, null])('in the window itself they go where keys go', (focused) => {
  const { left, press } = start(focused);
  expect(press({ key: 'F6', control: true })).toBe(false);
  expect(left).toEqual([]);
});
