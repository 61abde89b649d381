import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAnswer, TAG } from './ui-frames.ts';

test.each<[string, unknown[]]>([
  ['an acknowledgement', [TAG.ack, 'f1', 3]],
  ['an event', [TAG.event, 'f1', 7, 3, 'onPress', null, 0]],
  ['a refusal', [TAG.nack, 'f1', 3, 'no']],
  ['an area', [TAG.answer, 'f1', 1, 0, 0.5, 10, 20]],
  ['a presence', [TAG.presence, 'f1', 2]],
])('%s of the window is read', (_name, message) => {
  expect(readAnswer(message)).toBe(message);
});

test.each<[string, unknown[]]>([
  ['an area without a height', [TAG.answer, 'f1', 1, 0, 0, 10]],
  ['an area without an end', [TAG.answer, 'f1', 1, 0, 0, 10, Number.POSITIVE_INFINITY]],
  ['an area in words', [TAG.answer, 'f1', 1, 0, 0, 10, '20']],
  ['a presence in words', [TAG.presence, 'f1', 'seen']],
  ['a presence of no frame', [TAG.presence, 1, 1]],
  ['a refusal without a reason', [TAG.nack, 'f1', 3]],
  ['an unknown kind', [99, 'f1', 3, 'no']],
])('%s is not read', (_name, message) => {
  expect(readAnswer(message)).toBe(undefined);
});

test('whatever a window sends, reading it throws nothing', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.anything(), fc.array(fc.oneof(fc.integer({ min: 0, max: 6 }), fc.anything()))),
      (message) => {
        readAnswer(message);
      },
    ),
  );
});
