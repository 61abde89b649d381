import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import { nodeClock } from '../base/node-clock.ts';
import { CallLane } from './call-lane.ts';
import { CallLimit } from './call-limit.ts';
import { type OpenCall, ServiceGraph } from './service-graph.ts';

const nobody = new AbortController().signal;
const createLimit = () => {
  const limit = new CallLimit(nodeClock, { signal: nobody, milliseconds: 1_000 });
  limit.end();
  return limit;
};
const time = { since: 7, createLimit };
const party = (name: string) => ({ addinId: name.toLowerCase(), displayName: name });

/** `from` calls `to`, which works on it at once. */
function add(graph: ServiceGraph, [from, to]: readonly [string, string], within?: OpenCall | number): OpenCall {
  const call = graph.add(
    {
      caller: { ...party(from), generation: 1 },
      provider: party(to),
      ...{ contract: 'acme.calc', member: 'add' },
      within: typeof within === 'object' ? within.id : within,
    },
    time,
  );
  call.generation = 1;
  call.state = 'running';
  return call;
}

test('an add-in is never made to wait for itself, and the circle is named', () => {
  const graph = new ServiceGraph();
  const first = add(graph, ['Notes', 'Calc']);
  expect(() => add(graph, ['Calc', 'Notes'], first)).toThrow(
    expect.objectContaining({ code: 'E_CYCLE', detail: { cycle: 'Notes → Calc → Notes' } }),
  );
  const second = add(graph, ['Calc', 'Units'], first);
  expect(() => add(graph, ['Units', 'Calc'], second)).toThrow('Notes → Calc → Units → Calc');
  expect(() => add(graph, ['Notes', 'Notes'])).toThrow('Notes → Notes');
  // What was refused is not open.
  expect(graph.size).toBe(2);
});

test('the same add-ins in other chains are no circle', () => {
  const graph = new ServiceGraph();
  add(graph, ['Notes', 'Calc']);
  add(graph, ['Calc', 'Notes']);
  expect(graph.size).toBe(2);
});

test('four calls in a row, and not one more', () => {
  const graph = new ServiceGraph();
  let call = add(graph, ['A', 'B']);
  for (const [from, to] of ['BC', 'CD', 'DE'] as const) call = add(graph, [from ?? '', to ?? ''], call);
  expect([call.chain.length, call.trace]).toEqual([5, graph.open[0]?.trace]);
  expect(() => add(graph, ['E', 'F'], call)).toThrow(expect.objectContaining({ code: 'E_OVERLOAD' }));
});

test('a number that is not of a call the caller works on counts as none', () => {
  const graph = new ServiceGraph();
  const first = add(graph, ['Notes', 'Calc']);
  // Of another add-in, of another life, of a call that has ended, of no call.
  expect(add(graph, ['Units', 'Notes'], first).chain).toHaveLength(2);
  first.generation = 2;
  expect(add(graph, ['Calc', 'Notes'], first).chain).toHaveLength(2);
  first.generation = 1;
  graph.remove(first);
  expect(add(graph, ['Calc', 'Notes'], first).chain).toHaveLength(2);
  expect(add(graph, ['Calc', 'Notes'], 12_345).chain).toHaveLength(2);
});

test('the picture of who waits for whom', () => {
  const graph = new ServiceGraph();
  const first = add(graph, ['Notes', 'Calc']);
  const second = add(graph, ['Calc', 'Units'], first);
  second.state = 'waiting';
  const common = { trace: first.trace, contract: 'acme.calc', member: 'add', age: 3, callsBack: false };
  expect(graph.edges(10)).toEqual([
    { ...common, depth: 1, from: party('Notes'), to: party('Calc'), state: 'running' },
    { ...common, depth: 2, from: party('Calc'), to: party('Units'), state: 'waiting' },
  ]);
  graph.remove(second);
  graph.remove(first);
  expect(graph.edges(10)).toEqual([]);
});

