import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from './protocol.ts';
import { closedModule } from './unsupported.ts';

const mediaTypes: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain',
  '.map': 'application/json',
};

type FetchOptions = RequestInit & { readonly bypassCustomProtocolHandlers?: boolean };

export const net = closedModule('net', {
  /** Knows files and the application's schemes besides http. */
  async fetch(input: string | URL | Request, options: FetchOptions = {}): Promise<Response> {
    const url = input instanceof Request ? input.url : String(input);
    if (url.startsWith('file:')) return fetchFile(url);
    const served = options.bypassCustomProtocolHandlers === true ? null : await serve(url, options);
    if (served === null) return globalThis.fetch(input, options);
    return new Response(new Uint8Array(served.body), {
      status: served.status,
      headers: [...served.headers] as [string, string][],
    });
  },

  isOnline(): boolean {
    return true;
  },
});

async function fetchFile(url: string): Promise<Response> {
  const path = fileURLToPath(url);
  const body = await readFile(path).catch(() => {
    throw new Error('net::ERR_FILE_NOT_FOUND');
  });
  return new Response(new Uint8Array(body), {
    headers: { 'content-type': mediaTypes[extname(path)] ?? 'application/octet-stream' },
  });
}
