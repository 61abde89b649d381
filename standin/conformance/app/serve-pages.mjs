import { readFileSync } from 'node:fs';
import path from 'node:path';
import { protocol } from 'electron';

const policy = "default-src 'self'; script-src 'self'; frame-src 'self' proof: data:";
const pages = path.join(import.meta.dirname, 'pages');

/** Every request of the two schemes, newest last. */
export const seenRequests = [];

export function servePages() {
  protocol.handle('proof', answer);
  protocol.handle('open', answer);
}

async function answer(request) {
  const { pathname, searchParams } = new URL(request.url);
  seenRequests.push({ url: request.url, method: request.method, origin: request.headers.get('origin') });
  if (pathname === '/echo') return new Response(await request.text(), { headers: { 'content-type': 'text/plain' } });
  if (pathname === '/untyped') return new Response(bytes('<!doctype html><title>untyped</title>'));
  if (pathname === '/broken') throw new Error('handler failed');
  if (pathname === '/status')
    return new Response('no', { status: Number(searchParams.get('code')), headers: { 'x-proof': 'yes' } });
  if (pathname === '/untyped.js') return new Response(bytes('window.untypedRan = true'));
  return file(pathname);
}

/** Bytes, because a text gives its response a type. */
function bytes(text) {
  return new TextEncoder().encode(text);
}

function file(pathname) {
  const types = { '.html': 'text/html', '.js': 'text/javascript' };
  const type = types[path.extname(pathname)];
  if (type === undefined) return new Response('not found', { status: 404, headers: { 'content-type': 'text/plain' } });
  const headers = { 'content-type': type, ...(type === 'text/html' ? { 'content-security-policy': policy } : {}) };
  return new Response(readFileSync(path.join(pages, path.basename(pathname))), { headers });
}
