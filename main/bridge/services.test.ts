import { expect, test } from 'vitest';
import type { ScriptedAddin, ScriptedServiceCall } from '../../addins/runtime/testing/scripted-addin.ts';
import {
  CALC,
  callFrom,
  consumes,
  friends,
  installAddin,
  NOTES,
  provides,
  type ScriptedHost,
  service,
} from './testing/friends-fixture.ts';
import { openHost } from './testing/host-fixture.ts';

test('a call, from one process to the other, and what a person finds of it afterwards', async () => {
  const answers: unknown[] = [];
  const { page, go, launcher } = await friends(service(CALC, { add: ({ caller }) => caller }), {
    commands: { go: async (host) => void answers.push(await callFrom(host, [CALC, 'add'])) },
  });
  await go();
  expect(answers).toEqual([{ addinId: 'notes', displayName: 'Notes' }]);
  expect(launcher.living).toHaveLength(2);
  expect(await page.call('audit', 'notes')).toMatchObject([
    { permission: 'addin.call', outcome: 'allowed', object: 'acme.calc add' },
  ]);
});

test('R13: a caller, a grant or a generation that somebody sends breaks the contract', async () => {
  const outcomes: unknown[] = [];
  const { go } = await friends(service(CALC, { add: () => 1 }), {
    commands: {
      async go(host) {
        for (const forged of [{ caller: { addinId: 'calc' } }, { addinId: 'calc' }]) {
          await callFrom(host, [CALC, 'add'], forged as never).catch((error: unknown) => outcomes.push(error));
        }
      },
    },
  });
  await go();
  expect(outcomes).toMatchObject([{ code: 'E_CONTRACT' }, { code: 'E_CONTRACT' }]);
});

test('not allowed: words that name both, and the provider does not even start', async () => {
  const { page, go, launcher } = await friends(service(CALC, { add: () => 1 }), {
    commands: { go: (host) => callFrom(host, [CALC, 'add']) },
  });
  await page.call('setAnswer', 'notes', 'addin.call', 'deny');
  await expect(go()).rejects.toMatchObject({ code: 'E_SECURITY' });
  await page.call('setAnswer', 'notes', 'addin.call', 'allow');
  await page.call('setAnswer', 'calc', 'addin.export', 'deny');
  await expect(go()).rejects.toMatchObject({
    code: 'E_SECURITY',
    message: 'Calc does not offer acme.calc to Notes.',
  });
  expect(launcher.launched).toHaveLength(1);
});

test('Notes calls Calc, which calls Notes: refused before it is made, with the circle named', async () => {
  const reached: string[] = [];
  const { go } = await friends(
    service(CALC, { add: ({ host, call }) => callFrom(host, [NOTES, 'read'], { within: call }) }),
    {
      ...service(NOTES, { read: () => reached.push('read') }),
      commands: { go: (host) => callFrom(host, [CALC, 'add']) },
    },
  );
  await expect(go()).rejects.toMatchObject({
    code: 'E_CYCLE',
    message: 'Notes → Calc → Notes: each would wait for the next without end.',
  });
  expect(reached).toEqual([]);
});

test('two chains that wait for each other in ordered contracts: one is cut, the other one goes on', async () => {
  const met = { calc: Promise.withResolvers<void>(), notes: Promise.withResolvers<void>() };
  const crossing =
    (own: 'calc' | 'notes', [other, contract]: readonly ['calc' | 'notes', string]) =>
    async ({ host, call }: ScriptedServiceCall) => {
      met[own].resolve();
      await met[other].promise;
      return await callFrom(host, [contract, 'plain'], { within: call });
    };
  const outcomes: string[] = [];
  const ask = (contract: string): ScriptedAddin => ({
    commands: {
      go: (host) =>
        callFrom(host, [contract, 'cross']).then(
          (value) => outcomes.push(String(value)),
          (error: { message: string }) => outcomes.push(error.message),
        ),
    },
  });
  const { page, addins } = await friends(
    service(CALC, { cross: crossing('calc', ['notes', NOTES]), plain: () => 'calc answered' }),
    service(NOTES, { cross: crossing('notes', ['calc', CALC]), plain: () => 'notes answered' }),
    { ordered: true },
  );
  for (const [name, contract] of [
    ['ledger', CALC],
    ['maps', NOTES],
  ] as const) {
    addins.set(name, ask(contract));
    await installAddin(page, { name, version: '1.0.0', script: name, consumes: consumes(contract) });
    await page.call('setAnswer', name, 'addin.call', 'allow');
  }
  await Promise.all(['ledger', 'maps'].map((id) => page.call('runCommand', id, 'go')));
  expect(outcomes.toSorted()).toEqual([
    expect.stringMatching(/^(Calc → Notes → Calc|Notes → Calc → Notes): each would wait/),
    expect.stringMatching(/answered$/),
  ]);
});

