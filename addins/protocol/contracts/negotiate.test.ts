import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ADAPTER_HOPS } from './contract-limits.ts';
import { type AdapterEdge, type Agreement, agree, type NegotiationInput, negotiate } from './negotiate.ts';

const v = (text: string) => {
  const [major = 0, minor = 0] = text.split('.').map(Number);
  return { major, minor };
};
const edge = (from: number, to: number, more: Partial<AdapterEdge> = {}): AdapterEdge => ({
  from: `acme.calc@${from}`,
  to: `acme.calc@${to}`,
  lossy: false,
  side: 'host',
  ...more,
});
const ask = (addin: string, host: string[], edges: AdapterEdge[] = []): NegotiationInput<AdapterEdge> => ({
  contract: 'acme.calc',
  provider: 'addin',
  host: host.map(v),
  addin: v(addin),
  edges,
});
const pathOf = (answer: ReturnType<typeof negotiate>): string =>
  answer.kind === 'agreed' ? answer.path.map(({ from, to }) => `${from.at(-1)}${to.at(-1)}`).join(' ') : 'blocked';

test('the same major version needs no adapter when the host is as new', () => {
  expect(negotiate(ask('1.2', ['1.0', '1.3', '2.0'], [edge(1, 2)]))).toEqual({
    kind: 'agreed',
    path: [],
    lossy: false,
    hostContract: 'acme.calc@1.3',
    addInContract: 'acme.calc@1.2',
  });
});

test('a host of an older minor version is not enough, unless an adapter leads to another major one', () => {
  expect(negotiate(ask('1.2', ['1.1', '1.0'], [edge(1, 2)]))).toMatchObject({
    kind: 'blocked',
    missing: { from: 'acme.calc@1.2', to: 'acme.calc@1.1' },
    text: expect.stringContaining('older 1.1, 1.0'),
  });
  expect(negotiate(ask('1.2', ['1.0', '2.0', '2.4'], [edge(1, 2)]))).toMatchObject({ hostContract: 'acme.calc@2.4' });
});

test('a direct adapter wins over a chain, also when it loses something', () => {
  const edges = [edge(1, 2), edge(2, 3), edge(1, 3, { lossy: true })];
  expect(negotiate(ask('1.0', ['3.0'], edges))).toMatchObject({ path: [edges[2]], lossy: true });
});

test.each<[string, AdapterEdge[], string]>([
  [
    'a longer chain without loss',
    [edge(1, 2, { lossy: true }), edge(2, 4), edge(1, 3), edge(3, 5), edge(5, 4)],
    '13 35 54',
  ],
  ['fewer steps', [edge(1, 2), edge(2, 3), edge(3, 4), edge(1, 5), edge(5, 4)], '15 54'],
  ['what the host brings along', [edge(1, 2, { side: 'addin' }), edge(2, 4), edge(1, 3), edge(3, 4)], '13 34'],
  ['the same in any order', [edge(1, 3), edge(3, 4), edge(1, 2), edge(2, 4)], '12 24'],
])('among chains wins %s', (_name, edges, path) => {
  expect(pathOf(negotiate(ask('1.0', ['4.0'], edges)))).toBe(path);
  expect(pathOf(negotiate(ask('1.0', ['4.0'], edges.toReversed())))).toBe(path);
});

test('four steps are the most', () => {
  const chain = [edge(1, 2), edge(2, 3), edge(3, 4), edge(4, 5), edge(5, 6)];
  expect(pathOf(negotiate(ask('1.0', ['5.0'], chain)))).toBe('12 23 34 45');
  expect(negotiate(ask('1.0', ['6.0'], chain))).toMatchObject({ kind: 'blocked' });
});

test('what an add-in consumes is provided by the host, so paths lead the other way', () => {
  const input = { ...ask('1.0', ['2.3'], [edge(1, 2), edge(2, 1)]), provider: 'host' as const };
  expect(negotiate(input)).toMatchObject({
    path: [edge(2, 1)],
    hostContract: 'acme.calc@2.3',
    addInContract: 'acme.calc@1.0',
  });
});

