import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { AbortSignalLike } from '../../addins/protocol/method.ts';
import type { PermissionName } from '../../addins/protocol/permissions.ts';
import type { Plain } from '../../addins/protocol/plain-data.ts';
import type { Caller, Capability, Need } from './capability.ts';

type Methods = 'services.call' | 'services.stream' | 'services.agree' | 'services.subscribe' | 'services.unsubscribe';

/** The add-in that would answer, and what it demands of whoever calls. */
export interface ServiceOffer {
  readonly addinId: string;
  readonly displayName: string;
  readonly provided: { readonly demands: readonly PermissionName[] };
}

export interface ServiceRequest {
  readonly contract: string;
  readonly member: string;
  readonly args: readonly Plain[];
  readonly deadline: number | undefined;
  readonly idempotent: boolean;
  readonly within: number | undefined;
  readonly speaks: string | undefined;
}

/** Of a call or a stream, as its method has checked them. */
type ServiceParameters = readonly [
  contract: string,
  member: string,
  args: readonly Plain[],
  options: { readonly speaks?: string | undefined },
];

interface Step {
  readonly from: string;
  readonly to: string;
}

export interface ServicesContext {
  /** Throws E_NOT_FOUND, E_DISABLED or E_CONTRACT where nobody would answer this caller. */
  provider(caller: Caller, contract: string): ServiceOffer;
  call(caller: Caller, request: ServiceRequest, signal: AbortSignalLike): Promise<Plain>;
  stream(
    caller: Caller,
    request: Omit<ServiceRequest, 'idempotent'>,
    signal: AbortSignalLike,
  ): Promise<AsyncIterable<Plain>>;
  agree(caller: Caller, contract: string): { readonly line: string; readonly callerSteps: readonly Step[] };
  subscribe(caller: Caller, contract: string): void;
  unsubscribe(caller: Caller, contract: string): void;
  /** Nobody takes a call or a stream; what its caller gave along goes back to it. */
  refuse(
    caller: Caller,
    request: Pick<ServiceRequest, 'contract' | 'member' | 'args' | 'speaks'> & { readonly use: 'call' | 'stream' },
  ): void;
  /** The caller has ended, or may not use others any more. */
  forget(caller: Caller): void;
}

/** Other add-ins, as far as they offer something to this one. */
export const servicesCapability: Capability<Methods, 'addin.call', ServicesContext> = {
  permission: 'addin.call',
  methods: ['services.call', 'services.stream', 'services.agree', 'services.subscribe', 'services.unsubscribe'],
  continues: ['services.unsubscribe'],
  create: (context) => ({
    describe: ([contract, member]) => (typeof member === 'string' ? `${String(contract)} ${member}` : String(contract)),
    needs(method, [contract], { caller, granted }) {
      if (method === 'services.unsubscribe') return [];
      const name = String(contract);
      // Before anything is looked up: who may not use it does not learn whether it is there.
      if (!granted.contracts.includes(name)) {
        throw new BulkheadError('E_SECURITY', { message: `${caller.displayName} may not use ${name}.` });
      }
      return needsOf(caller, name, context.provider(caller, name));
    },
    handlers: {
      'services.call': async ([contract, member, args, options], { caller, signal }) =>
        await context.call(
          caller,
          {
            ...{ contract, member, args, idempotent: options.idempotent },
            ...{ deadline: options.deadline, within: options.within, speaks: options.speaks },
          },
          signal,
        ),
      'services.stream': async ([contract, member, args, { deadline, within, speaks }], { caller, signal }) =>
        await context.stream(caller, { contract, member, args, deadline, within, speaks }, signal),
      'services.agree': ([contract], { caller }) => {
        const { line, callerSteps } = context.agree(caller, contract);
        return { line, steps: [...callerSteps] };
      },
      'services.subscribe': ([contract], { caller }) => {
        context.subscribe(caller, contract);
        return null;
      },
      'services.unsubscribe': ([contract], { caller }) => {
        context.unsubscribe(caller, contract);
        return null;
      },
    },
    refused(method, parameters, caller) {
      if (method !== 'services.call' && method !== 'services.stream') return;
      const [contract, member, args, { speaks }] = parameters as ServiceParameters;
      context.refuse(caller, { contract, member, args, speaks, use: method === 'services.call' ? 'call' : 'stream' });
    },
    dispose: (caller) => context.forget(caller),
  }),
};

/** The provider offers it to this caller, and the caller could do by itself what the provider demands. */
function needsOf(caller: Caller, contract: string, { addinId, displayName, provided }: ServiceOffer): Need[] {
  return [
    {
      addinId,
      permission: 'addin.export',
      within: { contracts: [contract], callers: [caller.addinId] },
      refusal: `${displayName} does not offer ${contract} to ${caller.displayName}.`,
    },
    ...provided.demands.map((permission) => ({
      addinId: caller.addinId,
      permission,
      refusal:
        `${displayName} answers only add-ins that are allowed "${permission}", and ${caller.displayName} is not. ` +
        'You can change that on the Permissions page, where its manifest asks for it.',
    })),
  ];
}
