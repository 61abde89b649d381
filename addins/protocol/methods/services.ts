import { z } from 'zod';
import { CONTRACTS_PER_ADDIN, contractId, memberName } from '../contract-id.ts';
import { ADAPTER_HOPS } from '../contracts/contract-limits.ts';
import { contractLine } from '../contracts/contract-names.ts';
import { CALL_ARGUMENTS, PERSON_DEADLINE } from '../limits.ts';
import { method, nothing, plain, streamMethod } from '../method.ts';

/** What an event is about; the newest value of a topic is the one that counts. */
export const eventTopic = z.string().min(1).max(64);

const callOptions = z.strictObject({
  /** Milliseconds until the caller gives up, from the moment the call is allowed. */
  deadline: z.int().min(1).max(PERSON_DEADLINE).optional(),
  /** True: the host may make it once more when the provider ends before it answers. */
  idempotent: z.boolean().default(false),
  /** The number of the call that this one is made for, as `service.call` named it. */
  within: z.int().min(0).optional(),
  /** The version whose words are sent, where it is not that of `consumes`: adapters of the caller stand between the two. */
  speaks: contractLine.optional(),
});

const streamOptions = z.strictObject({
  /** Milliseconds until the next item at the latest, while there is room for it. */
  deadline: callOptions.shape.deadline,
  within: callOptions.shape.within,
  speaks: callOptions.shape.speaks,
});

const emitOptions = z.strictObject({
  /** The version whose words these are, where adapters of the provider stand between; otherwise that of `provides`. */
  speaks: contractLine.optional(),
});

/** One adapter between two versions, as the manifest of its package names it. */
export const adapterStep = z.strictObject({ from: contractLine, to: contractLine });

/** In which other words somebody listens to what was just told, and the provider's own steps to each. */
const otherWords = z.strictObject({
  line: contractLine,
  steps: z.array(adapterStep).max(ADAPTER_HOPS),
});

/** How two add-ins understand each other, as long as neither is replaced. */
const agreement = z.strictObject({
  /** The version whose words cross between them. */
  line: contractLine,
  /** What the caller does with them, the first step next to the wire. */
  steps: z.array(adapterStep).max(ADAPTER_HOPS),
});

/** Add-ins that work with each other, through the host. Nobody sends who calls: the host knows it from the port. */
export const serviceMethods = {
  /** Calls a member of a contract that another add-in offers. The person may be asked first. */
  'services.call': method(z.tuple([contractId, memberName, z.array(plain).max(CALL_ARGUMENTS), callOptions]), plain, {
    permission: 'addin.call',
    deadline: PERSON_DEADLINE,
  }),
  /** Which words to send, and through which of its own adapters; see `speaks`. */
  'services.agree': method(z.tuple([contractId]), agreement, {
    permission: 'addin.call',
    deadline: PERSON_DEADLINE,
    idempotent: true,
  }),
  /** From now on the events of a contract come as `service.event`, until `services.unsubscribe` or the end of this generation. */
  'services.subscribe': method(z.tuple([contractId]), nothing, {
    permission: 'addin.call',
    deadline: PERSON_DEADLINE,
    idempotent: true,
  }),
  'services.unsubscribe': method(z.tuple([contractId]), nothing, { permission: 'addin.call', idempotent: true }),
  /**
   * Tells whoever subscribed. A slow subscriber gets the newest value of each topic, never all of them. Answers what has to be
   * told once more, with `speaks`, for those who were made for an older version.
   */
  'services.emit': method(
    z.tuple([contractId, eventTopic, plain, emitOptions]),
    z.array(otherWords).max(CONTRACTS_PER_ADDIN),
    { permission: 'addin.export' },
  ),
  /** Reads a member of the kind `stream`. How long an item may take is between the host and the provider. */
  'services.stream': streamMethod(
    z.tuple([contractId, memberName, z.array(plain).max(CALL_ARGUMENTS), streamOptions]),
    plain,
    { permission: 'addin.call', deadline: PERSON_DEADLINE },
  ),
} as const;
