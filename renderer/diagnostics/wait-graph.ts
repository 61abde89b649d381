import type { WaitEdge, WaitParty } from '../../addins/protocol/flight/flight-data.ts';

export interface GraphNode {
  readonly party: WaitParty;
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

export interface GraphEdge extends WaitEdge {
  /** SVG path from one node's edge to the other's. */
  readonly path: string;
  readonly labelX: number;
  readonly labelY: number;
  /** Add-ins that wait for each other in a ring: none of them can go on. */
  readonly isCycle: boolean;
}

export interface WaitGraph {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export const NODE_WIDTH = 128;
export const NODE_HEIGHT = 34;
const WIDTH = 640;
const ROW = 66;
const COLUMNS = { window: NODE_WIDTH / 2 + 4, addin: WIDTH / 2, host: WIDTH - NODE_WIDTH / 2 - 4 };
/** How far an edge bends away from the straight line, so that two that go both ways are told apart. */
const BEND = 13;
/** How far an edge between two add-ins, which stand below each other, bulges. */
const BULGE = 46;

/** Places everybody: the window on the left, the host on the right, add-ins between them. Same input, same picture. */
export function layOut(edges: readonly WaitEdge[], addins: readonly { id: string; name: string }[]): WaitGraph {
  const height = Math.max(2, addins.length) * ROW;
  const middle = height / 2;
  const nodes: GraphNode[] = [
    { party: 'window', name: 'Window', x: COLUMNS.window, y: middle },
    { party: 'host', name: 'Bulkhead', x: COLUMNS.host, y: middle },
    ...addins.map(({ id, name }, index) => ({
      ...{ party: `addin:${id}` as const, name, x: COLUMNS.addin },
      y: middle + (index - (addins.length - 1) / 2) * ROW,
    })),
  ];
  const places = new Map(nodes.map((node) => [node.party, node]));
  const inCycle = cyclesOf(edges);
  const drawn = edges.flatMap((edge): GraphEdge[] => {
    const [from, to] = [places.get(edge.from), places.get(edge.to)];
    return from && to ? [{ ...edge, ...line(from, to), isCycle: inCycle(edge) }] : [];
  });
  return { width: WIDTH, height, nodes, edges: drawn };
}

function line(from: GraphNode, to: GraphNode): Pick<GraphEdge, 'path' | 'labelX' | 'labelY'> {
  return from.x === to.x ? bulge(from, to) : bow(from, to);
}

/** From side to side, bent to its own right hand. */
function bow(from: GraphNode, to: GraphNode): Pick<GraphEdge, 'path' | 'labelX' | 'labelY'> {
  const side = Math.sign(to.x - from.x);
  const [startX, endX] = [from.x + (side * NODE_WIDTH) / 2, to.x - (side * NODE_WIDTH) / 2];
  const [startY, endY] = [from.y + side * 5, to.y + side * 5];
  const bend = side * BEND;
  const [middleX, middleY] = [(startX + endX) / 2, (startY + endY) / 2 + bend];
  return {
    path: `M ${startX} ${startY} Q ${middleX} ${middleY} ${endX} ${endY}`,
    labelX: middleX,
    labelY: middleY - bend / 2,
  };
}

function bulge(from: GraphNode, to: GraphNode): Pick<GraphEdge, 'path' | 'labelX' | 'labelY'> {
  // What goes down runs on the right, what goes up on the left: a pair does not lie on itself.
  const side = to.y >= from.y ? 1 : -1;
  const edgeX = from.x + (side * NODE_WIDTH) / 2;
  const farX = edgeX + side * BULGE;
  return {
    path: `M ${edgeX} ${from.y} C ${farX} ${from.y} ${farX} ${to.y} ${edgeX} ${to.y}`,
    labelX: edgeX + side * BULGE * 0.75,
    labelY: (from.y + to.y) / 2,
  };
}

/**
 * Which edges close a ring of add-ins. The window and the host are left out: they answer while they wait themselves,
 * so that a ring through them ends by itself. So does one through an add-in that is called back.
 */
function cyclesOf(edges: readonly WaitEdge[]): (edge: WaitEdge) => boolean {
  const targets = new Map<WaitParty, WaitParty[]>();
  for (const { from, to, callsBack } of edges) {
    if (!isAddin(from) || !isAddin(to) || callsBack) continue;
    targets.set(from, [...(targets.get(from) ?? []), to]);
  }
  return ({ from, to, callsBack }) => isAddin(from) && isAddin(to) && !callsBack && reaches(targets, to, from);
}

function reaches(targets: ReadonlyMap<WaitParty, readonly WaitParty[]>, from: WaitParty, wanted: WaitParty): boolean {
  const seen = new Set<WaitParty>();
  const waiting = [from];
  for (let party = waiting.pop(); party !== undefined; party = waiting.pop()) {
    if (party === wanted) return true;
    if (seen.has(party)) continue;
    seen.add(party);
    waiting.push(...(targets.get(party) ?? []));
  }
  return false;
}

function isAddin(party: WaitParty): boolean {
  return party.startsWith('addin:');
}
