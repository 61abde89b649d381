import { z } from 'zod';
import { CONTRACTS_PER_ADDIN, contractId, memberName } from '../contract-id.ts';
import { ADAPTER_HOPS, CONTRACT_BYTES, CONTRACT_FILES } from '../contracts/contract-limits.ts';
import { contractLine } from '../contracts/contract-names.ts';
import { CALL_ARGUMENTS, PERSON_DEADLINE, STATE_CHARACTERS } from '../limits.ts';
import { method, nothing, plain, streamMethod } from '../method.ts';
import { adapterStep, eventTopic } from './services.ts';

/** Milliseconds. Reading a large script and running it for the first time. */
const START_DEADLINE = 15_000;
/** Milliseconds. Handing the state over happens while a person waits. */
const STATE_DEADLINE = 2_000;

/** What the runtime reports of itself: bytes, the part of the time it was busy since the last report (0 to 1), open calls. */
export const pulse = z.strictObject({
  heapBytes: z.number(),
  externalBytes: z.number(),
  busy: z.number(),
  openCalls: z.int().min(0),
});

export const wallReport = z.strictObject({
  name: z.string().max(60),
  state: z.enum(['up', 'partial', 'unavailable']),
  detail: z.string().max(600),
});

export const hello = z.strictObject({
  sdkVersion: z.string().max(40),
  walls: z.array(wallReport).max(12),
  /** Holes that the self-test found; the host does not start an add-in behind them. */
  holes: z.array(z.string().max(300)).max(60),
  /** Milliseconds for each step of the start, for Diagnostics and the benchmark. */
  timings: z.record(z.string().max(40), z.number()),
});
export type Hello = z.output<typeof hello>;

export const savedState = z.strictObject({
  version: z.int().min(1),
  value: plain,
});
export type SavedState = z.output<typeof savedState>;

export const activation = z.strictObject({
  reason: z.enum(['start', 'upgrade', 'restart', 'rollback']),
  /** The version that ran before, when there was one. */
  previousVersion: z.string().max(80).nullable(),
});

/** A call of another add-in. Everything but the arguments is the host's word. */
export const serviceRequest = z.strictObject({
  /** Names this call where calls are made for it. */
  call: z.int().min(0),
  caller: z.strictObject({ addinId: z.string().max(128), displayName: z.string().max(128) }),
  contract: contractId,
  member: memberName,
  args: z.array(plain).max(CALL_ARGUMENTS),
  /** The version whose words the arguments and the answer are in. */
  line: contractLine,
  /** The steps from what it offers to that version, all of its own, the first one next to it. */
  adapters: z.array(adapterStep).max(ADAPTER_HOPS),
  /** The same for every call that follows from one. */
  trace: z.string().max(32),
  /** 1 for a call that follows from no other one. */
  depth: z.int().min(1),
});
export type ServiceRequest = z.output<typeof serviceRequest>;

export const serviceEvent = z.strictObject({
  contract: contractId,
  topic: eventTopic,
  value: plain,
  /** The version whose words these are. */
  line: contractLine,
  /** The steps from those to what it was made for, all of its own, the first one next to the wire. */
  adapters: z.array(adapterStep).max(ADAPTER_HOPS),
});
export type ServiceEvent = z.output<typeof serviceEvent>;

/** What the host asks of a domain, over the control port. */
export const domainMethods = {
  /** The first call: reports which walls stand. */
  'domain.hello': method(z.tuple([]), hello, {
    deadline: START_DEADLINE,
  }),
  /** Runs the add-in's script in the compartment. Nothing of the add-in runs before this. */
  'domain.load': method(
    z.tuple([
      z.strictObject({
        name: z.string(),
        version: z.string(),
        stateVersion: z.int(),
        source: z.string(),
        /** The texts of the contracts that its package describes. */
        contracts: z.array(z.string().max(CONTRACT_BYTES)).max(CONTRACT_FILES),
        /** The versions of contracts that it calls, as lines. */
        uses: z.array(contractLine).max(CONTRACTS_PER_ADDIN),
        /** Those that it offers. */
        offers: z.array(contractLine).max(CONTRACTS_PER_ADDIN),
      }),
    ]),
    nothing,
    { deadline: START_DEADLINE },
  ),
  /** Before a version takes over open frames: their first pictures come sooner after it. */
  'domain.rehearse': method(z.tuple([]), nothing, { deadline: START_DEADLINE }),
  'domain.activate': method(z.tuple([activation]), nothing, {
    deadline: START_DEADLINE,
  }),
  /** Null when the add-in keeps no state. */
  'domain.saveState': method(z.tuple([]), savedState.nullable(), {
    deadline: STATE_DEADLINE,
    idempotent: true,
  }),
  'domain.restoreState': method(z.tuple([savedState]), nothing, {
    deadline: STATE_DEADLINE,
  }),
  'domain.deactivate': method(z.tuple([z.strictObject({ reason: z.string().max(80) })]), nothing, { deadline: 5_000 }),
  /** Answers when no call of anybody is running here any more. */
  'domain.drain': method(z.tuple([]), nothing, { deadline: 30_000 }),
  'domain.ping': method(z.tuple([]), pulse, {
    deadline: 15_000,
    idempotent: true,
  }),
  /** A command may ask a person, as for a file to save to. */
  'command.run': method(z.tuple([z.string().max(64)]), nothing, {
    deadline: PERSON_DEADLINE,
  }),
  /** The deadline is the caller's own; the one here is the most there can be. */
  'service.call': method(z.tuple([serviceRequest]), plain, { deadline: PERSON_DEADLINE }),
  /** The next event comes when this one was taken. */
  'service.event': method(z.tuple([serviceEvent]), nothing),
  /** The same request, answered item by item. */
  'service.stream': streamMethod(z.tuple([serviceRequest]), plain),
} as const;

/** Characters of JSON a saved state may have; checked on both ends. */
export const MAXIMUM_STATE = STATE_CHARACTERS;
