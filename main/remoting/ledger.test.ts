import { expect, test } from 'vitest';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import { REFERENCE_LOOK_INTERVAL } from '../../addins/protocol/limits.ts';
import type { RemoteObject } from '../../addins/protocol/references/remote-object.ts';
import { createTablePair } from '../../addins/protocol/references/testing/table-pair.ts';
import { Ledger } from './ledger.ts';
import type { DomainLife, LedgerRow } from './ledger-row.ts';

const NOTES: DomainLife = { addinId: 'notes', generation: 2 };
const CSV: DomainLife = { addinId: 'csv', generation: 1 };

/** A ledger over the host's ends of two ports: left is always the host. */
function createLedger(isRoot: (row: LedgerRow) => boolean = () => false) {
  const [notes, csv] = [createTablePair(), createTablePair()];
  const warnings: string[] = [];
  const ledger = new Ledger({
    clock: notes.clock,
    warn: (words, addinId) => warnings.push(`${addinId}: ${words}`),
    isRoot,
  });
  ledger.track(notes.left.table, NOTES);
  ledger.track(csv.left.table, CSV);
  const look = () => notes.clock.advance(REFERENCE_LOOK_INTERVAL);
  return { ledger, notes, csv, warnings, look };
}

function row(change: Partial<LedgerRow>): LedgerRow {
  return {
    ...{ kind: 'call', holder: NOTES, owner: 'host', contract: 'calls', handle: null, tokens: 1 },
    ...{ since: null, acquiredBy: '', lease: null, blocks: true },
    ...change,
  };
}

const ENDLESS = { lease: { initialLease: 0 } };

test('who holds what of whom, since when, until when and acquired where: both directions of a port', () => {
  const { ledger, notes } = createLedger();
  notes.clock.advance(70);
  const circle = {};
  notes.left.send(circle);
  notes.left.send(circle);
  notes.right.send({});
  notes.drain();
  notes.left.table.lease(1)?.register({ name: 'a view', renewal: () => 0 });
  expect(ledger.of(NOTES)).toEqual([
    {
      ...{ kind: 'reference', holder: NOTES, owner: 'host', contract: 'shape', handle: 1, tokens: 2, since: 70 },
      ...{
        acquiredBy: 'left.send',
        lease: { state: 'active', remaining: 300_000, sponsors: ['a view'] },
        blocks: false,
      },
    },
    {
      ...{ kind: 'reference', holder: 'host', owner: NOTES, contract: 'shape', handle: 1, tokens: 1, since: 70 },
      ...{ acquiredBy: 'a test', lease: null, blocks: true },
    },
  ]);
  expect([ledger.of(CSV), ledger.of({ ...NOTES, generation: 1 })]).toEqual([[], []]);
});

test('counts are those of a script, and zero after the end', () => {
  const { ledger, notes, warnings } = createLedger();
  const rows = [row({ tokens: 3 }), row({ kind: 'view', holder: 'window', owner: NOTES }), row({ holder: CSV })];
  ledger.add(() => rows);
  for (let count = 0; count < 5; count++) notes.left.send({});
  notes.right.send({});
  notes.drain();
  expect(ledger.totals(NOTES)).toEqual({ reference: 6, call: 3, view: 1, file: 0, subscription: 0 });
  rows.length = 0;
  expect(ledger.ended(NOTES)).toHaveLength(6);
  expect(warnings).toEqual(['notes: Ended with something still held: reference "shape" (1).']);
  expect(ledger.totals(NOTES)).toEqual({ reference: 0, call: 0, view: 0, file: 0, subscription: 0 });
  expect([notes.left.table.lentCount, notes.left.table.heldCount]).toEqual([0, 0]);
  expect([ledger.ended(NOTES), warnings.length]).toEqual([[], 1]);
});

