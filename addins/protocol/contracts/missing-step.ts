import { ADAPTER_HOPS } from './contract-limits.ts';

/** The adapter that would have made it possible. */
export interface Missing {
  readonly from: string;
  readonly to: string;
}

interface Step {
  readonly from: string;
  readonly to: string;
}

/** Steps between lines of different contracts count as this many major versions. */
const OTHER_CONTRACT = 100_000;

/** The smallest single step that would join starts and goals within the allowed number of hops. */
export function missingStep(
  edges: readonly Step[],
  { starts, goals }: { readonly starts: readonly string[]; readonly goals: readonly string[] },
): Missing {
  const forward = distances(edges, starts);
  const backward = distances(
    edges.map(({ from, to }) => ({ from: to, to: from })),
    goals,
  );
  let best: { missing: Missing; weight: number } | undefined;
  for (const [from, hopsBefore] of forward) {
    for (const [to, hopsAfter] of backward) {
      if (hopsBefore + 1 + hopsAfter > ADAPTER_HOPS) continue;
      const weight = gap(from, to) * (ADAPTER_HOPS + 1) + hopsBefore + hopsAfter;
      if (!best || weight < best.weight) best = { missing: { from, to }, weight };
    }
  }
  return best?.missing ?? { from: starts[0] ?? '', to: goals[0] ?? '' };
}

/** Fewest steps from any of `starts` to each line that can be reached. */
function distances(edges: readonly Step[], starts: readonly string[]): Map<string, number> {
  const found = new Map(starts.map((start) => [start, 0]));
  for (let hops = 1; hops < ADAPTER_HOPS; hops++) {
    for (const { from, to } of edges) {
      if (found.get(from) === hops - 1 && !found.has(to)) found.set(to, hops);
    }
  }
  return found;
}

function gap(from: string, to: string): number {
  const [fromId, fromMajor] = split(from);
  const [toId, toMajor] = split(to);
  return fromId === toId ? Math.abs(fromMajor - toMajor) : OTHER_CONTRACT;
}

function split(line: string): [id: string, major: number] {
  const at = line.lastIndexOf('@');
  return [line.slice(0, at), Number(line.slice(at + 1))];
}
