import { STATUS_CODES } from 'node:http';
import type { CdpSession } from '../chromium/cdp.ts';
import { toAppUrl, toEngineUrl } from './app-url.ts';
import { translateDocument, translatePolicy } from './content-policy.ts';
import { frameGuard } from './navigation.ts';
import { type ServedResponse, serve } from './protocol.ts';
import { isWatchingRequests, mayRequest, onWebRequestChange } from './web-request.ts';

interface PausedRequest {
  readonly requestId: string;
  readonly frameId: string;
  readonly resourceType: string;
  readonly request: {
    readonly url: string;
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly postDataEntries?: readonly { readonly bytes?: string }[];
  };
}

/** Sees every request of a served scheme, and every document of any address, before anything leaves Chromium. */
export async function routeRequests(browser: CdpSession, endpoint: string): Promise<void> {
  browser.on('Fetch.requestPaused', (event: PausedRequest) => {
    route(browser, event, endpoint).catch(() => browser.post('Fetch.failRequest', fail(event, 'Failed')));
  });
  onWebRequestChange(() => browser.post('Fetch.enable', { patterns: patterns() }));
  await browser.send('Fetch.enable', { patterns: patterns() });
}

function patterns(): Record<string, unknown>[] {
  if (isWatchingRequests()) return [{ urlPattern: '*' }];
  return [{ urlPattern: 'http://*.localhost/*' }, { urlPattern: '*', resourceType: 'Document' }];
}

async function route(browser: CdpSession, event: PausedRequest, endpoint: string): Promise<void> {
  const url = toAppUrl(event.request.url);
  const isDocument = event.resourceType === 'Document';
  const guard = isDocument ? frameGuard(event.frameId) : undefined;
  const isRefused = guard?.mayNavigate(url) === false || !(await mayRequest(event.request, event.resourceType));
  if (isRefused) {
    browser.post('Fetch.failRequest', fail(event, isDocument ? 'Aborted' : 'BlockedByClient'));
    return;
  }
  await guard?.beforeDocument(event.request.url);
  if (url === event.request.url) {
    browser.post('Fetch.continueRequest', { requestId: event.requestId });
    return;
  }
  const served = await serve(url, requestInit(event));
  if (served === null) browser.post('Fetch.failRequest', fail(event, 'Failed'));
  else browser.post('Fetch.fulfillRequest', fulfil(event, served, endpoint));
}

function fail({ requestId }: PausedRequest, errorReason: string): Record<string, unknown> {
  return { requestId, errorReason };
}

function requestInit({ request }: PausedRequest): RequestInit {
  const headers = new Headers(request.headers);
  // Electron's handlers never see it, so they cannot tell opaque callers apart either.
  if (headers.get('origin') === 'null') headers.delete('origin');
  else if (headers.has('origin')) headers.set('origin', toAppUrl(headers.get('origin') ?? ''));
  if (headers.has('referer')) headers.set('referer', toAppUrl(headers.get('referer') ?? ''));
  const bytes = (request.postDataEntries ?? []).map((entry) => Buffer.from(entry.bytes ?? '', 'base64'));
  const hasBody = bytes.length > 0 && !['GET', 'HEAD'].includes(request.method);
  return { method: request.method, headers, ...(hasBody ? { body: Buffer.concat(bytes) } : {}) };
}

function fulfil(
  event: PausedRequest,
  { status, headers, body }: ServedResponse,
  endpoint: string,
): Record<string, unknown> {
  const type = headers.find(([name]) => name === 'content-type')?.[1] ?? '';
  const isDocument = event.resourceType === 'Document' && type.includes('html');
  const text = isDocument ? Buffer.from(translateDocument(body.toString('utf8'), endpoint)) : body;
  return {
    requestId: event.requestId,
    responseCode: status,
    responsePhrase: STATUS_CODES[status] ?? '',
    responseHeaders: headers.map(([name, value]) => ({ name, value: translateHeader(name, value, endpoint) })),
    body: text.toString('base64'),
  };
}

function translateHeader(name: string, value: string, endpoint: string): string {
  if (name.startsWith('content-security-policy')) return translatePolicy(value, endpoint);
  return name === 'location' ? toEngineUrl(value) : value;
}
