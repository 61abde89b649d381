import { mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import { hostMethods } from '../../addins/protocol/methods/host-methods.ts';
import { Session } from '../../addins/protocol/session.ts';
import { createMemoryPair } from '../../addins/protocol/transport.ts';
import type { InstalledCapability } from '../broker/capability.ts';
import { parseOrganisation } from '../policy/organisation.ts';
import { createDispatcher } from './dispatcher.ts';
import { ask, CALC, createHost, ID, installAll, provider, subject } from './testing/dispatcher-fixture.ts';

let folder: string;
let host: ReturnType<typeof createHost>;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'bulkhead-dispatcher-')));
  host = createHost();
});

afterEach(async () => {
  await host.dispatcher.disposeAll();
  rmSync(folder, { recursive: true });
});

const sessionClock = { now: () => 0, after: () => () => undefined, soon: queueMicrotask };

/** An add-in's end of the control port, joined to the host's by a session pair. */
function connect(generation = 1) {
  const [left, right] = createMemoryPair(queueMicrotask, structuredClone);
  const ends = { clock: sessionClock, epoch: generation };
  const server = new Session({
    ...ends,
    transport: right,
    local: hostMethods,
    handlers: host.dispatcher.handlersFor({ addinId: ID, generation }),
    remote: {},
  });
  const client = new Session({ ...ends, transport: left, local: {}, handlers: {}, remote: hostMethods });
  return { client, server };
}

const notify = (client: ReturnType<typeof connect>['client'], title = 'hello') => client.call('ui.notify', [{ title }]);
const shown = () =>
  new Promise<void>((resolve) => {
    if (host.prompts.shown) resolve();
    const stop = host.prompts.changed.on((change) => {
      if (!('shown' in change)) return;
      stop();
      resolve();
    });
  });
const refused = (permission: string) => ({ code: 'E_SECURITY', detail: { permission } });

test('an allowed call has its effect, its answer and its row', async () => {
  const { client } = connect();
  await client.call('storage.set', ['note', { text: 'hello' }]);
  expect(await client.call('storage.get', ['note'])).toEqual({ text: 'hello' });
  expect(host.audit.rows(ID)).toMatchObject([
    {
      permission: 'storage.kv',
      method: 'storage.get',
      outcome: 'allowed',
      because: 'set Connected (unsigned package)',
    },
    { permission: 'storage.kv', method: 'storage.set', outcome: 'allowed' },
  ]);
  expect(host.policy.summaries()[0]).toMatchObject({ useCount: 2, refusedCount: 0, lastUsed: host.clock.now() });
});

test('a call without a grant is refused by the name of the permission, has no effect, and leaves a row', async () => {
  host.policy.setAnswer(ID, 'ui.notify', 'deny');
  const { client } = connect();
  await expect(notify(client)).rejects.toMatchObject(refused('ui.notify'));
  await expect(client.call('frames.open', [{ view: 'main' }])).rejects.toMatchObject(refused('ui.view'));
  expect(host.shell.notifications).toEqual([]);
  expect(host.prompts.shown).toBeNull();
  expect(host.audit.rows(ID)).toMatchObject([
    { method: 'frames.open', outcome: 'denied', because: 'not asked for in its manifest' },
    { method: 'ui.notify', outcome: 'denied', because: 'your answer' },
  ]);
});

test('a refusal by the broker names the permission too', async () => {
  const { client } = connect();
  await expect(client.call('clipboard.writeText', ['x'])).rejects.toMatchObject(refused('clipboard.write'));
  await expect(client.call('fs.read', [7, 0, 10])).rejects.toMatchObject(refused('fs.pick.open'));
  expect(host.audit.rows(ID).map(({ outcome }) => outcome)).toEqual(['denied', 'denied']);
});

