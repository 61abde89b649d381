import type { WaitEdge } from '../../addins/protocol/flight/flight-data.ts';
import type { WaitEdge as OpenServiceCall } from '../remoting/service-graph.ts';

/** Calls between add-ins as Diagnostics draws them: one line for each pair, with the oldest call in words. */
export function serviceWaits(calls: readonly OpenServiceCall[]): WaitEdge[] {
  const edges = new Map<string, WaitEdge>();
  for (const { from, to, contract, member, age, callsBack } of calls) {
    const key = `${from.addinId}\n${to.addinId}`;
    const known = edges.get(key);
    const oldest = known && known.oldest >= age ? known : { oldest: age, method: `${contract}.${member}` };
    edges.set(key, {
      from: `addin:${from.addinId}`,
      to: `addin:${to.addinId}`,
      count: (known?.count ?? 0) + 1,
      oldest: oldest.oldest,
      method: oldest.method,
      ...(callsBack && (!known || known.callsBack) ? { callsBack } : {}),
    });
  }
  return [...edges.values()];
}
