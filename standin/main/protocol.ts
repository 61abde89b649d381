import { originOf, registerScheme, schemeOf } from './app-url.ts';
import { closedModule } from './unsupported.ts';

interface SchemePrivileges {
  readonly scheme: string;
  readonly privileges?: { readonly corsEnabled?: boolean; readonly standard?: boolean };
}

type ProtocolHandler = (request: Request) => Response | Promise<Response>;

const handlers = new Map<string, ProtocolHandler>();
const corsEnabled = new Set<string>();
let mayRegister = true;

/** Electron allows it before ready only. */
export function endSchemeRegistration(): void {
  mayRegister = false;
}

export const protocol = closedModule('protocol', {
  registerSchemesAsPrivileged(schemes: readonly SchemePrivileges[]): void {
    if (!mayRegister) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme, privileges = {} } of schemes) {
      if (privileges.standard !== true)
        throw new Error(`The stand-in serves standard schemes only; ${scheme} is not one.`);
      registerScheme(scheme);
      if (privileges.corsEnabled === true) corsEnabled.add(scheme);
    }
  },

  handle(scheme: string, handler: ProtocolHandler): void {
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    registerScheme(scheme);
    handlers.set(scheme, handler);
  },

  unhandle(scheme: string): void {
    if (!handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`);
  },

  isProtocolHandled(scheme: string): boolean {
    return handlers.has(scheme);
  },
});

export interface ServedResponse {
  readonly status: number;
  readonly headers: readonly [string, string][];
  readonly body: Buffer;
}

/** Null where no handler is responsible or the handler failed. */
export async function serve(appUrl: string, init: RequestInit): Promise<ServedResponse | null> {
  const scheme = schemeOf(appUrl);
  const handler = handlers.get(scheme);
  if (handler === undefined) return null;
  try {
    const response = await handler(new Request(appUrl, init));
    return {
      status: response.status,
      headers: responseHeaders(scheme, response),
      body: Buffer.from(await response.arrayBuffer()),
    };
  } catch (error) {
    process.stderr.write(`Error occurred in protocol handler for ${originOf(appUrl)}: ${String(error)}\n`);
    return null;
  }
}

function responseHeaders(scheme: string, response: Response): [string, string][] {
  const headers = new Headers(response.headers);
  if (!headers.has('content-type')) headers.set('content-type', 'text/html');
  // Such a scheme is open to every page of the session, whether or not the handler says so.
  if (corsEnabled.has(scheme) && !headers.has('access-control-allow-origin'))
    headers.set('access-control-allow-origin', '*');
  return [...headers];
}
