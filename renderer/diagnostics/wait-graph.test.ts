import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { WaitEdge, WaitParty } from '../../addins/protocol/flight/flight-data.ts';
import { waitEdges } from '../../addins/protocol/flight/wait-edges.ts';
import { layOut } from './wait-graph.ts';

const ADDINS = ['a', 'b', 'c'].map((id) => ({ id, name: id.toUpperCase() }));

function edge(from: WaitParty, to: WaitParty): WaitEdge {
  return { from, to, count: 1, oldest: 5, method: 'm' };
}

const cyclesIn = (edges: readonly WaitEdge[]) =>
  layOut(edges, ADDINS)
    .edges.filter(({ isCycle }) => isCycle)
    .map(({ from, to }) => `${from}>${to}`);

test('a ring of add-ins is found, what hangs on it is not', () => {
  const edges = [edge('addin:a', 'addin:b'), edge('addin:b', 'addin:c'), edge('addin:c', 'addin:b')];
  expect(cyclesIn(edges)).toEqual(['addin:b>addin:c', 'addin:c>addin:b']);
});

test('an add-in that waits for itself is a ring', () => {
  expect(cyclesIn([edge('addin:a', 'addin:a')])).toEqual(['addin:a>addin:a']);
});

test('a ring through the host ends by itself', () => {
  expect(cyclesIn([edge('host', 'addin:a'), edge('addin:a', 'host'), edge('window', 'addin:a')])).toEqual([]);
});

test('an add-in that is called back while it waits is in no ring', () => {
  const back: WaitEdge = { ...edge('addin:b', 'addin:a'), callsBack: true };
  expect(cyclesIn([edge('addin:a', 'addin:b'), back])).toEqual([]);
});

test('everybody has a place of their own, and edges to strangers are left out', () => {
  const graph = layOut([edge('addin:gone', 'host'), edge('window', 'addin:c')], ADDINS);
  expect(graph.edges.map(({ from }) => from)).toEqual(['window']);
  expect(new Set(graph.nodes.map(({ x, y }) => `${x} ${y}`)).size).toBe(5);
});

test('both ways between two have pictures that do not lie on each other', () => {
  const { edges } = layOut(
    [edge('host', 'addin:a'), edge('addin:a', 'host'), edge('addin:a', 'addin:b'), edge('addin:b', 'addin:a')],
    ADDINS,
  );
  expect(new Set(edges.map(({ path }) => path)).size).toBe(4);
  expect(new Set(edges.map(({ labelX, labelY }) => `${labelX} ${labelY}`)).size).toBe(4);
});

test('whoever waits, every picture stays inside its frame', () => {
  const party = fc.constantFrom<WaitParty>('window', 'host', 'addin:a', 'addin:b', 'addin:c');
  fc.assert(
    fc.property(fc.array(fc.tuple(party, party)), (pairs) => {
      const { nodes, width, height } = layOut(
        pairs.map(([from, to]) => edge(from, to)),
        ADDINS,
      );
      expect(nodes.every(({ x, y }) => x > 0 && x < width && y > 0 && y < height)).toBe(true);
    }),
  );
});

test('open calls become one edge each way, named after the oldest', () => {
  const call = { asked: 1, generation: 1, id: 1 };
  const open = [
    { ...call, direction: 'in' as const, method: 'net.fetch', age: 5 },
    { ...call, direction: 'in' as const, method: 'files.open', age: 70 },
    { ...call, direction: 'out' as const, method: 'command.run', age: 9 },
  ];
  expect(waitEdges(open, { self: 'host', peer: 'addin:a' })).toEqual([
    { from: 'host', to: 'addin:a', count: 1, oldest: 9, method: 'command.run' },
    { from: 'addin:a', to: 'host', count: 2, oldest: 70, method: 'files.open' },
  ]);
});
