import { expect, test } from 'vitest';
import { OPEN_QUESTIONS } from '../protocol/ui/ui-frames.ts';
import { Measurements } from './measurements.ts';
import { GuestNode } from './reconciler/guest-node.ts';

function sentNode(id = 1): GuestNode {
  const node = new GuestNode(null, {});
  node.id = id;
  return node;
}

const area = { x: 1, y: 2, width: 3, height: 4 };

test('each answer goes to who asked for it', async () => {
  const measurements = new Measurements();
  const asked: number[] = [];
  const ask = () => measurements.measure(sentNode(), (_node, number) => asked.push(number));
  const [first, second] = [ask(), ask()];
  measurements.answer(asked[1] as number, { ...area, x: 9 });
  measurements.answer(asked[0] as number, area);
  // Twice, and for a question that nobody asked: a window may send what it likes.
  measurements.answer(asked[0] as number, { ...area, x: 7 });
  measurements.answer(99, area);
  expect(await Promise.all([first, second])).toEqual([area, { ...area, x: 9 }]);
});

test('what the window does not have or does not draw is nowhere', async () => {
  const measurements = new Measurements();
  const fail = () => expect.unreachable();
  expect(await measurements.measure(sentNode(0), fail)).toBe(null);
  const unseen = measurements.measure(sentNode(), (_node, number) => {
    measurements.answer(number, { x: -1, y: -1, width: -1, height: -1 });
  });
  expect(await unseen).toBe(null);
});

test('only so many wait at once, and all are answered when the window goes', async () => {
  const measurements = new Measurements();
  const ask = () => measurements.measure(sentNode(), () => undefined);
  const waiting = Array.from({ length: OPEN_QUESTIONS }, ask);
  await expect(ask()).rejects.toMatchObject({ code: 'E_OVERLOAD' });
  measurements.answerAll();
  expect(await Promise.all(waiting)).toEqual(waiting.map(() => null));
});