test.each<[string, NegotiationInput<AdapterEdge>, string]>([
  ['nothing at all', ask('1.0', ['3.0']), 'acme.calc@1>acme.calc@3'],
  ['the second half', ask('1.0', ['3.0'], [edge(1, 2)]), 'acme.calc@2>acme.calc@3'],
  ['the first half', ask('1.0', ['3.0'], [edge(2, 3)]), 'acme.calc@1>acme.calc@2'],
  ['the middle', ask('1.0', ['4.0'], [edge(1, 2), edge(3, 4)]), 'acme.calc@2>acme.calc@3'],
  ['the contract', ask('1.0', []), 'acme.calc@1.0>acme.calc@none'],
])('when %s is missing it is named', (_name, input, missing) => {
  const answer = negotiate(input);
  expect(answer.kind === 'blocked' && `${answer.missing.from}>${answer.missing.to}`).toBe(missing);
});

test('who cannot go on without is told which adapter is missing', () => {
  expect(agree(ask('1.0', ['1.0'])).path).toEqual([]);
  expect(() => agree(ask('1.0', ['2.0']))).toThrow(
    expect.objectContaining({ code: 'E_NO_ADAPTER', detail: { from: 'acme.calc@1', to: 'acme.calc@2' } }),
  );
});

const LINES = 7;
const anyEdge = fc
  .record({ from: fc.integer({ min: 1, max: LINES }), to: fc.integer({ min: 1, max: LINES }), lossy: fc.boolean() })
  .filter(({ from, to }) => from !== to)
  .map(({ from, to, lossy }) => edge(from, to, { lossy }));
const anyInput = fc
  .record({
    addin: fc.integer({ min: 1, max: LINES }),
    host: fc.uniqueArray(fc.integer({ min: 1, max: LINES }), { minLength: 1, maxLength: 3 }),
    edges: fc.array(anyEdge, { maxLength: 16 }),
  })
  .map(({ addin, host, edges }) =>
    ask(
      `${addin}.0`,
      host.map((major) => `${major}.0`),
      edges,
    ),
  );

/** Every path without a ring, the slow way. */
function allPaths(edges: readonly AdapterEdge[], from: string, goals: readonly string[]): AdapterEdge[][] {
  const paths: AdapterEdge[][] = [];
  const walk = (at: string, path: AdapterEdge[]): void => {
    if (path.length > 0 && goals.includes(at)) paths.push(path);
    if (path.length === ADAPTER_HOPS) return;
    for (const next of edges.filter((each) => each.from === at)) {
      if (next.to !== from && !path.some(({ to }) => to === next.to)) walk(next.to, [...path, next]);
    }
  };
  walk(from, []);
  return paths;
}

const weightOf = (path: readonly AdapterEdge[]): number =>
  (path.length > 1 ? 1_000 : 0) + path.reduce((sum, { lossy }) => sum + (lossy ? 10 : 1), 0);

test('the best path of all is found, or none is there', () => {
  fc.assert(
    fc.property(anyInput, (input) => {
      const start = `acme.calc@${input.addin.major}`;
      const goals = input.host.map(({ major }) => `acme.calc@${major}`);
      const answer = negotiate(input);
      if (goals.includes(start)) {
        expect((answer as Agreement<AdapterEdge>).path).toEqual([]);
        return;
      }
      const best = Math.min(...allPaths(input.edges, start, goals).map(weightOf));
      expect(answer.kind === 'agreed' ? weightOf(answer.path) : Infinity).toBe(best);
    }),
    { numRuns: 1_000 },
  );
});

test('with an adapter for the step that is named as missing it would have worked', () => {
  fc.assert(
    fc.property(anyInput, (input) => {
      const answer = negotiate(input);
      if (answer.kind === 'agreed') return;
      const added = { ...answer.missing, lossy: false, side: 'host' as const };
      expect(negotiate({ ...input, edges: [...input.edges, added] }).kind).toBe('agreed');
    }),
  );
});
