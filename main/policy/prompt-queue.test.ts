import { expect, test } from 'vitest';
import type { PromptAnswer } from '../../preload/bridge.ts';
import { type PromptChange, type PromptOutcome, type PromptQuestion, PromptQueue } from './prompt-queue.ts';
import { TestClock } from './testing/test-clock.ts';

const fetchQuestion: PromptQuestion = {
  addinId: 'acme.notes',
  displayName: 'Notes',
  color: '#123456',
  permission: 'net.fetch',
  plain: 'send data to api.example.com',
  reason: null,
  offerAlways: false,
};
const notifyQuestion: PromptQuestion = { ...fetchQuestion, permission: 'ui.notify', plain: 'show notifications' };
const other: PromptQuestion = { ...fetchQuestion, addinId: 'acme.other' };

function createQueue() {
  const clock = new TestClock();
  const queue = new PromptQueue({ clock });
  const changes: PromptChange[] = [];
  const kept: PromptAnswer[] = [];
  queue.changed.on((change) => changes.push(change));
  type Options = { signal?: AbortSignal; settles?: boolean; expected?: boolean };
  const open = (question: PromptQuestion, options: Options = {}) => {
    const { signal = new AbortController().signal, settles = true, expected = true } = options;
    return queue.open({ question, signal, settles, expected, keep: (answer) => kept.push(answer) });
  };
  const openUnexpected = (question: PromptQuestion) => open(question, { expected: false });
  /** Answers what is on screen, once it can be agreed to. */
  const answer = (given: PromptAnswer) => {
    clock.advance(700);
    return queue.answer(queue.shown?.promptId ?? '', given);
  };
  return { clock, queue, changes, kept, open, openUnexpected, answer };
}

const shownAs = (question: PromptQuestion) => ({ ...question, promptId: expect.any(String) });

test('shows a question, and its answer reaches who waits', async () => {
  const { queue, open, answer, changes, kept } = createQueue();
  const outcome = open(fetchQuestion);
  expect(queue.shown).toEqual(shownAs(fetchQuestion));
  expect(answer('session')).toBe(true);
  expect(await outcome).toBe('session');
  expect(kept).toEqual(['session']);
  expect(queue.shown).toBeNull();
  expect(changes).toEqual([{ shown: shownAs(fetchQuestion) }, { gone: expect.any(String) }]);
});

test('equal questions are asked once and kept once', async () => {
  const { open, answer, kept, changes } = createQueue();
  const outcomes = [open(fetchQuestion), open(fetchQuestion), open(fetchQuestion)];
  answer('deny');
  expect(await Promise.all(outcomes)).toEqual(['deny', 'deny', 'deny']);
  expect(kept).toEqual(['deny']);
  expect(changes).toHaveLength(2);
});

test('"once" allows one call; the others are asked about again', async () => {
  const { queue, open, answer } = createQueue();
  const settled: PromptOutcome[] = [];
  const outcomes = [open(fetchQuestion), open(fetchQuestion)].map((outcome) =>
    outcome.then((value) => settled.push(value)),
  );
  answer('once');
  await outcomes[0];
  expect(settled).toEqual(['once']);
  expect(queue.shown).toEqual(shownAs(fetchQuestion));
  answer('dismiss');
  await Promise.all(outcomes);
  expect(settled).toEqual(['once', 'dismiss']);
});

test('an add-in does not get two turns while another waits', async () => {
  const { queue, open, answer } = createQueue();
  const outcomes = [open(fetchQuestion), open(notifyQuestion), open(other)];
  const order: unknown[] = [];
  while (queue.shown) {
    order.push([queue.shown.addinId, queue.shown.permission]);
    answer('deny');
  }
  await Promise.all(outcomes);
  expect(order).toEqual([
    ['acme.notes', 'net.fetch'],
    ['acme.other', 'net.fetch'],
    ['acme.notes', 'ui.notify'],
  ]);
});

test('nothing can be agreed to in the first 700 ms, but refusing is always possible', async () => {
  const { clock, queue, open } = createQueue();
  const outcome = open(fetchQuestion);
  const promptId = queue.shown?.promptId ?? '';
  clock.advance(699);
  for (const answer of ['once', 'session', 'always'] as const) expect(queue.answer(promptId, answer)).toBe(false);
  expect(queue.shown).not.toBeNull();
  expect(queue.answer(promptId, 'deny')).toBe(true);
  expect(await outcome).toBe('deny');
});

