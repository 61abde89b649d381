import type { OpenCall, WaitEdge, WaitParty } from './flight-data.ts';

/** Who waits for whom, out of the open calls between the side that recorded them and its peer. */
export function waitEdges(open: readonly OpenCall[], parties: { self: WaitParty; peer: WaitParty }): WaitEdge[] {
  const { self, peer } = parties;
  return [
    ...edge(open, { direction: 'out', from: self, to: peer }),
    ...edge(open, { direction: 'in', from: peer, to: self }),
  ];
}

function edge(
  open: readonly OpenCall[],
  { direction, from, to }: { direction: OpenCall['direction']; from: WaitParty; to: WaitParty },
): WaitEdge[] {
  const calls = open.filter((call) => call.direction === direction);
  const [first, ...others] = calls;
  if (!first) return [];
  const oldest = others.reduce((one, other) => (other.age > one.age ? other : one), first);
  return [{ from, to, count: calls.length, oldest: oldest.age, method: oldest.method }];
}
