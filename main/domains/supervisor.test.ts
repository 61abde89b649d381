import { expect, test } from 'vitest';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import { Emitter } from '../base/emitter.ts';
import type { Domain, DomainCrash } from './domain.ts';
import { Supervisor } from './supervisor.ts';
import { pass, standStill } from './testing/domain-fixture.ts';

function supervised() {
  standStill();
  const crashed = new Emitter<DomainCrash>();
  const happened: string[] = [];
  const restarts: PromiseWithResolvers<unknown>[] = [];
  const supervisor = new Supervisor({
    domain: { crashed } as Domain,
    restart() {
      const restart = Promise.withResolvers<unknown>();
      restarts.push(restart);
      happened.push('restart');
      return restart.promise;
    },
    onRestartPlanned: (delay) => happened.push(`in ${delay}`),
    onQuarantine: (reason) => happened.push(`quarantine: ${reason.message}`),
  });
  const crash = () => crashed.emit({ reason: new BulkheadError('E_CRASHED') } as DomainCrash);
  const fail = async (code: 'E_START_FAILED' | 'E_HASH') => {
    restarts.at(-1)?.reject(new BulkheadError(code, { message: 'again' }));
    await pass(0);
  };
  return { supervisor, crash, fail, happened };
}

test('a restart that fails is planned again, later; the budget ends it', async () => {
  const { crash, fail, happened } = supervised();
  crash();
  for (const delay of [500, 1_000, 2_000, 4_000]) {
    await pass(delay);
    await fail('E_START_FAILED');
  }
  await pass(60_000);
  expect(happened).toEqual([
    ...['in 500', 'restart', 'in 1000', 'restart', 'in 2000', 'restart', 'in 4000', 'restart'],
    'quarantine: again',
  ]);
});

test('a failure that stays what it is plans nothing', async () => {
  const { crash, fail, happened } = supervised();
  crash();
  await pass(500);
  await fail('E_HASH');
  await pass(60_000);
  expect(happened).toEqual(['in 500', 'restart']);
});

test.each(['forgive', 'dispose'] as const)(
  '%s: neither the planned restart nor the one under way goes on',
  async (end) => {
    const { supervisor, crash, fail, happened } = supervised();
    crash();
    supervisor[end]();
    await pass(60_000);
    expect(happened).toEqual(['in 500']);
    if (end === 'dispose') return;
    crash();
    await pass(500);
    supervisor.forgive();
    await fail('E_START_FAILED');
    await pass(60_000);
    expect(happened).toEqual(['in 500', 'in 500', 'restart']);
  },
);

test('two crashes in one moment plan one restart', async () => {
  const { crash, happened } = supervised();
  crash();
  crash();
  await pass(60_000);
  expect(happened).toEqual(['in 500', 'in 1000', 'restart']);
});

test('a disposed one hears of nothing any more', async () => {
  const { supervisor, crash, happened } = supervised();
  supervisor.dispose();
  crash();
  await pass(60_000);
  expect(happened).toEqual([]);
});

test('who waits for the restart is let go when it is done, given up or called off', async () => {
  const { supervisor, crash, fail, happened } = supervised();
  const waits: string[] = [];
  const wait = (name: string) => void supervisor.restarting?.then(() => waits.push(`${name} after ${happened.at(-1)}`));
  expect(supervisor.restarting).toBeUndefined();
  crash();
  wait('first');
  await pass(500);
  await fail('E_START_FAILED');
  expect(waits).toEqual([]);
  await pass(1_000);
  await fail('E_HASH');
  expect(waits).toEqual(['first after restart']);
  expect(supervisor.restarting).toBeUndefined();

  crash();
  wait('second');
  supervisor.forgive();
  await pass(0);
  expect([waits.length, supervisor.restarting]).toEqual([2, undefined]);
});
