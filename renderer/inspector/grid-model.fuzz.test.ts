import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Outcome, PropertyValue } from '../../addins/protocol/inspect/inspect-messages.ts';
import { description } from '../../addins/protocol/inspect/inspect-messages.ts';
import { PROPERTY_TYPES, type PropertyRow } from '../../addins/protocol/inspect/property-row.ts';
import { GridModel } from './grid-model.ts';
import type { ChangeListener, Described, GridSource } from './grid-source.ts';

const names = ['a', 'b', 'c', '0', '1', '__proto__', 'constructor'];
const anyName = fc.constantFrom(...names);

const anyValue: fc.Arbitrary<PropertyValue> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.string({ maxLength: 8 }),
  fc.record({ object: fc.option(fc.string({ maxLength: 5 })) }),
  fc.record({ list: fc.nat({ max: 5 }), preview: fc.constant('') }),
  fc.record({ error: fc.constant('broken') }),
);

const anyRow: fc.Arbitrary<PropertyRow> = fc
  .record({ name: anyName, type: fc.constantFrom(...PROPERTY_TYPES), readonly: fc.boolean(), empty: fc.boolean() })
  .map((row) => ({
    ...row,
    label: row.name,
    options: row.type === 'enum' ? [{ value: 'x', label: 'X' }] : undefined,
    list: row.type === 'list' ? { insert: true, remove: true, move: true } : undefined,
    dependsOn: row.readonly ? { name: 'a', values: [null, true] } : undefined,
  }));

/** A value that mostly has the form that its property announces. */
function valueFor({ type }: PropertyRow): fc.Arbitrary<PropertyValue> {
  const fitting: Partial<Record<PropertyRow['type'], fc.Arbitrary<PropertyValue>>> = {
    number: fc.nat({ max: 2 }),
    integer: fc.nat({ max: 2 }),
    boolean: fc.boolean(),
    color: fc.constant('#aabbcc'),
    date: fc.constant('2026-01-01'),
    object: fc.constant({ object: 'inside' }),
    list: fc.constant({ list: 2, preview: '' }),
  };
  const value = fitting[type] ?? fc.constantFrom('x', 'y');
  return fc.oneof({ arbitrary: value, weight: 6 }, { arbitrary: anyValue, weight: 1 });
}

/** Any answer that gets past the schema, whether it makes sense or not. */
const anyDescription = fc
  .uniqueArray(anyRow, { selector: (row) => row.name, minLength: 1, maxLength: 6 })
  .chain((rows) =>
    fc.record({
      key: fc.constantFrom('one', 'two'),
      title: anyName,
      shape: fc.nat({ max: 3 }),
      definition: fc.oneof(
        { arbitrary: fc.constant({ rows }), weight: 4 },
        { arbitrary: anyRow.map((item) => ({ item })), weight: 1 },
      ),
      version: fc.nat({ max: 9 }),
      start: fc.constantFrom(0, 0, 0, 0, 3),
      total: fc.nat({ max: 9 }),
      values: fc.tuple(...rows.map(valueFor)),
      more: fc.constantFrom(false, false, false, true),
    }),
  )
  .filter((candidate) => description.safeParse(candidate).success);

const anyOutcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.record({
    outcome: fc.constant('ok' as const),
    version: fc.nat({ max: 9 }),
    changed: fc.array(fc.tuple(anyName, anyValue), { maxLength: 3 }),
  }),
  fc.record({ outcome: fc.constant('conflict' as const), version: fc.nat({ max: 9 }), value: anyValue }),
  fc.record({ outcome: fc.constant('invalid' as const), message: fc.constant('No.') }),
  fc.constant({ outcome: 'gone' as const }),
);

