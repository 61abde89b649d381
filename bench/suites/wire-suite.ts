import { ratioFigure } from '../figure.ts';
import { runWireTask } from '../launch/run-wire-task.ts';
import type { Suite } from './suite.ts';

/** What needs no application: our session and others between two threads, each on a port of its own. */
const PEERS = ['call.peer.comlink.ratio', 'call.peer.capnweb.ratio', 'call.peer.birpc.ratio'] as const;
const COSTS = ['recorder.cost.ratio', 'recorder.cost.awaited.ratio'] as const;
const HIGHER = { better: 'higher' } as const;

export const peerSuite: Suite = {
  figures: PEERS,
  rounds: 12,
  run: async (rounds) => {
    const pairs = await runWireTask('peers', rounds);
    return PEERS.map((name) => ratioFigure(name, pairs[name]));
  },
};

/** Records, bytes and streams. */
export const payloadSuite: Suite = {
  figures: ['bags.ratio', 'bulk.1mb.ratio', 'stream.ratio'],
  rounds: 12,
  run: async (rounds) => [
    ratioFigure('bags.ratio', (await runWireTask('bags', rounds))['bags.ratio']),
    ratioFigure('bulk.1mb.ratio', (await runWireTask('megabytes', rounds))['bulk.1mb.ratio']),
    ratioFigure('stream.ratio', (await runWireTask('streams', rounds))['stream.ratio'], HIGHER),
  ],
};

export const recorderSuite: Suite = {
  figures: COSTS,
  rounds: 20,
  run: async (rounds) => {
    const pairs = await runWireTask('recorder', rounds);
    return COSTS.map((name) => ratioFigure(name, pairs[name], HIGHER));
  },
};
