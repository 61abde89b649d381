import type { Provider } from '../protocol/contracts/provider.ts';

/** What every generated client has besides its members. */
export interface ContractClient {
  /** Does the provider have this member? An older one may not. */
  supports(member: string): boolean;
}

export interface ClientMembers {
  readonly calls: readonly string[];
  /** Read item by item. */
  readonly streams?: readonly string[];
  /** Name of the event -> name of the method that listens to it. */
  readonly events: Readonly<Record<string, string>>;
}

/** An object with one function for each member. The names are the contract's, where `then` and the like are refused. */
export function createClient(provider: Provider, { calls, streams = [], events }: ClientMembers): ContractClient {
  const client: Record<string, unknown> = Object.create(null);
  client['supports'] = (member: string) => provider.supports(member);
  for (const name of calls) client[name] = (...values: unknown[]) => provider.call(name, values);
  for (const name of streams) client[name] = (...values: unknown[]) => provider.stream(name, values);
  for (const [event, method] of Object.entries(events)) {
    client[method] = (listener: (...values: unknown[]) => void) =>
      provider.listen(event, (values) => listener(...values));
  }
  return Object.freeze(client) as unknown as ContractClient;
}