const anyStep = fc.record({
  act: fc.constantFrom(
    'toggle',
    'choose',
    'type',
    'commit',
    'mine',
    'revert',
    'insert',
    'remove',
    'move',
    'reset',
    'again',
    'search',
    'tell',
    'swap',
    'lost',
  ),
  at: fc.nat({ max: 20 }),
  text: fc.constantFrom('', '1', 'x', '#aabbcc', '2026-01-01', 'true'),
});
type Step = typeof anyStep extends fc.Arbitrary<infer Value> ? Value : never;

class WildSource implements GridSource {
  readonly listeners = new Set<ChangeListener>();
  readonly #gen: fc.GeneratorValue;

  constructor(gen: fc.GeneratorValue) {
    this.#gen = gen;
  }

  describe = async (): Promise<Described | null> =>
    this.#gen(() => fc.option(anyDescription, { freq: 8 })) as Described | null;
  set = async (): Promise<Outcome> => this.#gen(() => anyOutcome);
  reset = this.set;
  collection = this.set;
  expand = async (): Promise<number | null> => this.#gen(() => fc.option(fc.integer({ min: 1, max: 4 })));
  release = (): void => undefined;

  watch(_handle: number, listener: ChangeListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

function act(model: GridModel, source: WildSource, { act: kind, at, text }: Step): void {
  const { rows } = model.getSnapshot();
  const row = rows.length === 0 ? undefined : rows[at % rows.length];
  if (kind === 'search') model.search(text);
  if (kind === 'lost') model.forgetLost();
  if (kind === 'tell')
    for (const listener of source.listeners) listener(at, at % 3 === 0 ? null : [[names[at % 7] ?? 'a', text]]);
  if (!row) return;
  if (kind === 'toggle') model.toggle(row);
  if (row.kind === 'note') model.readMore('');
  if (row.kind !== 'property') return;
  const { path } = row;
  if (kind === 'choose') model.choose(path, text);
  if (kind === 'type') model.type(path, text);
  if (kind === 'commit') model.commit(path);
  if (kind === 'mine') model.keepMine(path);
  if (kind === 'revert') model.revert(path);
  if (kind === 'insert') model.insert(row);
  if (kind === 'remove') model.remove(row);
  if (kind === 'move') model.move(row, at % 2 === 0 ? 1 : -1);
  if (kind === 'reset') model.reset(row);
  if (kind === 'again') model.readAgain(path);
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

/** What the rows of a grid were while whatever an add-in may answer came, and whatever a person may do was done. */
async function rowsSeen(parameters: fc.Parameters<unknown>): Promise<{ count: number; kinds: Set<string> }> {
  let count = 0;
  const kinds = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.gen(), fc.array(anyStep, { minLength: 8, maxLength: 30 }), async (gen, steps) => {
      const model = new GridModel();
      let source = new WildSource(gen);
      model.show(source, [1, 2].slice(0, (steps.length % 2) + 1));
      await turn();
      for (const step of steps) {
        if (step.act === 'swap') {
          source = new WildSource(gen);
          model.show(step.at % 4 === 0 ? null : source, step.at % 5 === 0 ? [] : [step.at + 1]);
        } else act(model, source, step);
        await turn();
        const { rows } = model.getSnapshot();
        for (const row of rows) kinds.add(row.kind === 'property' ? (row.draft?.state ?? row.kind) : row.kind);
        count += rows.length;
        expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
      }
      model.stop();
    }),
    parameters,
  );
  return { count, kinds };
}

test('whatever an add-in answers, the grid goes on and every row has a place of its own', async () => {
  const { count } = await rowsSeen({ numRuns: 100 });
  expect(count).toBeGreaterThan(300);
}, 60_000);

/** With this one a person and an add-in meet at every kind of row; with another one they may not. */
const BUSY_SEED = 23;

test('every kind of row comes up', async () => {
  const { kinds } = await rowsSeen({ numRuns: 100, seed: BUSY_SEED });
  expect([...kinds].sort()).toEqual(expect.arrayContaining(['category', 'conflict', 'invalid', 'note', 'property']));
}, 60_000);
