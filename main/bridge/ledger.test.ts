import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import { createTablePair } from '../../addins/protocol/references/testing/table-pair.ts';
import { temporaryFolder } from '../packages/testing/temporary-folder.ts';
import type { LedgerRow } from '../remoting/ledger-row.ts';
import { summariseLedger } from './ledger-summary.ts';
import { install, openHost } from './testing/host-fixture.ts';

const LIFE = { addinId: 'notes', generation: 1 };
const NOTHING = { reference: 0, call: 0, view: 0, file: 0, subscription: 0 };

/** Two files, one reference each way, one view, one call that never ends. */
async function openBusyHost() {
  const folder = temporaryFolder();
  const picked = ['a.txt', 'b.txt'].map((name) => path.join(folder, name));
  for (const file of picked) writeFileSync(file, 'text');
  const busy = Promise.withResolvers<void>();
  const { load, host, launcher } = await openHost(
    {
      '1.0.0': {
        views: ['note'],
        commands: {
          async export(addin) {
            for (let count = 0; count < 2; count++) await addin.call('fs.pickOpen', [{}]);
            busy.resolve();
            await new Promise(() => undefined);
          },
        },
      },
    },
    { pickFiles: async () => picked.splice(0, 1) },
  );
  const page = load();
  await install(page, '1.0.0');
  await page.call('openView', 'notes', 'note');
  const command = page.call('runCommand', 'notes', 'export').catch((error: unknown) => error);
  await busy.promise;
  const pair = createTablePair();
  host.ledger.track(pair.left.table, LIFE);
  pair.left.send({});
  pair.right.send({});
  pair.drain();
  return { host, page, launcher, pair, command };
}

test.each<[string, (parts: Awaited<ReturnType<typeof openBusyHost>>) => unknown]>([
  ['stopped', ({ page }) => page.call('stop', 'notes')],
  ['crashed', ({ launcher }) => launcher.last.exit(11)],
  ['uninstalled', ({ page }) => page.call('uninstall', 'notes', false)],
])('the counts are those of a script, and zero once it has %s', async (_, end) => {
  const parts = await openBusyHost();
  const { host, pair } = parts;
  await expect
    .poll(() => host.ledger.totals(LIFE))
    .toEqual({ reference: 2, call: 1, view: 1, file: 2, subscription: 0 });
  expect(host.ledger.blockers(LIFE).map(({ kind }) => kind)).toEqual(['reference', 'call']);
  // As the session does when its port ends.
  pair.left.table.closeAll(new BulkheadError('E_DOMAIN_UNLOADED'));
  await end(parts);
  await expect.poll(() => host.ledger.totals(LIFE)).toEqual(NOTHING);
});

test('references that a session forgot to free are freed, and told in the log', async () => {
  const { host, page, pair } = await openBusyHost();
  await page.call('stop', 'notes');
  await expect.poll(() => host.ledger.totals(LIFE)).toEqual(NOTHING);
  expect(pair.left.table.lentCount).toBe(0);
  expect(await page.call('diagnostics')).toContainEqual(
    expect.objectContaining({ level: 'warn', text: 'Ended with something still held: reference "shape" (1).' }),
  );
});

test('the window reads it as lines', async () => {
  const { page } = await openBusyHost();
  const lines = await page.call('ledger');
  expect(lines).toContainEqual({
    kind: 'reference',
    contract: 'shape',
    acquiredBy: 'left.send',
    holder: { name: 'Sample', addinId: 'notes', generation: 1 },
    owner: { name: 'Bulkhead', addinId: null, generation: null },
    objects: 1,
    tokens: 1,
    since: expect.any(Number),
    lease: { state: 'active', remaining: 300_000, sponsors: [] },
  });
  expect(lines).toContainEqual(
    expect.objectContaining({ kind: 'file', contract: 'a.txt', holder: expect.objectContaining({ addinId: 'notes' }) }),
  );
  expect(lines).toContainEqual(expect.objectContaining({ kind: 'view', contract: 'Note', since: null, lease: null }));
});

test('many rows of one kind are one line with the oldest time and the nearest end', () => {
  const lent = (change: Partial<LedgerRow>): LedgerRow => ({
    ...{ kind: 'reference', holder: LIFE, owner: 'host', contract: 'shape', handle: 1, tokens: 2, since: 50 },
    ...{ acquiredBy: 'x', lease: { state: 'active', remaining: 9, sponsors: [] }, blocks: false },
    ...change,
  });
  const rows = [
    lent({ contract: 'other', tokens: 1, lease: { state: 'null', remaining: Number.POSITIVE_INFINITY, sponsors: [] } }),
    lent({}),
    lent({ since: 20, lease: { state: 'active', remaining: 3, sponsors: [] } }),
    lent({ kind: 'view', holder: 'window', contract: 'Note', since: null, lease: null, tokens: 1 }),
  ];
  const lines = summariseLedger(rows, { now: 100, wallTime: 5_000, displayName: (id) => id.toUpperCase() });
  expect(lines).toMatchObject([
    { contract: 'shape', objects: 2, tokens: 4, since: 4_920, lease: { remaining: 3 }, holder: { name: 'NOTES' } },
    { contract: 'other', tokens: 1, lease: { state: 'null', remaining: null } },
    { contract: 'Note', since: null, lease: null, holder: { name: 'The window' } },
  ]);
  const many = Array.from({ length: 300 }, (_, index) => lent({ contract: `${index}` }));
  expect(summariseLedger(many, { now: 0, wallTime: 0, displayName: String })).toHaveLength(200);
});
