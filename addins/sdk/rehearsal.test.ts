import { expect, test } from 'vitest';
import { GuestApp } from './guest-app.ts';
import type { GuestBridge } from './guest-runtime.ts';

test('a rehearsal asks nothing of the host, shows nothing and runs nothing of the add-in', () => {
  const said: string[] = [];
  const bridge: GuestBridge = {
    call: async (method) => void said.push(method),
    notify: (method) => void said.push(method),
    open: (method) => ({ answer: Promise.resolve(said.push(method)), cancel: () => undefined }),
    read: (method) => ({ next: async () => ({ done: true, value: said.push(method) }), cancel: () => undefined }),
    notifyWindow: (method) => void said.push(method),
    current: () => undefined,
    sendUi: () => void said.push('ui'),
    log: (_level, text) => void said.push(text),
  };
  const app = new GuestApp(bridge);
  app.load({ default: { activate: () => void said.push('activate') } });
  app.rehearse();
  expect(said).toEqual([]);
});
