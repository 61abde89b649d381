import { type ReactNode, useId } from 'react';
import type { WaitParty } from '../../addins/protocol/flight/flight-data.ts';
import { formatDuration, plural } from '../design/format.ts';
import { type GraphEdge, type GraphNode, layOut, NODE_HEIGHT, NODE_WIDTH, type WaitGraph } from './wait-graph.ts';
import './wait-graph.css';

export interface WaitGraphCardProps {
  edges: Parameters<typeof layOut>[0];
  /** Those that run, and those that wait. */
  addins: readonly { id: string; name: string }[];
}

/** Milliseconds after which somebody who waits is worth a look. */
const LONG = 5_000;
/** Characters of a name that fit into a node. */
const NAME_LENGTH = 16;

/** Units of the picture: what stands on an edge, and about how wide one letter of it is. */
const LABEL_HEIGHT = 18;
const LETTER = 6;

/** Who waits for whom, as a picture and in words. */
export function WaitGraphCard({ edges, addins }: WaitGraphCardProps): ReactNode {
  const graph = layOut(edges, addins);
  const nameOf = (party: WaitParty): string => graph.nodes.find((node) => node.party === party)?.name ?? party;
  return (
    <section className="card" aria-label="Who waits for whom">
      <header className="card-head">
        <h2>Who waits for whom</h2>
      </header>
      <Picture graph={graph} />
      <ul className="wait-words" aria-label="Who waits for whom, in words">
        {graph.edges.length === 0 ? <li className="soft">Nobody waits for an answer at the moment.</li> : null}
        {graph.edges.map((edge) => (
          <li key={`${edge.from} ${edge.to}`} data-tone={toneOf(edge)}>
            {nameOf(edge.from)} waits for {nameOf(edge.to)}: {plural(edge.count, 'call')}, the oldest for{' '}
            {formatDuration(edge.oldest)} ({edge.method}).
            {edge.isCycle ? ' They wait for each other in a ring: restart one of them.' : ''}
          </li>
        ))}
      </ul>
    </section>
  );
}

function toneOf({ isCycle, oldest }: GraphEdge): 'danger' | 'caution' | 'plain' {
  if (isCycle) return 'danger';
  return oldest >= LONG ? 'caution' : 'plain';
}

/** For the eyes only: the list below says the same. */
function Picture({ graph }: { graph: WaitGraph }): ReactNode {
  const { width, height, nodes, edges } = graph;
  const arrow = useId();
  return (
    <svg className="wait-graph" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <defs>
        <marker id={arrow} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M 0 0 L 8 4 L 0 8 z" fill="context-stroke" />
        </marker>
      </defs>
      {edges.map((edge) => (
        <Edge key={`${edge.from} ${edge.to}`} edge={edge} arrow={arrow} />
      ))}
      {nodes.map((node) => (
        <Node key={node.party} node={node} />
      ))}
    </svg>
  );
}

function Edge({ edge, arrow }: { edge: GraphEdge; arrow: string }): ReactNode {
  const { path, labelX, labelY, count, oldest } = edge;
  const words = `${count} · ${formatDuration(oldest)}`;
  const width = words.length * LETTER + LABEL_HEIGHT;
  return (
    <g data-tone={toneOf(edge)}>
      <path className="wait-edge" d={path} markerEnd={`url(#${arrow})`} />
      <rect
        className="wait-plate"
        x={labelX - width / 2}
        y={labelY - LABEL_HEIGHT / 2}
        width={width}
        height={LABEL_HEIGHT}
        rx={LABEL_HEIGHT / 2}
      />
      <text className="wait-label" x={labelX} y={labelY + 4}>
        {words}
      </text>
    </g>
  );
}

function Node({ node: { name, party, x, y } }: { node: GraphNode }): ReactNode {
  const shown = name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH - 1)}…` : name;
  return (
    <g data-kind={party.startsWith('addin:') ? 'addin' : 'own'}>
      <rect
        className="wait-node"
        x={x - NODE_WIDTH / 2}
        y={y - NODE_HEIGHT / 2}
        width={NODE_WIDTH}
        height={NODE_HEIGHT}
        rx={8}
      />
      <text className="wait-name" x={x} y={y + 4}>
        {shown}
      </text>
    </g>
  );
}
