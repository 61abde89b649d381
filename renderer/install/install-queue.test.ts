import { expect, test } from 'vitest';
import type { StageResult } from '../../preload/bridge.ts';
import { ProblemError } from '../bridge.ts';
import { addin, STAGED } from '../testing/sample-data.ts';
import { createInstallQueue, type InstallQueue } from './install-queue.ts';

const ADDIN = addin({ id: 'com.example.tides', displayName: 'Tide Tables' });
const PROBLEM = { code: 'E_HASH', title: 'Changed.', message: 'main.js', remedy: 'Get a new copy.' };

function queueWith(stage: (fileName: string) => Promise<StageResult>, installProblem?: Error) {
  const calls: string[] = [];
  const queue = createInstallQueue({
    async stagePackage({ fileName }) {
      calls.push(`stage ${fileName}`);
      return stage(fileName);
    },
    async installStaged(stageId) {
      calls.push(`install ${stageId}`);
      if (installProblem) throw installProblem;
      return ADDIN;
    },
    async discardStaged(stageId) {
      calls.push(`discard ${stageId}`);
    },
  });
  return { queue, calls };
}

const ready = (fileName: string): StageResult => ({ ok: true, staged: { ...STAGED, stageId: fileName } });
const upload = (fileName: string) => ({ fileName, bytes: new Uint8Array(1), files: null });
const states = ({ store }: InstallQueue): string[] => store.getState().items.map((item) => item.state);

async function until(queue: InstallQueue, wanted: string): Promise<void> {
  if (states(queue).join() === wanted) return;
  await new Promise<void>((resolve) => {
    const stop = queue.store.subscribe(() => {
      if (states(queue).join() !== wanted) return;
      stop();
      resolve();
    });
  });
}

test('several files are checked one after the other and wait in line', async () => {
  const { queue, calls } = queueWith(async (name) =>
    name === 'bad' ? { ok: false, fileName: name, problem: PROBLEM } : ready(name),
  );
  queue.upload([upload('one'), upload('bad')]);
  expect(states(queue)).toEqual(['checking', 'checking']);
  await until(queue, 'ready,refused');
  expect(calls).toEqual(['stage one', 'stage bad']);
});

test('an installed package makes room for the next, and the count goes on', async () => {
  const { queue } = queueWith(async (name) => ready(name));
  queue.add(ready('one'));
  queue.add(ready('two'));
  await expect(queue.install()).resolves.toBe(ADDIN);
  expect(queue.store.getState()).toMatchObject({ answered: 1, items: [{ staged: { stageId: 'two' } }] });
  queue.dismiss();
  expect(queue.store.getState()).toEqual({ items: [], answered: 0 });
});

test('a package nobody wanted is thrown away by the host too; a refused one is already gone', async () => {
  const { queue, calls } = queueWith(async (name) => ready(name));
  queue.add(ready('one'));
  queue.dismiss();
  queue.add({ ok: false, fileName: 'bad', problem: PROBLEM });
  queue.dismiss();
  expect(calls).toEqual(['discard one']);
});

test('a failed install stays on the sheet with its words', async () => {
  const { queue } = queueWith(async (name) => ready(name), new ProblemError(PROBLEM));
  queue.add(ready('one'));
  await expect(queue.install()).resolves.toBe(null);
  expect(queue.store.getState().items[0]).toMatchObject({ state: 'refused', problem: PROBLEM });
});

test('progress reaches the package that is being installed', async () => {
  const done = Promise.withResolvers<typeof ADDIN>();
  const queue = createInstallQueue({
    stagePackage: async () => ready('x'),
    installStaged: () => done.promise,
    discardStaged: async () => undefined,
  });
  queue.add(ready('one'));
  const installed = queue.install();
  queue.progress('one', 'Copying', 0.5);
  queue.progress('other', 'Copying', 0.9);
  expect(queue.store.getState().items[0]).toMatchObject({ state: 'installing', step: 'Copying', fraction: 0.5 });
  queue.dismiss();
  expect(states(queue)).toEqual(['installing']);
  done.resolve(ADDIN);
  await installed;
});

test('the same staged package is listed once', () => {
  const { queue } = queueWith(async (name) => ready(name));
  queue.add(ready('one'));
  queue.add(ready('one'));
  expect(states(queue)).toEqual(['ready']);
});
