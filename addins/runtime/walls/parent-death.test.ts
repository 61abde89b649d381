import { fork } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test, vi } from 'vitest';

/** Milliseconds: it starts two processes on a machine that may be busy. */
vi.setConfig({ testTimeout: 30_000 });

test('a domain in a loop does not outlive a host that was killed', async (context) => {
  const host = fork(new URL('./testing/doomed-host.ts', import.meta.url), { execArgv: [] });
  const [{ pid, os }] = (await once(host, 'message')) as [{ pid: number; os: string }];
  onTestFinished(() => void (isAlive(pid) && process.kill(pid, 'SIGKILL')));
  const ended = once(host, 'exit');
  host.kill('SIGKILL');
  await ended;
  if (os !== 'up') context.skip('no wall of the operating system here');
  await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
