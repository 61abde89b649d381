import { expect, test } from 'vitest';
import { blockAddin } from './block-addin.ts';
import type { ToastContent } from './design/toast.tsx';
import { createFakeHost } from './testing/fake-host.ts';

const asker = { promptId: 'prompt-1', addinId: 'com.harbour.notes', displayName: 'Notes' };

function block(failing: 'answerPrompt' | 'setEnabled' | null = null) {
  const host = createFakeHost();
  if (failing) host.failNext(failing);
  const shown: ToastContent[] = [];
  const reconnected: string[] = [];
  const calls: Promise<unknown>[] = [];
  const parts = {
    host,
    links: { reconnect: (addinId: string) => void reconnected.push(addinId) },
    toasts: { show: (content: ToastContent) => void shown.push(content) },
    attempt: (call: Promise<unknown>) => void calls.push(call),
  };
  blockAddin(parts, asker);
  return { host, shown, reconnected, calls };
}

test('the question is refused, the add-in switched off, and one press takes it back', async () => {
  const { host, shown, reconnected, calls } = block();
  await calls[0];
  expect(host.calls).toEqual([
    { name: 'answerPrompt', values: ['prompt-1', 'block'] },
    { name: 'setEnabled', values: ['com.harbour.notes', false] },
  ]);
  expect(shown).toMatchObject([{ title: 'Notes is switched off', actions: [{ label: 'Undo' }] }]);
  shown[0]?.actions?.[0]?.run();
  await calls[1];
  expect(host.calls.at(-1)).toEqual({ name: 'setEnabled', values: ['com.harbour.notes', true] });
  expect(reconnected).toEqual(['com.harbour.notes']);
});

test.each(['answerPrompt', 'setEnabled'] as const)('a failing %s is reported instead of success', async (name) => {
  const { host, shown, calls } = block(name);
  await expect(calls[0]).rejects.toThrow(name);
  expect(host.calls.map((call) => call.name)).toEqual(['answerPrompt', 'setEnabled']);
  expect(shown).toEqual([]);
});
