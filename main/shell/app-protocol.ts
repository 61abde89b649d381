import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { protocol, type Session } from 'electron';

/** The window's own scheme: never file:, so that the page has an origin and file rights of its own. */
export const APP_SCHEME = 'bulkhead';
export const APP_ORIGIN = `${APP_SCHEME}://window`;
export const APP_URL = `${APP_ORIGIN}/index.html`;

/** No inline script or style, no eval, nothing from anywhere else. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Must run before `ready`, once: later calls change child switches that are already in use. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the files of one folder to the window. */
export function serveApp(session: Session, folder: string): void {
  session.protocol.handle(APP_SCHEME, (request) => respond(folder, request.url));
}

async function respond(folder: string, address: string): Promise<Response> {
  const file = fileFor(folder, address);
  const type = file ? CONTENT_TYPES[path.extname(file)] : undefined;
  if (!file || !type) return new Response('Not found', { status: 404, headers: { 'content-type': 'text/plain' } });
  try {
    const body = await readFile(file);
    return new Response(new Uint8Array(body), {
      headers: {
        // Without it Electron says text/html and module scripts do not run.
        'content-type': type,
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-cache',
      },
    });
  } catch {
    return new Response('Not found', { status: 404, headers: { 'content-type': 'text/plain' } });
  }
}

/** The file inside `folder` that an address names, or undefined when it names anything else. */
export function fileFor(folder: string, address: string): string | undefined {
  const url = new URL(address);
  if (url.origin !== APP_ORIGIN && `${url.protocol}//${url.host}` !== APP_ORIGIN) return undefined;
  const file = path.resolve(folder, `.${safeDecode(url.pathname)}`);
  return file.startsWith(folder + path.sep) ? file : undefined;
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
