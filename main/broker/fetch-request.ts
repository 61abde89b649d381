import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { PermissionParameters } from '../../addins/protocol/permissions.ts';

type Granted = PermissionParameters<'net.fetch'>;
export type FetchMethod = Granted['methods'][number];

/** One hop: checked against the grant, ready to be sent. */
export interface FetchHop {
  readonly url: URL;
  readonly method: FetchMethod;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Headers that decide where a request goes, how it is framed, or for whom it speaks: the host's business alone. */
const REFUSED = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'http2-settings',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
]);
const REFUSED_PREFIXES = ['proxy-', 'sec-', ':'];
/** Taken out silently, because libraries set them without being asked: no cookies, no claims about where the call comes from. */
const STRIPPED = new Set(['accept-encoding', 'cookie', 'cookie2', 'origin', 'referer']);
const TOKEN = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
/** Of one request, and characters of all of them together. */
const HEADERS = 64;
const HEADER_CHARACTERS = 16 * 1024;

/** Redirects of one request; a browser's twenty serve log-in pages, which this is not for. */
const REDIRECT_STATUS = new Set([301, 302, 303, 307, 308]);

/** Throws E_SECURITY when the request leaves the grant, E_CONTRACT when it is not well formed. */
export function firstHop(
  granted: Granted,
  request: { url: string; method: FetchMethod; headers: Record<string, string>; body?: string | undefined },
): FetchHop {
  const { method, body } = request;
  if (body !== undefined && (method === 'GET' || method === 'HEAD')) {
    throw new BulkheadError('E_CONTRACT', { message: `A ${method} request has no body.` });
  }
  return checkHop(granted, { url: parseUrl(request.url), method, headers: checkHeaders(request.headers), body });
}

/** The next hop, or undefined when this answer is the last. Every hop is checked as if it were the first. */
export function nextHop(
  granted: Granted,
  hop: FetchHop,
  answer: { status: number; location: string | undefined },
): FetchHop | undefined {
  if (!REDIRECT_STATUS.has(answer.status) || answer.location === undefined) return undefined;
  const url = parseUrl(answer.location, hop.url);
  const becomesGet = answer.status === 303 ? hop.method !== 'HEAD' : answer.status <= 302 && hop.method === 'POST';
  const headers = { ...hop.headers };
  // What was meant for one server is not shown to another.
  if (url.origin !== hop.url.origin) delete headers['authorization'];
  if (!becomesGet) return checkHop(granted, { ...hop, url, headers });
  delete headers['content-type'];
  return checkHop(granted, { url, method: 'GET', headers, body: undefined });
}

/** The host, as the audit shows it; what is no address is shown as such. */
export function hostOf(url: unknown): string {
  return typeof url === 'string' ? (URL.parse(url)?.host ?? '(not an address)') : '';
}

function parseUrl(text: string, base?: URL): URL {
  const url = URL.parse(text, base?.href);
  if (!url) throw new BulkheadError('E_CONTRACT', { message: 'The address is not valid.' });
  return url;
}

function checkHop(granted: Granted, hop: FetchHop): FetchHop {
  const { url, method } = hop;
  if (url.protocol !== 'https:') throw outside('Only https addresses can be used.');
  if (url.username !== '' || url.password !== '') throw outside('An address must not hold a name or a password.');
  if (!granted.origins.includes(url.origin)) throw outside(`The add-in may not use ${url.host}.`);
  if (!granted.methods.includes(method)) throw outside(`The add-in may not send ${method} requests.`);
  return hop;
}

function checkHeaders(given: Readonly<Record<string, string>>): Record<string, string> {
  const headers: Record<string, string> = Object.create(null);
  let characters = 0;
  for (const [written, value] of Object.entries(given)) {
    const name = written.toLowerCase();
    characters += name.length + value.length;
    if (!TOKEN.test(name) || !VALUE.test(value)) {
      throw new BulkheadError('E_CONTRACT', { message: 'A header holds characters that cannot be sent.' });
    }
    if (REFUSED.has(name) || REFUSED_PREFIXES.some((prefix) => name.startsWith(prefix))) {
      throw outside(`The header "${name}" is set by Bulkhead alone.`);
    }
    if (!STRIPPED.has(name)) headers[name] = value;
  }
  if (Object.keys(headers).length > HEADERS || characters > HEADER_CHARACTERS) {
    throw new BulkheadError('E_CONTRACT', { message: 'There are too many headers.' });
  }
  return headers;
}

function outside(message: string): BulkheadError {
  return new BulkheadError('E_SECURITY', { message });
}