test('a thousand references leaked: the report names the line, the end frees all of them', () => {
  const { ledger, notes, warnings, look } = createLedger();
  ledger.start();
  ledger.start();
  for (let round = 0; round < 10; round++) {
    for (let count = 0; count < 100; count++) notes.left.send({}, ENDLESS);
    look();
  }
  expect(warnings).toEqual([
    'notes: The number of references grows and never falls: 600, 600 of them "shape", acquired at left.send.',
  ]);
  notes.left.table.closeAll(new BulkheadError('E_DOMAIN_UNLOADED'));
  expect([ledger.ended(NOTES), ledger.totals(NOTES).reference]).toEqual([[], 0]);
  ledger.stop();
  expect(notes.clock.waiting).toBe(0);
});

test('a reference without end that outlives the last view is told once; roots and what has an end are not', () => {
  const { ledger, notes, warnings, look } = createLedger(({ handle }) => handle === 1);
  const views = [row({ kind: 'view', holder: 'window', owner: NOTES })];
  ledger.add(() => views);
  ledger.start();
  notes.left.send({}, ENDLESS);
  notes.left.send({});
  notes.left.send({}, ENDLESS);
  look();
  expect(warnings).toEqual([]);
  const [view] = views.splice(0);
  look();
  look();
  const words =
    'notes: Its last view is closed, but references without an end are still held: 1, 1 of them "shape", acquired at left.send.';
  expect(warnings).toEqual([words]);
  if (view) views.push(view);
  look();
  views.length = 0;
  notes.clock.advance(1);
  // What was lent after the last view is not its.
  notes.left.send({}, ENDLESS);
  look();
  expect(warnings).toEqual([words, words]);
});

test('what others hold of an add-in, its calls and its unsaved work hold its end up; what it holds does not', () => {
  const { ledger, notes } = createLedger();
  ledger.add(() => [
    row({ tokens: 2 }),
    row({ kind: 'view', holder: 'window', owner: NOTES, contract: 'Draft' }),
    row({ kind: 'view', holder: 'window', owner: NOTES, contract: 'Saved', blocks: false }),
    row({ kind: 'file', contract: 'open.txt', blocks: false }),
    row({ kind: 'file', contract: 'saving.txt' }),
    row({ kind: 'subscription', holder: CSV, owner: NOTES, contract: 'changed' }),
    row({ kind: 'reference', holder: CSV, owner: NOTES, contract: 'sheet', blocks: false }),
    row({ holder: CSV }),
  ]);
  notes.left.send({});
  notes.right.send({});
  notes.right.send({});
  notes.drain();
  expect(ledger.blockers(NOTES).map(({ kind, count, words }) => `${kind} ${count}: ${words}`)).toEqual([
    'reference 2: Bulkhead holds "shape" (2).',
    'call 2: 2 calls have not ended.',
    'view 1: "Draft" has changes that are not saved.',
    'file 1: "saving.txt" is being saved.',
    'subscription 1: csv listens to "changed".',
    'reference 1: csv holds "sheet" (1).',
  ]);
  for (const { remedy, acquiredBy } of ledger.blockers(NOTES))
    expect([remedy.length > 10, typeof acquiredBy]).toEqual([true, 'string']);
  expect(ledger.blockers({ addinId: 'nobody', generation: 1 })).toEqual([]);
});

test('a blocker says who prolongs it', () => {
  const { ledger } = createLedger();
  const lease = { state: 'active', remaining: 5, sponsors: ['pinned by you'] } as const;
  ledger.add(() => [
    row({ kind: 'reference', holder: CSV, owner: NOTES, lease }),
    row({ kind: 'reference', holder: CSV, owner: NOTES, lease }),
  ]);
  expect(ledger.blockers(NOTES)).toMatchObject([{ count: 2, sponsors: ['pinned by you'] }]);
});

test('sources and tables leave when told', () => {
  const { ledger, notes } = createLedger();
  const leave = ledger.add(() => [row({})]);
  const untrack = ledger.track(notes.right.table, 'host', NOTES);
  notes.left.send({});
  notes.drain();
  expect(ledger.of(NOTES)).toHaveLength(3);
  leave();
  untrack();
  expect(ledger.of(NOTES)).toHaveLength(1);
});

test('a reference that is given back leaves the ledger', () => {
  const { ledger, notes } = createLedger();
  notes.left.send({});
  notes.drain();
  (notes.right.received[0] as RemoteObject).dispose();
  notes.drain();
  expect(ledger.rows).toEqual([]);
});
