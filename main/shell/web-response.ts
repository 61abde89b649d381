import path from 'node:path';
import { WEB_SCHEME } from '../../preload/bridge.ts';
import { APP_ORIGIN } from './app-address.ts';
import { WEB_HELPER } from './web-helper.ts';

/** Where the script is that every page gets first; no file of a package can have this name. */
const HELPER_PATH = '/bulkhead.js';

/**
 * Scripts, styles and pictures of the package, and no way out: no connections, no forms, no frames, no workers. The sandbox
 * stands here too, for a page that would be shown anywhere but in the frame made for it. Text never becomes markup, because
 * a page inside the page would have what the first script took care of anew.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "media-src 'self'",
  "connect-src 'none'",
  "frame-src 'none'",
  "worker-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  `frame-ancestors ${APP_ORIGIN}`,
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
  'sandbox allow-scripts',
].join('; ');

/** What a content security policy has no words for: WebRTC and connections made ahead of time. */
const CONNECTION_WALL = 'connection-allowlist';

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  [CONNECTION_WALL]: '(response-origin)',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), display-capture=(), clipboard-read=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'cache-control': 'no-store',
};

const HTML = 'text/html; charset=utf-8';
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': HTML,
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** The pages that may be shown now, each known by the token that is the host of its address. */
export interface ServedPages {
  has(token: string): boolean;
  /** Undefined or an error where there is no such file. */
  read(token: string, file: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

/** Pages of the host's own by which it tries whether the wall around pages holds. */
export interface ServedProbe {
  file(token: string, path: string): { kind: string; text: string; isWalled: boolean } | undefined;
}

/** What a page of an add-in, or a file that it names, is answered with. */
export async function webResponse(pages: ServedPages, probe: ServedProbe, address: string): Promise<Response> {
  const asked = URL.canParse(address) ? new URL(address) : undefined;
  if (asked?.protocol !== `${WEB_SCHEME}:`) return notFound();
  try {
    const file = decodeURIComponent(asked.pathname);
    const tried = probe.file(asked.host, file.slice(1));
    if (tried) return probeResponse(tried);
    if (file === HELPER_PATH && pages.has(asked.host)) return ok(new TextEncoder().encode(WEB_HELPER), '.js');
    const bytes = await pages.read(asked.host, file.slice(1));
    return bytes ? ok(bytes, path.posix.extname(file)) : notFound();
  } catch {
    return notFound();
  }
}

function ok(bytes: Uint8Array<ArrayBuffer>, kind: string): Response {
  const type = CONTENT_TYPES[kind];
  if (type === undefined) return notFound();
  if (type === HTML) return htmlResponse(bytes);
  return new Response(bytes, { headers: { ...HEADERS, 'content-type': type } });
}

function probeResponse({ kind, text, isWalled }: NonNullable<ReturnType<ServedProbe['file']>>): Response {
  const headers = new Headers({ ...HEADERS, 'content-type': CONTENT_TYPES[kind] ?? 'text/plain' });
  if (!isWalled) headers.delete(CONNECTION_WALL);
  return new Response(text, { headers });
}

/** A page inside the page would start without the walls of this one, so none may be written into it. */
const NESTED = /srcdoc/i;

function htmlResponse(bytes: Uint8Array): Response {
  const html = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  if (NESTED.test(html)) return notFound();
  const page = `<!doctype html><script src="${HELPER_PATH}"></script>${html}`;
  return new Response(page, { headers: { ...HEADERS, 'content-type': HTML } });
}

function notFound(): Response {
  return new Response('Not found', { status: 404, headers: { ...HEADERS, 'content-type': 'text/plain' } });
}