/** The same for an object or a function of `to`. */
function addTarget(
  graph: ServiceGraph,
  [from, to]: readonly [string, string],
  { within, brought = [], ...target }: { within: OpenCall; standIn: object; isCallback?: boolean; brought?: object[] },
): OpenCall {
  const call = graph.add(
    {
      caller: { ...party(from), generation: 1 },
      provider: party(to),
      ...{ contract: 'acme.cell@1', member: 'value', within: within.id, brought },
      target: { isCallback: false, ...target },
    },
    time,
  );
  return Object.assign(call, { generation: 1, state: 'running' });
}

test('an add-in that waits is called back by what it gave away for that, and by nothing else', () => {
  const graph = new ServiceGraph();
  const [given, kept, passedOn] = [{}, {}, {}];
  const first = add(graph, ['Notes', 'Calc']);
  first.brought = new Set([given]);
  expect(addTarget(graph, ['Calc', 'Notes'], { within: first, standIn: given }).callsBack).toBe(true);
  expect(addTarget(graph, ['Calc', 'Notes'], { within: first, standIn: kept, isCallback: true }).callsBack).toBe(true);
  expect(() => addTarget(graph, ['Calc', 'Notes'], { within: first, standIn: kept })).toThrow('Notes → Calc → Notes');
  // What somebody else gave along is not what Notes gave.
  const second = addTarget(graph, ['Calc', 'Units'], { within: first, standIn: {}, brought: [passedOn] });
  expect(() => addTarget(graph, ['Units', 'Notes'], { within: second, standIn: passedOn })).toThrow('→ Units → Notes');
  expect(addTarget(graph, ['Units', 'Notes'], { within: second, standIn: given }).chain).toHaveLength(4);
});

const oneByOne = () =>
  new CallLane<OpenCall>({ width: 1, capacity: 10, share: 10, ownerOf: ({ caller }) => caller.addinId });

/** A call that waits for its turn in the lane of an ordered contract. */
async function queue(lane: CallLane<OpenCall>, call: OpenCall, graph: ServiceGraph): Promise<void> {
  call.lane = lane;
  if (lane.hasRoom) {
    await lane.enter(call, nobody);
    return;
  }
  call.state = 'waiting';
  graph.checkDeadlock(call);
  void lane.enter(call, nobody);
}

test('two chains that wait for each other in ordered contracts are cut, with the circle named', async () => {
  const graph = new ServiceGraph();
  const [ofCalc, ofUnits] = [oneByOne(), oneByOne()];
  const one = add(graph, ['Notes', 'Calc']);
  await queue(ofCalc, one, graph);
  const other = add(graph, ['Ledger', 'Units']);
  await queue(ofUnits, other, graph);
  // Somebody who only stands in the queue is in nobody's way.
  await queue(ofUnits, add(graph, ['Maps', 'Units']), graph);
  await queue(ofUnits, add(graph, ['Calc', 'Units'], one), graph);
  const last = add(graph, ['Units', 'Calc'], other);
  await expect(queue(ofCalc, last, graph)).rejects.toMatchObject({
    code: 'E_CYCLE',
    detail: { cycle: 'Units → Calc → Units' },
  });
});

test('waiting behind a call that ends by itself is no circle', async () => {
  const graph = new ServiceGraph();
  const lane = oneByOne();
  await queue(lane, add(graph, ['Notes', 'Calc']), graph);
  const other = add(graph, ['Ledger', 'Units']);
  await queue(lane, add(graph, ['Units', 'Calc'], other), graph);
  expect(graph.size).toBe(3);
});

test('whatever is called within whatever: no chain holds an add-in twice, none is too long, nothing stays', () => {
  const names = ['A', 'B', 'C', 'D', 'E', 'F'];
  const step = fc.record({ to: fc.constantFrom(...names), parent: fc.nat({ max: 20 }), ends: fc.boolean() });
  const property = fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
    const graph = new ServiceGraph();
    for (const { to, parent, ends } of steps) {
      const within = graph.open[parent];
      try {
        const call = add(graph, [within?.provider.displayName ?? 'A', to], within);
        const ids = call.chain.map(({ addinId }) => addinId);
        expect([new Set(ids).size, ids.length <= 5]).toEqual([ids.length, true]);
        if (ends) graph.remove(call);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(BulkheadError);
      }
    }
    for (const call of graph.open) graph.remove(call);
    expect(graph.size).toBe(0);
  });
  fc.assert(property);
});
