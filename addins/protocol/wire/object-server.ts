import type { ContractTable } from '../contracts/contract-method-table.ts';
import type { References } from '../contracts/wire.ts';
import { BulkheadError, toBulkheadError } from '../errors.ts';
import type { CallContext } from '../method.ts';
import type { ReferenceTable } from '../references/reference-table.ts';
import type { RelayPort } from '../references/relay.ts';
import type { CallServer } from './call-server.ts';
import { isCallback, type Member, memberOf } from './object-members.ts';
import type { ObjectOptions } from './objects.ts';
import type { Prefixes } from './prefixes.ts';

/** One call of the peer to an object of ours. Every number and value is the peer's. */
export interface Invocation {
  readonly id: number;
  readonly handle: number;
  readonly number: number;
  readonly slots: readonly unknown[];
  readonly prefixes: Prefixes | undefined;
}

export interface ObjectServerParts {
  server: Pick<CallServer, 'serve' | 'refuse'>;
  table: Pick<ReferenceTable, 'target' | 'endedContract'>;
  contracts: ReadonlyMap<string, ContractTable>;
  objects: {
    references(received?: object[]): References;
    readonly unwanted: References;
    letGo(received: readonly object[]): void;
  };
  relay: RelayPort | undefined;
  during: ObjectOptions['during'];
}

/** What is called, and what came along. */
interface Opened {
  readonly object: object;
  readonly contract: string;
  readonly member: Member;
  readonly values: readonly unknown[];
  readonly received: readonly object[];
}

/** Calls of the peer to objects of ours, or to what stands here for somebody else's. */
export class ObjectServer {
  readonly #parts: ObjectServerParts;

  constructor(parts: ObjectServerParts) {
    this.#parts = parts;
  }

  /** Everything that the call names is checked before anything runs. */
  invoke(invocation: Invocation): void {
    const { server, objects, relay, during = atOnce } = this.#parts;
    const { id, handle, slots, prefixes } = invocation;
    const received: object[] = [];
    try {
      const opened = this.#open(invocation, received);
      const { member, contract, object } = opened;
      const standsFor = relay?.knows(object) ? relay : undefined;
      // Whoever passes it on knows of all who want it done, and who waits for whom.
      const order = member.ordered && !standsFor ? `#${handle}` : undefined;
      const call = { id, prefixes, args: slots, name: `${contract}.${member.name}`, order };
      const work = (running: CallContext) => during(() => this.#run(opened, running, standsFor), running);
      void server.serve(call, work).then(() => objects.letGo(received));
    } catch (thrown) {
      objects.letGo(received);
      this.#giveBackUnread(invocation);
      const error = toBulkheadError(thrown, 'E_CONTRACT');
      // What has ended meanwhile is nobody's fault; what cannot be meant is.
      server.refuse(id, error, error.code === 'E_CONTRACT');
    }
  }

  #open({ handle, number, slots }: Invocation, received: object[]): Opened {
    const { table, contracts, objects } = this.#parts;
    const { object, contract } = table.target(handle);
    const member = memberOf(contracts, contract, number);
    const values = member.parameters.decode(slots, { from: 0, to: slots.length }, objects.references(received));
    return { object, contract, member, values, received };
  }

  async #run(opened: Opened, context: CallContext, relay: RelayPort | undefined): Promise<unknown[]> {
    const { object, member, values } = opened;
    const answer = await (relay ? relay.call(object, passedOn(opened, context)) : member.run(object, values));
    // Nothing is lent in an answer that nobody waits for.
    if (context.signal.aborted) throw new BulkheadError('E_CANCELLED');
    const slots: unknown[] = [];
    member.result.encode([answer ?? null], slots, this.#parts.objects.references());
    return slots;
  }

  /** A call came for what has ended on its way: what it brings along is nobody's then. */
  #giveBackUnread({ handle, number, slots }: Invocation): void {
    const { table, contracts, objects } = this.#parts;
    const contract = table.endedContract(handle);
    if (contract === undefined) return;
    try {
      const { parameters } = memberOf(contracts, contract, number);
      parameters.decode(slots, { from: 0, to: slots.length }, objects.unwanted);
    } catch {
      // What cannot be read brings nothing that could be found.
    }
  }
}

function passedOn({ contract, member, values, received }: Opened, context: CallContext) {
  const { name, ordered } = member;
  return {
    place: contract,
    member: name,
    isCallback: isCallback(contract),
    ordered,
    values,
    brought: received,
    context,
  };
}

const atOnce = <Answer>(work: () => Promise<Answer>): Promise<Answer> => work();
