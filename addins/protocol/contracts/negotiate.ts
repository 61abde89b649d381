import { BulkheadError } from '../errors.ts';
import { ADAPTER_HOPS } from './contract-limits.ts';
import { type ContractVersion, compareVersions, lineOf, versionToText } from './contract-version.ts';
import { type Missing, missingStep } from './missing-step.ts';

/** One adapter as a step: whoever has a provider of `from` gets one of `to`. Both are lines, such as `acme.calc@1`. */
export interface AdapterEdge {
  readonly from: string;
  readonly to: string;
  /** Something of a value or a call is lost on the way. */
  readonly lossy: boolean;
  /** In whose process it runs. */
  readonly side: 'host' | 'addin';
}

export interface NegotiationInput<Edge extends AdapterEdge> {
  readonly contract: string;
  /** Who is called: `addin` for what an add-in provides, `host` for what it consumes. */
  readonly provider: 'host' | 'addin';
  /** Everything the host knows of this contract. */
  readonly host: readonly ContractVersion[];
  /** What the add-in was built with. */
  readonly addin: ContractVersion;
  readonly edges: readonly Edge[];
}

export interface Agreement<Edge extends AdapterEdge> {
  readonly kind: 'agreed';
  /** From the provider to the consumer; empty when they speak the same version. */
  readonly path: readonly Edge[];
  readonly lossy: boolean;
  readonly hostContract: string;
  readonly addInContract: string;
}

/** Nothing leads from one to the other. With an adapter for the missing step something would. */
export interface Blocked {
  readonly kind: 'blocked';
  readonly missing: Missing;
  /** A sentence for people. */
  readonly text: string;
}

/** Loses nothing: one step. Lossy: as many as make any other chain better. */
const COST = 1;
const LOSSY_COST = 10;

/** How host and add-in will talk, fixed for one generation. Pure: the same input gives the same answer. */
export function negotiate<Edge extends AdapterEdge>(input: NegotiationInput<Edge>): Agreement<Edge> | Blocked {
  const { contract, host, addin, edges } = input;
  const addInContract = `${contract}@${versionToText(addin)}`;
  const same = newest(host.filter(({ major, minor }) => major === addin.major && minor >= addin.minor));
  const agreed = (version: ContractVersion, path: readonly Edge[]): Agreement<Edge> => ({
    kind: 'agreed',
    path,
    lossy: path.some(({ lossy }) => lossy),
    hostContract: `${contract}@${versionToText(version)}`,
    addInContract,
  });
  if (same) return agreed(same, []);
  const ends = endsOf(input);
  const path = bestPath(edges, ends);
  const version = path
    ? newest(host.filter(({ major }) => touches(path, `${contract}@${major}`, input.provider)))
    : undefined;
  return path && version ? agreed(version, path) : blocked(input, ends);
}

/** The same for those who cannot go on without: throws E_NO_ADAPTER, which names the missing step. */
export function agree<Edge extends AdapterEdge>(input: NegotiationInput<Edge>): Agreement<Edge> {
  const answer = negotiate(input);
  if (answer.kind === 'agreed') return answer;
  throw new BulkheadError('E_NO_ADAPTER', { message: answer.text, detail: { ...answer.missing } });
}

interface Ends {
  readonly starts: readonly string[];
  readonly goals: readonly string[];
}

/** Paths lead from the provider to the consumer. A host of the same major but an older minor is no end of any path. */
function endsOf({ contract, provider, host, addin }: NegotiationInput<AdapterEdge>): Ends {
  const own = [lineOf(contract, addin)];
  const others = [
    ...new Set(host.filter(({ major }) => major !== addin.major).map((version) => lineOf(contract, version))),
  ];
  return provider === 'addin' ? { starts: own, goals: others } : { starts: others, goals: own };
}

/** Does the host's end of the path stand on this line? */
function touches(path: readonly AdapterEdge[], line: string, provider: 'host' | 'addin'): boolean {
  return (provider === 'addin' ? path.at(-1)?.to : path[0]?.from) === line;
}

function newest(versions: readonly ContractVersion[]): ContractVersion | undefined {
  return versions.toSorted(compareVersions).at(-1);
}

/** A direct adapter wins over every chain; then the lowest cost, the fewest steps, the host's own, the names. */
function bestPath<Edge extends AdapterEdge>(edges: readonly Edge[], { starts, goals }: Ends): Edge[] | undefined {
  const paths = starts.flatMap((start) => pathsFrom(edges, start, goals));
  return paths.toSorted((left, right) => comparePaths(left, right))[0];
}

/** The best path from `start` to each goal, by Bellman-Ford with as many rounds as steps are allowed. */
function pathsFrom<Edge extends AdapterEdge>(
  edges: readonly Edge[],
  start: string,
  goals: readonly string[],
): Edge[][] {
  const found: Edge[][] = [];
  let reached = new Map<string, Edge[]>([[start, []]]);
  for (let step = 0; step < ADAPTER_HOPS; step++) {
    const next = new Map<string, Edge[]>();
    for (const edge of edges) {
      const before = reached.get(edge.from);
      if (!before || edge.to === start || before.some(({ from }) => from === edge.to)) continue;
      const path = [...before, edge];
      const known = next.get(edge.to);
      if (!known || comparePaths(path, known) < 0) next.set(edge.to, path);
    }
    for (const goal of goals) {
      const path = next.get(goal);
      if (path) found.push(path);
    }
    reached = next;
  }
  return found;
}

function comparePaths(left: readonly AdapterEdge[], right: readonly AdapterEdge[]): number {
  return (
    Number(left.length > 1) - Number(right.length > 1) ||
    costOf(left) - costOf(right) ||
    left.length - right.length ||
    guestSteps(left) - guestSteps(right) ||
    compareText(nameOf(left), nameOf(right))
  );
}

function costOf(path: readonly AdapterEdge[]): number {
  return path.reduce((sum, { lossy }) => sum + (lossy ? LOSSY_COST : COST), 0);
}

function guestSteps(path: readonly AdapterEdge[]): number {
  return path.filter(({ side }) => side === 'addin').length;
}

function nameOf(path: readonly AdapterEdge[]): string {
  return path.map(({ from, to }) => `${from}>${to}`).join(' ');
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function blocked({ contract, provider, host, addin, edges }: NegotiationInput<AdapterEdge>, ends: Ends): Blocked {
  const offered = host.map((version) => versionToText(version)).join(', ');
  const needed = `${contract} ${versionToText(addin)}`;
  if (ends.starts.length > 0 && ends.goals.length > 0) {
    const missing = missingStep(edges, ends);
    const text = `The add-in was made for ${needed}, Bulkhead has ${offered}, and there is no adapter from ${missing.from} to ${missing.to}.`;
    return { kind: 'blocked', missing, text };
  }
  const latest = newest(host);
  const [own, other] = [
    `${contract}@${versionToText(addin)}`,
    `${contract}@${latest ? versionToText(latest) : 'none'}`,
  ];
  const missing = provider === 'addin' ? { from: own, to: other } : { from: other, to: own };
  const text = offered
    ? `The add-in was made for ${needed}, and Bulkhead has the older ${offered}.`
    : `The add-in was made for ${needed}, which Bulkhead does not have.`;
  return { kind: 'blocked', missing, text };
}