test('the provider is upgraded under a consumer that never stops calling: nothing is lost', async () => {
  const slow = Promise.withResolvers<string>();
  const answers: unknown[] = [];
  let upgraded = false;
  const { page, go } = await friends(service(CALC, { add: () => 'calc 1', slow: () => slow.promise }), {
    commands: {
      async go(host) {
        const underWay = callFrom(host, [CALC, 'slow']);
        while (!upgraded || answers.at(-1) !== 'calc 2') answers.push(await callFrom(host, [CALC, 'add']));
        slow.resolve('slow 1');
        answers.push(await underWay);
      },
    },
  });
  const polling = go();
  await expect.poll(() => answers.length).toBeGreaterThan(3);
  await installAddin(page, { name: 'calc', version: '2.0.0', script: 'calc2', provides: provides(CALC) });
  upgraded = true;
  await polling;
  expect(new Set(answers)).toEqual(new Set(['calc 1', 'calc 2', 'slow 1']));
  expect(answers.at(-1)).toBe('slow 1');
  // Once the new one has answered, the old one never does again.
  const calls = answers.slice(0, -1);
  expect(calls.lastIndexOf('calc 1')).toBeLessThan(calls.indexOf('calc 2'));
});

test('who waits for whom is there to be shown', async () => {
  const begun = Promise.withResolvers<void>();
  const work = Promise.withResolvers<number>();
  const add = () => {
    begun.resolve();
    return work.promise;
  };
  const { go, host } = await friends(service(CALC, { add }), {
    commands: { go: (bridge) => callFrom(bridge, [CALC, 'add']) },
  });
  const going = go();
  await begun.promise;
  expect(host.waitForGraph).toMatchObject([
    {
      ...{ contract: CALC, member: 'add', state: 'running', depth: 1 },
      from: { addinId: 'notes', displayName: 'Notes' },
      to: { addinId: 'calc', displayName: 'Calc' },
    },
  ]);
  work.resolve(1);
  await going;
  expect(host.waitForGraph).toEqual([]);
});

test('events: subscribed, heard, and over when the provider is uninstalled', async () => {
  const heard: unknown[] = [];
  let calcHost: ScriptedHost | undefined;
  const { page, go } = await friends(
    {
      ...service(CALC, { add: () => 1 }),
      activate: (_activation, host) => {
        calcHost = host;
      },
      commands: { go: (host) => host.call('services.emit', [CALC, 'rate', { value: 2 }, {}]) },
    },
    {
      onEvent: (event) => heard.push(event),
      commands: { go: (host) => host.call('services.subscribe', [CALC]) },
    },
  );
  await go();
  await page.call('runCommand', 'calc', 'go');
  await expect.poll(() => heard).toMatchObject([{ contract: CALC, topic: 'rate', value: { value: 2 } }]);
  // Only what it offers.
  await expect(calcHost?.call('services.emit', [NOTES, 'rate', 1, {}])).rejects.toMatchObject({ code: 'E_SECURITY' });
  await page.call('uninstall', 'calc', false);
  await expect(go()).rejects.toMatchObject({ code: 'E_NOT_FOUND', message: 'No installed add-in offers acme.calc.' });
});

test('of two add-ins that offer the same, none is guessed', async () => {
  const { page, go } = await friends(service(CALC, { add: () => 'calc' }), {
    commands: { go: (host) => callFrom(host, [CALC, 'add']) },
  });
  await installAddin(page, { name: 'sums', version: '1.0.0', script: 'calc2', provides: provides(CALC) });
  await expect(go()).rejects.toMatchObject({
    code: 'E_CONTRACT',
    message: 'Calc and Sums both offer acme.calc. Choose one on the Add-ins page.',
  });
  await page.call('setEnabled', 'calc', false);
  await go();
});

test('of two add-ins that offer the same, the one answers that a person chose, also after a restart', async () => {
  const answers: unknown[] = [];
  const notes: ScriptedAddin = {
    commands: { go: async (host) => void answers.push(await callFrom(host, [CALC, 'add'])) },
  };
  const calc = service(CALC, { add: () => 'calc 1' });
  const { page, go, close, userData } = await friends(calc, notes);
  expect(await page.call('serviceChoices')).toEqual([]);
  await installAddin(page, { name: 'sums', version: '1.0.0', script: 'calc2', provides: provides(CALC) });
  const providers = [
    { addinId: 'calc', displayName: 'Calc', version: '1.0', enabled: true },
    { addinId: 'sums', displayName: 'Sums', version: '1.0', enabled: true },
  ];
  expect(await page.call('serviceChoices')).toEqual([{ contract: CALC, chosen: null, providers }]);
  await page.call('chooseProvider', CALC, 'sums');
  await go();
  await page.call('chooseProvider', CALC, 'calc');
  await go();
  expect(answers).toEqual(['calc 2', 'calc 1']);
  await close();

  const again = await openHost({ calc, notes, calc2: service(CALC, { add: () => 'calc 2' }) }, { userData });
  const next = again.load();
  expect(await next.call('serviceChoices')).toMatchObject([{ contract: CALC, chosen: 'calc' }]);
  await next.call('runCommand', 'notes', 'go');
  expect(answers.at(-1)).toBe('calc 1');
  await expect(next.call('chooseProvider', CALC, 'notes')).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
  await next.call('chooseProvider', CALC, null);
  await expect(next.call('runCommand', 'notes', 'go')).rejects.toMatchObject({ code: 'E_CONTRACT' });
  await next.call('chooseProvider', CALC, 'calc');
  await next.call('uninstall', 'calc', false);
  expect(again.host.settings.current.providers).toEqual({});
});