test('methods without a permission need no grant', async () => {
  host.policy.revokeAll(ID);
  const { client } = connect();
  await expect(client.call('log.write', ['info', 'hello'])).resolves.toBeNull();
  await expect(client.call('fs.close', [1])).resolves.toBeNull();
  expect(host.audit.rows(ID)).toEqual([]);
});

test('what must be asked is asked, and the call goes on with the answer', async () => {
  const { client } = connect();
  const call = notify(client);
  await shown();
  expect(host.shell.notifications).toEqual([]);
  expect(host.prompts.shown).toMatchObject({
    addinId: ID,
    permission: 'ui.notify',
    plain: 'show notifications',
    offerAlways: false,
  });
  host.answer('once');
  await call;
  expect(host.shell.notifications).toEqual(['Notes: hello']);
  expect(host.audit.rows(ID)).toMatchObject([{ outcome: 'allowed', because: 'you allowed it once' }]);
  void notify(client).catch(() => undefined);
  await shown();
  expect(host.prompts.shown).toMatchObject({ offerAlways: true });
});

test('without a gesture the call waits behind the badge, and goes on with the answer', async () => {
  const { client } = connect();
  host.person.hasActed = false;
  const badge = new Promise<void>((resolve) => host.prompts.waitingChanged.on(resolve));
  const call = notify(client);
  await badge;
  expect([host.prompts.shown, host.shell.notifications]).toEqual([null, []]);
  expect(host.prompts.waiting).toEqual([{ addinId: ID, displayName: 'Notes', color: '#123456' }]);
  host.prompts.reveal(ID);
  host.answer('once');
  await call;
  expect(host.shell.notifications).toEqual(['Notes: hello']);
});

test('blocking refuses the call in so many words, and says nothing about the permission', async () => {
  const { client } = connect();
  const call = notify(client);
  await shown();
  host.answer('block');
  await expect(call).rejects.toMatchObject(refused('ui.notify'));
  expect(host.audit.rows(ID)).toMatchObject([{ outcome: 'denied', because: 'you blocked the add-in' }]);
  expect(host.policy.summaries().find((row) => row.permission === 'ui.notify')).toMatchObject({ effect: 'ask' });
  expect(host.policy.question(ID, 'ui.notify').question.offerAlways).toBe(false);
});

test('"while open" is asked once for many calls', async () => {
  const { client } = connect();
  const calls = Array.from({ length: 5 }, (_, index) => notify(client, `${index}`));
  await shown();
  host.answer('session');
  await Promise.all(calls);
  await notify(client, '5');
  expect(host.shell.notifications).toHaveLength(6);
  expect(host.prompts.shown).toBeNull();
});

test('"once" lets exactly one of several calls through', async () => {
  const { client } = connect();
  const calls = [notify(client, 'a'), notify(client, 'b')];
  await shown();
  host.answer('once');
  await calls[0];
  await shown();
  host.answer('deny');
  await expect(calls[1]).rejects.toMatchObject(refused('ui.notify'));
  expect(host.shell.notifications).toEqual(['Notes: a']);
});

test('a refusal is remembered: an add-in that asks again and again sees no question', async () => {
  const { client } = connect();
  const first = notify(client);
  await shown();
  host.answer('deny');
  await expect(first).rejects.toMatchObject(refused('ui.notify'));
  for (let index = 0; index < 20; index++) await expect(notify(client)).rejects.toMatchObject(refused('ui.notify'));
  expect(host.prompts.shown).toBeNull();
  expect(host.policy.summaries().find((row) => row.permission === 'ui.notify')).toMatchObject({ refusedCount: 21 });
});

test('closing the question three times is a refusal as well', async () => {
  const { client } = connect();
  for (let index = 0; index < 3; index++) {
    const call = notify(client);
    await shown();
    host.answer('dismiss');
    await expect(call).rejects.toMatchObject(refused('ui.notify'));
  }
  await expect(notify(client)).rejects.toMatchObject(refused('ui.notify'));
  expect(host.prompts.shown).toBeNull();
});

