import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { protocol, type Session } from 'electron';
import { WEB_SCHEME } from '../../preload/bridge.ts';
import { APP_SCHEME, fileFor } from './app-address.ts';
import { type ServedPages, type ServedProbe, webResponse } from './web-response.ts';

/** No inline script or style, no eval, nothing from anywhere else. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  // Web pages of add-ins, each in a sandbox and with a policy of its own.
  `frame-src ${WEB_SCHEME}:`,
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
export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
    { scheme: WEB_SCHEME, privileges: { standard: true, secure: true } },
  ]);
}

/** Serves the files of one folder to the window. */
export function serveApp(session: Session, folder: string): void {
  session.protocol.handle(APP_SCHEME, (request) => respond(folder, request.url));
}

/** Serves web pages of add-ins, with the files that they name. */
export function serveWebPages(session: Session, pages: ServedPages, probe: ServedProbe): void {
  session.protocol.handle(WEB_SCHEME, (request) => webResponse(pages, probe, request.url));
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