test('the time starts anew for the next question', async () => {
  const { queue, open, answer } = createQueue();
  const outcomes = [open(fetchQuestion), open(other)];
  answer('once');
  expect(queue.answer(queue.shown?.promptId ?? '', 'always')).toBe(false);
  answer('deny');
  expect(await Promise.all(outcomes)).toEqual(['once', 'deny']);
});

test('the first answer wins; a second one, or one to a question that is not on screen, finds nothing', async () => {
  const { clock, queue, open } = createQueue();
  const outcome = open(fetchQuestion);
  const promptId = queue.shown?.promptId ?? '';
  clock.advance(700);
  expect(queue.answer('something else', 'always')).toBe(false);
  expect(queue.answer(promptId, 'deny')).toBe(true);
  expect(queue.answer(promptId, 'always')).toBe(false);
  expect(await outcome).toBe('deny');
});

test('where no answer settles anything, every agreement is for one call', async () => {
  const { open, answer, kept } = createQueue();
  const outcome = open(fetchQuestion, { settles: false });
  answer('always');
  expect(await outcome).toBe('once');
  expect(kept).toEqual(['once']);
});

test('a question nobody waits for any more disappears', async () => {
  const { queue, open, changes } = createQueue();
  const [one, two] = [new AbortController(), new AbortController()];
  const outcomes = [open(fetchQuestion, { signal: one.signal }), open(fetchQuestion, { signal: two.signal })];
  const waiting = open(other);
  one.abort();
  await expect(outcomes[0]).rejects.toMatchObject({ code: 'E_CANCELLED' });
  expect(queue.shown?.addinId).toBe('acme.notes');
  two.abort();
  await expect(outcomes[1]).rejects.toMatchObject({ code: 'E_CANCELLED' });
  expect(queue.shown?.addinId).toBe('acme.other');
  expect(changes.map((change) => Object.keys(change)[0])).toEqual(['shown', 'gone', 'shown']);
  queue.withdraw('acme.other', 'net.fetch');
  expect(await waiting).toBe('withdrawn');
  await expect(open(fetchQuestion, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'E_CANCELLED' });
  expect(queue.shown).toBeNull();
});

test('a question asked again after "once" can still be called off', async () => {
  const { queue, open, answer } = createQueue();
  const controller = new AbortController();
  const first = open(fetchQuestion);
  const second = open(fetchQuestion, { signal: controller.signal });
  answer('once');
  await first;
  controller.abort();
  await expect(second).rejects.toMatchObject({ code: 'E_CANCELLED' });
  expect(queue.shown).toBeNull();
});

test('withdrawing touches only that permission of that add-in, and keeps nothing', async () => {
  const { queue, open, kept } = createQueue();
  const outcome = open(fetchQuestion);
  void open(notifyQuestion);
  queue.withdraw('acme.notes', 'net.fetch');
  expect(await outcome).toBe('withdrawn');
  expect(queue.shown).toEqual(shownAs(notifyQuestion));
  expect(kept).toEqual([]);
});

const badgeOf = ({ addinId, displayName, color }: PromptQuestion) => ({ addinId, displayName, color });

test('a question that nobody expects waits behind a badge until it is opened', async () => {
  const { queue, openUnexpected, answer, changes } = createQueue();
  const badges: unknown[] = [];
  queue.waitingChanged.on(() => badges.push(queue.waiting));
  const outcome = openUnexpected(fetchQuestion);
  expect([queue.shown, changes]).toEqual([null, []]);
  expect(answer('session')).toBe(false);
  queue.reveal('acme.other');
  expect(queue.shown).toBeNull();
  queue.reveal('acme.notes');
  expect(queue.shown).toEqual(shownAs(fetchQuestion));
  expect(answer('session')).toBe(true);
  expect(await outcome).toBe('session');
  expect(badges).toEqual([[badgeOf(fetchQuestion)], []]);
});