test('when the question is settled elsewhere it disappears, and the call follows', async () => {
  const { client } = connect();
  const first = notify(client, 'a');
  await shown();
  host.policy.setAnswer(ID, 'ui.notify', 'allow');
  await first;
  expect(host.prompts.shown).toBeNull();
  host.policy.setAnswer(ID, 'ui.notify', null);
  const second = notify(client, 'b');
  await shown();
  host.policy.setAnswer(ID, 'ui.notify', 'deny');
  await expect(second).rejects.toMatchObject(refused('ui.notify'));
  expect(host.shell.notifications).toEqual(['Notes: a']);
});

test('"once" does not cover what changed while the question was open', async () => {
  const { client } = connect();
  const call = client.call('net.fetch', [{ url: 'https://b.example.com/' }]);
  await shown();
  const both = { origins: ['https://a.example.com', 'https://b.example.com'] };
  host.policy.register({ ...subject, requested: [ask('net.fetch', both)] });
  host.answer('once');
  await shown();
  expect(host.prompts.shown?.plain).toBe('send data to a.example.com, b.example.com');
  host.answer('deny');
  await expect(call).rejects.toMatchObject(refused('net.fetch'));
});

test('a caller that gives up takes its question along', async () => {
  const { client } = connect();
  const controller = new AbortController();
  const call = client.call('ui.notify', [{ title: 'x' }], { signal: controller.signal });
  await shown();
  const gone = new Promise<void>((resolve) => host.prompts.changed.on((change) => 'gone' in change && resolve()));
  controller.abort();
  await expect(call).rejects.toMatchObject({ code: 'E_CANCELLED' });
  await gone;
  expect(host.shell.notifications).toEqual([]);
});

function openFiles(): number {
  return readdirSync('/proc/self/fd').filter((entry) => {
    try {
      return realpathSync(`/proc/self/fd/${entry}`).startsWith(folder);
    } catch {
      return false;
    }
  }).length;
}

async function pickOne(client: ReturnType<typeof connect>['client']): Promise<number> {
  writeFileSync(path.join(folder, 'data.csv'), 'a,b,c');
  host.shell.pickFiles = async () => [path.join(folder, 'data.csv')];
  const [file] = await client.call('fs.pickOpen', [{}]);
  if (!file) throw new Error('nothing was picked');
  return file.handle;
}

test('a picked file is read in bytes, and its path stays on the host', async () => {
  const { client } = connect();
  const handle = await pickOne(client);
  expect(new TextDecoder().decode(await client.call('fs.read', [handle, 2, 100]))).toBe('b,c');
  expect(host.audit.rows(ID)[0]).toMatchObject({ method: 'fs.read', object: 'data.csv' });
  expect(JSON.stringify(host.audit.rows(ID))).not.toContain(folder);
});

test('revoking during use takes effect on the next call and closes what is open', async () => {
  const { client } = connect();
  const handle = await pickOne(client);
  expect(openFiles()).toBe(1);
  host.policy.setAnswer(ID, 'fs.pick.open', 'deny');
  await expect(client.call('fs.read', [handle, 0, 1])).rejects.toMatchObject(refused('fs.pick.open'));
  await expect.poll(openFiles).toBe(0);
  host.policy.setAnswer(ID, 'fs.pick.open', null);
  await expect(client.call('fs.read', [handle, 0, 1])).rejects.toMatchObject(refused('fs.pick.open'));
});

test('revoking while a file is being written leaves nothing of it', async () => {
  const { client } = connect();
  host.shell.pickSavePath = async () => path.join(folder, 'out.csv');
  const target = await client.call('fs.pickSave', [{ suggestedName: 'out.csv' }]);
  await client.call('fs.append', [target?.handle ?? 0, new Uint8Array([1, 2, 3])]);
  expect(readdirSync(folder)).toHaveLength(1);
  host.policy.revokeAll(ID);
  await expect(client.call('fs.commit', [target?.handle ?? 0])).rejects.toMatchObject(refused('fs.pick.save'));
  await expect.poll(() => readdirSync(folder)).toEqual([]);
});

