import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Clock } from '../../../protocol/clock.ts';
import {
  type ContractTable,
  compileContract,
  type MemberSpec,
} from '../../../protocol/contracts/contract-method-table.ts';
import { parseContract } from '../../../protocol/contracts/contract-schema.ts';
import { lazyItems } from '../../../protocol/contracts/items.ts';
import type { EventListener, Provider } from '../../../protocol/contracts/provider.ts';
import { NO_REFERENCES } from '../../../protocol/contracts/wire.ts';
import { BulkheadError } from '../../../protocol/errors.ts';
import { method, nothing, plain } from '../../../protocol/method.ts';
import type { Plain } from '../../../protocol/plain-data.ts';
import { Session } from '../../../protocol/session.ts';
import { createMemoryPair } from '../../../protocol/transport.ts';

const clock: Clock = { now: () => performance.now(), after: () => () => undefined, soon: queueMicrotask };

/** Member by number, values flat: what a session that knows contracts would put into its frame. */
const calls = { call: method(z.tuple([z.int(), plain]), plain) };
const events = { tell: method(z.tuple([z.int(), plain]), nothing) };

export function readTable(major: number): ContractTable {
  const file = new URL(`../v${major}/contracts/acme.calc.contract.json`, import.meta.url);
  return compileContract(parseContract(readFileSync(file, 'utf8')));
}

/** Puts a wire between a provider and its consumer: everything is encoded, cloned and decoded by the contract. */
export function linked(provider: Provider, table: ContractTable): Provider {
  const listeners = new Map<number, Set<EventListener>>();
  const [near, far] = createMemoryPair(queueMicrotask, structuredClone);
  const consumer = new Session({
    transport: near,
    clock,
    remote: calls,
    local: events,
    handlers: {
      tell: ([number, slots]) => {
        const values = decoded(specOf(table, number), 'parameters', slots);
        for (const listener of listeners.get(number) ?? []) listener(values);
        return null;
      },
    },
    epoch: 1,
  });
  const server = new Session({
    transport: far,
    clock,
    remote: events,
    local: calls,
    handlers: { call: ([number, slots]) => serve(provider, specOf(table, number), slots) },
    epoch: 1,
  });
  for (const spec of table.members.values()) {
    if (spec.kind !== 'event') continue;
    void provider.listen(spec.name, (values) =>
      server.notify('tell', [spec.number, encoded(spec, 'parameters', values) as Plain]),
    );
  }
  return {
    async call(member, values) {
      const spec = specOf(table, table.numbers.get(member));
      const answer = await consumer.call('call', [spec.number, encoded(spec, 'parameters', values) as Plain]);
      return decoded(spec, 'result', answer)[0];
    },
    stream: (member) => lazyItems({ member, open: () => Promise.reject(new BulkheadError('E_NO_MEMBER')) }),
    supports: (member) => table.numbers.has(member) && provider.supports(member),
    async listen(event, listener) {
      const number = specOf(table, table.numbers.get(event)).number;
      listeners.set(number, (listeners.get(number) ?? new Set()).add(listener));
      return () => void listeners.get(number)?.delete(listener);
    },
  };
}

async function serve(provider: Provider, spec: MemberSpec, slots: Plain): Promise<Plain> {
  const answer = await provider.call(spec.name, decoded(spec, 'parameters', slots));
  return encoded(spec, 'result', [answer]) as Plain;
}

function specOf(table: ContractTable, number: number | undefined): MemberSpec {
  const spec = number === undefined ? undefined : table.members.get(number);
  if (!spec) throw new BulkheadError('E_NO_MEMBER');
  return spec;
}

function encoded(spec: MemberSpec, part: 'parameters' | 'result', values: readonly unknown[]): unknown[] {
  const slots: unknown[] = [];
  spec[part].encode(values, slots, NO_REFERENCES);
  return slots;
}

function decoded(spec: MemberSpec, part: 'parameters' | 'result', slots: Plain): unknown[] {
  if (!Array.isArray(slots)) throw new BulkheadError('E_CONTRACT');
  return spec[part].decode(slots, { from: 0, to: slots.length }, NO_REFERENCES);
}
