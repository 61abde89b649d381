import { expect, test } from 'vitest';
import { OpenRequests } from './open-requests.ts';

function createFrame(isFree: boolean) {
  const frame = {
    opened: 0,
    isFree: () => isFree,
    async open() {
      frame.opened++;
    },
  };
  return frame;
}

test('opens in a frame that is free', async () => {
  const requests = new OpenRequests();
  const [free, full] = [createFrame(true), createFrame(false)];
  requests.add(free);
  requests.add(full);
  await requests.ask(() => Promise.reject(new Error('no new frame is needed')));
  expect([free.opened, full.opened]).toEqual([1, 0]);
});

test('opens in a new frame, once it is shown', async () => {
  const requests = new OpenRequests();
  const [full, shown, later] = [createFrame(false), createFrame(true), createFrame(true)];
  requests.add(full);
  await requests.ask(async () => requests.add(shown));
  requests.add(later);
  expect([full.opened, shown.opened, later.opened]).toEqual([0, 1, 0]);
});

test('forgets a frame that was closed', async () => {
  const requests = new OpenRequests();
  const closed = createFrame(true);
  requests.add(closed)();
  let shown = 0;
  await requests.ask(async () => shown++);
  expect([closed.opened, shown]).toEqual([0, 1]);
});
