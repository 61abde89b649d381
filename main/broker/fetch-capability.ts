import { lookup as systemLookup } from 'node:dns/promises';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Clock } from '../../addins/protocol/clock.ts';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { BrokerCall, Capability } from './capability.ts';
import { type FetchHop, type FetchMethod, firstHop, hostOf, nextHop } from './fetch-request.ts';
import { readBody, readHeaders } from './fetch-response.ts';
import { isPublicAddress } from './public-address.ts';

/** Milliseconds for the whole exchange, redirects included; a server that trickles is cut as well. */
const EXCHANGE_TIME = 30_000;
const REDIRECTS = 5;
/** Requests that one add-in may have under way. */
const OPEN_REQUESTS = 16;

export interface Address {
  readonly address: string;
  readonly family: number;
}

export interface FetchContext {
  readonly clock: Clock;
  /** All addresses of a host. The system's resolver unless given. */
  resolve?(host: string): Promise<readonly Address[]>;
  /** Which addresses may be connected to. Public ones unless given. */
  isOpenAddress?(address: string): boolean;
  /** Certificates to trust instead of the usual ones, PEM. */
  readonly certificates?: string;
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array<ArrayBuffer>;
}

interface FetchParameters {
  readonly url: string;
  readonly method: FetchMethod;
  readonly headers: Record<string, string>;
  readonly body?: string | undefined;
}

type Call = BrokerCall<'net.fetch'>;

/** Requests to the exact origins of the grant, over https, without cookies, never into this machine or its network. */
export const fetchCapability: Capability<'net.fetch', 'net.fetch', FetchContext> = {
  permission: 'net.fetch',
  methods: ['net.fetch'],
  create(context) {
    const open = new Map<string, number>();
    return {
      handlers: {
        'net.fetch': async ([parameters], call) => {
          const { addinId } = call.caller;
          const underWay = open.get(addinId) ?? 0;
          if (underWay >= OPEN_REQUESTS) {
            throw new BulkheadError('E_OVERLOAD', {
              message: 'Too many requests are under way. Wait for some of them.',
            });
          }
          open.set(addinId, underWay + 1);
          try {
            return await exchange(context, parameters, call);
          } finally {
            open.set(addinId, (open.get(addinId) ?? 1) - 1);
          }
        },
      },
      describe: ([parameters]) => hostOf((parameters as { url?: unknown } | undefined)?.url),
    };
  },
};

async function exchange(context: FetchContext, parameters: FetchParameters, call: Call): Promise<Answer> {
  const controller = new AbortController();
  const onAbort = () => controller.abort(new BulkheadError('E_CANCELLED'));
  const cancelTimeout = context.clock.after(EXCHANGE_TIME, () =>
    controller.abort(new BulkheadError('E_IO', { message: 'The server took too long to answer.' })),
  );
  call.signal.addEventListener('abort', onAbort);
  if (call.signal.aborted) onAbort();
  try {
    return await followHops(context, parameters, { call, signal: controller.signal });
  } catch (thrown) {
    if (controller.signal.aborted) throw controller.signal.reason;
    throw thrown instanceof BulkheadError ? thrown : new BulkheadError('E_IO', { message: reachMessage(thrown) });
  } finally {
    cancelTimeout();
    call.signal.removeEventListener('abort', onAbort);
  }
}

async function followHops(
  context: FetchContext,
  parameters: FetchParameters,
  { call, signal }: { call: Call; signal: AbortSignal },
): Promise<Answer> {
  let hop = firstHop(call.granted, parameters);
  for (let redirects = 0; ; redirects++) {
    call.about(hop.url.host);
    const response = await send(context, hop, signal);
    const status = response.statusCode ?? 0;
    const next = nextOrClose(response, () =>
      nextHop(call.granted, hop, { status, location: response.headers.location }),
    );
    if (!next) return { status, headers: readHeaders(response), body: await readWhole(response) };
    response.destroy();
    if (redirects >= REDIRECTS) throw new BulkheadError('E_IO', { message: 'The server redirects too often.' });
    hop = next;
  }
}

function nextOrClose(response: IncomingMessage, find: () => FetchHop | undefined): FetchHop | undefined {
  try {
    return find();
  } catch (error) {
    response.destroy();
    throw error;
  }
}

async function readWhole(response: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await readBody(response);
  } finally {
    response.destroy();
  }
}

/** Resolves once, checks what came out, and connects to that and nothing else: a second look-up could say something different. */
async function send(context: FetchContext, hop: FetchHop, signal: AbortSignal): Promise<IncomingMessage> {
  const address = await findAddress(context, hop.url.hostname, signal);
  return new Promise((resolve, reject) => {
    const outgoing = request(hop.url, {
      method: hop.method,
      headers: { 'user-agent': 'Bulkhead', ...hop.headers, 'accept-encoding': 'gzip, deflate, br' },
      // An agent of its own: no connection is shared between add-ins, and no proxy of the environment is used.
      agent: new Agent({ keepAlive: false }),
      lookup: pinned(address),
      servername: hop.url.hostname,
      // Stated, because an environment variable could say otherwise.
      rejectUnauthorized: true,
      signal,
      ...(context.certificates === undefined ? {} : { ca: context.certificates }),
    });
    outgoing.on('response', resolve);
    outgoing.on('error', reject);
    outgoing.end(hop.body);
  });
}

async function findAddress(context: FetchContext, host: string, signal: AbortSignal): Promise<Address> {
  const resolve = context.resolve ?? resolveAll;
  const isOpen = context.isOpenAddress ?? isPublicAddress;
  const addresses = await orAborted(resolve(host), signal);
  const [first] = addresses;
  if (!first) throw new BulkheadError('E_IO', { message: 'The server was not found.' });
  // One closed address among open ones is how a name is bent towards this machine.
  if (!addresses.every(({ address }) => isOpen(address))) {
    throw new BulkheadError('E_SECURITY', { message: 'This server is not on the public internet.' });
  }
  return first;
}

function resolveAll(host: string): Promise<readonly Address[]> {
  return systemLookup(host, { all: true });
}

/** The system's look-up cannot be called off; waiting for it can. */
function orAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
    if (signal.aborted) onAbort();
  });
}

/** Node asks in two forms, depending on whether it may try several addresses. */
function pinned({ address, family }: Address): LookupFunction {
  return (_host, options, callback) => {
    if (options.all) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };
}

function reachMessage(thrown: unknown): string {
  const code = thrown instanceof Error ? (thrown as NodeJS.ErrnoException).code : undefined;
  if (code?.startsWith('CERT_') || code?.includes('CERT')) return "The server's certificate is not valid.";
  return 'The server could not be reached.';
}
