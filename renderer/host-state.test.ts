import { expect, test } from 'vitest';
import { applyEvent, applySnapshot, createHostState, type HostState } from './host-state.ts';
import { ADDINS } from './testing/sample-data.ts';

const PROMPT = {
  promptId: 'p1',
  addinId: 'notes',
  displayName: 'Notes',
  color: '#000000',
  permission: 'net.fetch',
  plain: 'send data',
  reason: null,
  offerAlways: false,
} as const;

const WAITING = { addinId: 'notes', displayName: 'Notes', color: '#000000' };

const initial = (): HostState => createHostState().getState();

test('a question that an event and the snapshot both bring is asked once', () => {
  const asked = applyEvent(initial(), { type: 'prompt', prompt: PROMPT });
  const snapshot = { host: {} as never, addins: [], frames: [], processes: [], staged: [], theme: 'dark' } as const;
  const ready = applySnapshot(asked, {
    ...snapshot,
    addins: [],
    frames: [],
    processes: [],
    staged: [],
    prompts: [PROMPT],
    webPages: [],
    webWall: { isDown: false, probe: null },
    waiting: [WAITING],
  });
  expect(ready).toMatchObject({ phase: 'ready', theme: 'dark', prompts: [PROMPT], waiting: [WAITING] });
  expect(applyEvent(ready, { type: 'prompt-gone', promptId: 'p1' }).prompts).toEqual([]);
});

test('the list of waiting questions replaces the one before', () => {
  const waiting = applyEvent(initial(), { type: 'questions-waiting', waiting: [WAITING] });
  expect(waiting.waiting).toEqual([WAITING]);
  expect(applyEvent(waiting, { type: 'questions-waiting', waiting: [] }).waiting).toEqual([]);
});

test('the state of a domain is the state of its add-in, before the next list says so', () => {
  const before = { ...initial(), addins: ADDINS };
  const problem = { code: 'E_CRASHED', title: 't', message: 'm', remedy: 'r' };
  const after = applyEvent(before, {
    type: 'domain',
    addinId: 'com.harbour.notes',
    generation: 2,
    state: 'failed',
    problem,
  });
  expect(after.addins.find((addin) => addin.id === 'com.harbour.notes')).toMatchObject({ state: 'failed', problem });
  expect(after.addins.find((addin) => addin.id === 'com.harbour.csv')?.state).toBe('running');
});

test('the log keeps the newest entries', () => {
  let state = initial();
  for (let at = 0; at < 600; at++) {
    state = applyEvent(state, { type: 'diagnostics', entry: { at, level: 'info', addinId: null, text: '' } });
  }
  expect(state.log).toHaveLength(500);
  expect(state.log.at(-1)?.at).toBe(599);
});
