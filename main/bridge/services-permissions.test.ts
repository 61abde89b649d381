import { expect, test } from 'vitest';
import { CALC, callFrom, consumes, friends, installAddin, provides, service } from './testing/friends-fixture.ts';
import type { TestPage } from './testing/host-fixture.ts';

/** Notes calls Calc when told to; Calc answers unless it must not. */
const opened = () =>
  friends(service(CALC, { add: () => 'added', never: () => new Promise(() => undefined) }), {
    commands: { go: (host) => callFrom(host, [CALC, 'add']), wait: (host) => callFrom(host, [CALC, 'never']) },
  });

const calcThat = (page: TestPage, more: { callers?: string[]; demands?: ('net.fetch' | 'ui.view')[] }) =>
  installAddin(page, {
    ...{ name: 'calc', version: '1.0.1', script: 'calc', callers: more.callers ?? [] },
    provides: provides(CALC, { demands: more.demands ?? [] }),
  });

test('a provider that offers it to others only is not called', async () => {
  const { page, go, launcher } = await opened();
  await calcThat(page, { callers: ['ledger'] });
  await expect(go()).rejects.toMatchObject({
    code: 'E_SECURITY',
    message: 'Calc does not offer acme.calc to Notes.',
  });
  expect(launcher.launched).toHaveLength(1);
  expect(await page.call('audit', 'notes')).toMatchObject([{ outcome: 'denied', object: 'acme.calc add' }]);
  await calcThat(page, { callers: ['Ledger', 'NOTES'] });
  await go();
});

test('F13: what the provider demands of its callers is looked up, and nobody is asked about it', async () => {
  const { page, go } = await opened();
  await calcThat(page, { demands: ['ui.view'] });
  await go();
  await calcThat(page, { demands: ['ui.view', 'net.fetch'] });
  await expect(go()).rejects.toMatchObject({
    code: 'E_SECURITY',
    message: expect.stringContaining('Calc answers only add-ins that are allowed "net.fetch", and Notes is not.'),
  });
  expect((await page.call('snapshot')).prompts).toEqual([]);
});

test('a contract that its manifest does not ask for is refused before anybody looks for it', async () => {
  const { page, addins } = await opened();
  addins.set('nosy', { commands: { go: (host) => callFrom(host, ['acme.secret', 'read']) } });
  await installAddin(page, { name: 'nosy', version: '1.0.0', script: 'nosy', consumes: consumes(CALC) });
  await page.call('setAnswer', 'nosy', 'addin.call', 'allow');
  await expect(page.call('runCommand', 'nosy', 'go')).rejects.toMatchObject({
    code: 'E_SECURITY',
    message: 'Nosy may not use acme.secret.',
  });
});

test.each([
  ['the caller may not call any more', 'notes', 'addin.call'],
  ['the provider may not offer it any more', 'calc', 'addin.export'],
] as const)('a call is cut off when %s', async (_what, addinId, permission) => {
  const { page, host } = await opened();
  const waiting = page.call('runCommand', 'notes', 'wait');
  const outcome = expect(waiting).rejects.toMatchObject({ code: 'E_SECURITY' });
  await expect.poll(() => host.waitForGraph.map(({ state }) => state)).toEqual(['running']);
  await page.call('setAnswer', addinId, permission, 'deny');
  await outcome;
  await expect.poll(() => host.waitForGraph).toEqual([]);
});
