import { expect, test } from 'vitest';
import type { PolicyService } from '../policy/policy-service.ts';
import { PromptQueue } from '../policy/prompt-queue.ts';
import { TestClock } from '../policy/testing/test-clock.ts';
import { PermissionsDesk } from './permissions-desk.ts';

const SIGNAL = { aborted: false, addEventListener: () => undefined, removeEventListener: () => undefined };

function createDesk() {
  const clock = new TestClock();
  const prompts = new PromptQueue({ clock });
  const agreed: string[] = [];
  const desk = new PermissionsDesk({
    policy: {} as PolicyService,
    audit: {} as never,
    prompts,
    walls: { hasSystemWall: true },
    agreed: (addinId) => agreed.push(addinId),
  });
  const ask = () =>
    prompts.open({
      question: {
        ...{ addinId: 'notes', displayName: 'Notes', color: '#123456', reason: null, offerAlways: false },
        ...{ permission: 'clipboard.write', plain: 'copy text' },
      },
      ...{ signal: SIGNAL, settles: true, expected: true, keep: () => undefined },
    });
  const shownId = () => prompts.shown?.promptId ?? '';
  return { clock, desk, agreed, ask, shownId };
}

test('who agrees has acted for the add-in, before the add-in hears of the answer', async () => {
  const { clock, desk, agreed, ask, shownId } = createDesk();
  const answered = ask().then((answer) => [answer, ...agreed]);
  clock.advance(10_000);
  desk.answerPrompt(shownId(), 'once');
  expect(await answered).toEqual(['once', 'notes']);
});

test('a refusal, and a click that came too early, are no act', async () => {
  const { desk, agreed, ask, shownId } = createDesk();
  const answered = ask();
  desk.answerPrompt(shownId(), 'once');
  desk.answerPrompt('another question', 'always');
  desk.answerPrompt(shownId(), 'deny');
  expect(await answered).toBe('deny');
  expect(agreed).toEqual([]);
});
