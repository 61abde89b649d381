import { toAppUrl } from './app-url.ts';
import { closedModule } from './unsupported.ts';

interface BeforeRequestDetails {
  readonly id: number;
  readonly url: string;
  readonly method: string;
  readonly resourceType: string;
}

type BeforeRequestListener = (
  details: BeforeRequestDetails,
  callback: (response: { cancel?: boolean }) => void,
) => void;

let listener: BeforeRequestListener | null = null;
let nextId = 1;
let onchange: () => void = () => undefined;

/** Requests can be watched and cancelled; headers are the business of protocol.handle. */
export const webRequest = closedModule('session.webRequest', {
  onBeforeRequest(
    ...args: [filter: unknown, listener: BeforeRequestListener | null] | [BeforeRequestListener | null]
  ): void {
    listener = args.length === 1 ? args[0] : args[1];
    onchange();
  },
});

/** `run` is called when requests begin or cease to be watched. */
export function onWebRequestChange(run: () => void): void {
  onchange = run;
}

export function isWatchingRequests(): boolean {
  return listener !== null;
}

export async function mayRequest(request: { url: string; method: string }, resourceType: string): Promise<boolean> {
  const ask = listener;
  if (ask === null) return true;
  const details = {
    id: nextId++,
    url: toAppUrl(request.url),
    method: request.method,
    resourceType: electronType(resourceType),
  };
  return new Promise((resolve) => ask(details, ({ cancel }) => resolve(cancel !== true)));
}

function electronType(engineType: string): string {
  if (engineType === 'Document') return 'mainFrame';
  const name = engineType.slice(0, 1).toLowerCase() + engineType.slice(1);
  return { fetch: 'xhr', xHR: 'xhr', webSocket: 'webSocket' }[name] ?? name;
}