test('a change that takes nothing away leaves files open', async () => {
  const { client } = connect();
  const handle = await pickOne(client);
  host.policy.setAnswer(ID, 'fs.pick.open', 'allow');
  host.policy.setAnswer(ID, 'net.fetch', 'deny');
  await expect(client.call('fs.read', [handle, 0, 1])).resolves.toHaveLength(1);
});

test('where the person wants to be asked, picking is asked about and reading what was picked is not', async () => {
  host.policy.setAnswer(ID, 'fs.pick.open', 'ask');
  const { client } = connect();
  const picking = pickOne(client);
  await shown();
  host.answer('once');
  const handle = await picking;
  await expect(client.call('fs.read', [handle, 0, 1])).resolves.toHaveLength(1);
  expect(host.prompts.shown).toBeNull();
});

test('revoking cuts an effect that is under way, and its result is thrown away', async () => {
  host.policy.setAnswer(ID, 'net.fetch', 'allow');
  const { client } = connect();
  const lookedUp = Promise.withResolvers<void>();
  host.shell.resolveHost = () => {
    lookedUp.resolve();
    return new Promise<never>(() => undefined);
  };
  const call = client.call('net.fetch', [{ url: 'https://a.example.com/' }]);
  await lookedUp.promise;
  host.policy.setAnswer(ID, 'net.fetch', 'deny');
  await expect(call).rejects.toMatchObject(refused('net.fetch'));
  expect(host.audit.rows(ID)).toMatchObject([{ method: 'net.fetch', object: 'a.example.com', outcome: 'denied' }]);
});

test('a package that is revoked while it runs is cut off at once, whatever the person had answered', async () => {
  host.policy.setAnswer(ID, 'net.fetch', 'allow');
  const { client } = connect();
  const handle = await pickOne(client);
  const lookedUp = Promise.withResolvers<void>();
  host.shell.resolveHost = () => {
    lookedUp.resolve();
    return new Promise<never>(() => undefined);
  };
  const fetching = client.call('net.fetch', [{ url: 'https://a.example.com/' }]);
  const asking = notify(client);
  await Promise.all([lookedUp.promise, shown()]);
  const outcomes = Promise.allSettled([fetching, asking]);
  const revoked = [subject.evidence.hash];
  host.policy.setOrganisation(parseOrganisation(JSON.stringify({ schemaVersion: 1, revoked })));
  expect(await outcomes).toMatchObject([
    { status: 'rejected', reason: refused('net.fetch') },
    { status: 'rejected', reason: refused('ui.notify') },
  ]);
  expect(host.prompts.shown).toBeNull();
  await expect.poll(openFiles).toBe(0);
  await expect(client.call('fs.read', [handle, 0, 1])).rejects.toMatchObject(refused('fs.pick.open'));
  host.policy.setAnswer(ID, 'net.fetch', 'allow');
  await expect(client.call('storage.get', ['x'])).rejects.toMatchObject(refused('storage.kv'));
});

test('nothing stays open of a file that was picked after the revocation', async () => {
  const { client } = connect();
  const dialog = Promise.withResolvers<string[]>();
  const dialogShown = Promise.withResolvers<void>();
  host.shell.pickFiles = () => {
    dialogShown.resolve();
    return dialog.promise;
  };
  const call = client.call('fs.pickOpen', [{}]);
  await dialogShown.promise;
  host.policy.setAnswer(ID, 'fs.pick.open', 'deny');
  await expect(call).rejects.toMatchObject(refused('fs.pick.open'));
  writeFileSync(path.join(folder, 'late.csv'), 'x');
  dialog.resolve([path.join(folder, 'late.csv')]);
  host.policy.setAnswer(ID, 'fs.pick.open', null);
  host.shell.pickFiles = async () => [];
  const pickAgain = () => client.call('fs.pickOpen', [{}]).catch((error: BulkheadError) => error.code);
  // Refused until the first dialog has been dealt with.
  await expect.poll(pickAgain).toEqual([]);
  expect(openFiles()).toBe(0);
});