test('a badge stands for all questions of an add-in; each press opens the oldest', async () => {
  const { queue, openUnexpected, answer } = createQueue();
  const outcomes = [openUnexpected(notifyQuestion), openUnexpected(other), openUnexpected(fetchQuestion)];
  expect(queue.waiting).toEqual([badgeOf(fetchQuestion), badgeOf(other)]);
  queue.reveal('acme.notes');
  expect(queue.shown?.permission).toBe('ui.notify');
  answer('deny');
  expect(queue.shown).toBeNull();
  expect(queue.waiting).toEqual([badgeOf(other), badgeOf(fetchQuestion)]);
  queue.reveal('acme.notes');
  expect(queue.shown?.permission).toBe('net.fetch');
  answer('once');
  queue.reveal('acme.other');
  answer('deny');
  expect(await Promise.all(outcomes)).toEqual(['deny', 'deny', 'once']);
});

test('the arming time starts when the badge is opened, not when the question came', () => {
  const { clock, queue, openUnexpected } = createQueue();
  void openUnexpected(fetchQuestion);
  clock.advance(60_000);
  queue.reveal('acme.notes');
  expect(queue.answer(queue.shown?.promptId ?? '', 'always')).toBe(false);
});

test('an equal question that is expected brings the waiting one on screen, and both get its answer', async () => {
  const { queue, open, openUnexpected, answer, kept } = createQueue();
  const outcomes = [openUnexpected(fetchQuestion), open(fetchQuestion)];
  expect([queue.shown?.permission, queue.waiting]).toEqual(['net.fetch', []]);
  answer('session');
  expect(await Promise.all(outcomes)).toEqual(['session', 'session']);
  expect(kept).toEqual(['session']);
});

test('after "once" an unexpected call of the same kind goes back behind the badge', async () => {
  const { queue, open, openUnexpected, answer } = createQueue();
  const first = open(fetchQuestion);
  const second = openUnexpected(fetchQuestion);
  answer('once');
  expect(await first).toBe('once');
  expect([queue.shown, queue.waiting]).toEqual([null, [badgeOf(fetchQuestion)]]);
  queue.reveal('acme.notes');
  answer('deny');
  expect(await second).toBe('deny');
});

test('word of what the person did may come a moment after the question, but not later', () => {
  const { clock, queue, openUnexpected } = createQueue();
  void openUnexpected(fetchQuestion);
  clock.advance(501);
  void openUnexpected(notifyQuestion);
  clock.advance(500);
  queue.acted('acme.other');
  expect(queue.shown).toBeNull();
  queue.acted('acme.notes');
  expect(queue.shown?.permission).toBe('ui.notify');
  expect(queue.waiting).toEqual([badgeOf(fetchQuestion)]);
});

test('a waiting question that is withdrawn, or that nobody waits for any more, takes its badge along', async () => {
  const { queue, open, openUnexpected, changes } = createQueue();
  const withdrawn = openUnexpected(fetchQuestion);
  queue.withdraw('acme.notes', 'net.fetch');
  expect([await withdrawn, queue.waiting]).toEqual(['withdrawn', []]);
  const controller = new AbortController();
  const cancelled = open(fetchQuestion, { signal: controller.signal, expected: false });
  controller.abort();
  await expect(cancelled).rejects.toMatchObject({ code: 'E_CANCELLED' });
  expect([queue.waiting, changes]).toEqual([[], []]);
});

test('blocking refuses everything the add-in asks, shows nothing more of it, and leaves others alone', async () => {
  const { queue, open, openUnexpected, changes, kept } = createQueue();
  const outcomes = [open(fetchQuestion), open(notifyQuestion), openUnexpected({ ...fetchQuestion, plain: 'more' })];
  const others = open(other);
  expect(queue.answer(queue.shown?.promptId ?? '', 'block')).toBe(true);
  expect(await Promise.all(outcomes)).toEqual(['block', 'block', 'block']);
  expect(kept).toEqual(['block']);
  expect([queue.shown?.addinId, queue.waiting]).toEqual(['acme.other', []]);
  expect(changes.map((change) => Object.keys(change)[0])).toEqual(['shown', 'gone', 'shown']);
  queue.answer(queue.shown?.promptId ?? '', 'deny');
  expect(await others).toBe('deny');
});

test('a blocked add-in brings nothing on screen before the person acts in it again', () => {
  const { queue, open } = createQueue();
  void open(fetchQuestion);
  queue.answer(queue.shown?.promptId ?? '', 'block');
  void open(notifyQuestion);
  expect([queue.shown, queue.waiting]).toEqual([null, [badgeOf(notifyQuestion)]]);
  queue.acted('acme.notes');
  expect(queue.shown?.permission).toBe('ui.notify');
});