test('after a generation has ended its calls fail, its files are closed, and the next one is not touched', async () => {
  const [one, two] = [connect(1), connect(2)];
  await pickOne(one.client);
  const kept = await pickOne(two.client);
  const waiting = notify(one.client);
  await shown();
  const outcome = expect(waiting).rejects.toMatchObject({ code: 'E_DOMAIN_UNLOADED' });
  await host.dispatcher.dispose({ addinId: ID, generation: 1 });
  await host.dispatcher.dispose({ addinId: ID, generation: 1 });
  await outcome;
  expect(host.prompts.shown).toBeNull();
  expect(openFiles()).toBe(1);
  await expect(one.client.call('storage.get', ['x'])).rejects.toMatchObject({ code: 'E_DOMAIN_UNLOADED' });
  await expect(two.client.call('fs.read', [kept, 0, 1])).resolves.toHaveLength(1);
});

test('a number of one generation means nothing to the next', async () => {
  const [one, two] = [connect(1), connect(2)];
  const handle = await pickOne(one.client);
  await expect(two.client.call('fs.read', [handle, 0, 1])).rejects.toMatchObject(refused('fs.pick.open'));
});

test('an add-in never sees the words or the stack of an error nobody expected', async () => {
  host.shell.pickFiles = () => Promise.reject(new Error('ENOENT: /home/someone/secret'));
  const { client } = connect();
  const error: unknown = await client.call('fs.pickOpen', [{}]).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'E_INTERNAL', message: 'Something went wrong inside Bulkhead.' });
  expect((error as BulkheadError).remoteStack).toBeUndefined();
  expect(host.errors).toHaveLength(1);
  expect(JSON.stringify(host.audit.rows(ID))).not.toContain('secret');
});

const callCalc = (client: ReturnType<typeof connect>['client'], contract = CALC) =>
  client.call('services.call', [contract, 'add', [1, 2], {}]);

test('a call of another add-in is asked about, has the caller stamped by the host, and leaves a row', async () => {
  host.policy.register(provider);
  const { client } = connect();
  const call = callCalc(client);
  await shown();
  expect(host.prompts.shown).toMatchObject({ addinId: ID, plain: 'work with add-ins that offer acme.calc' });
  host.answer('session');
  expect(await call).toBe('acme.notes acme.calc add');
  expect(host.audit.rows(ID)).toMatchObject([
    { permission: 'addin.call', method: 'services.call', object: 'acme.calc add', outcome: 'allowed' },
  ]);
});

test('who may not use a contract does not learn whether anybody offers it', async () => {
  host.policy.setAnswer(ID, 'addin.call', 'allow');
  host.shell.services.provider = () => {
    throw new BulkheadError('E_NOT_FOUND');
  };
  const { client } = connect();
  const one = await callCalc(client, 'acme.secret').catch((error: unknown) => error);
  expect(one).toMatchObject({ ...refused('addin.call'), message: 'Notes may not use acme.secret.' });
  await expect(callCalc(client)).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
});

test('a method without a broker, or with two, is found at the start', () => {
  const { policy, audit, prompts } = host;
  const all = installAll(host.shell, host.clock);
  const create = (capabilities: InstalledCapability[]) =>
    createDispatcher({ policy, audit, prompts, capabilities, hasGesture: () => true, onError: () => undefined });
  expect(() => create(all.slice(1))).toThrow(BulkheadError);
  expect(() => create([...all, ...all.slice(0, 1)])).toThrow(BulkheadError);
});
