import path from 'node:path';

/** The window's own scheme: never file:, so that the page has an origin and file rights of its own. */
export const APP_SCHEME = 'bulkhead';
export const APP_ORIGIN = `${APP_SCHEME}://window`;
export const APP_URL = `${APP_ORIGIN}/index.html`;

/** The file inside `folder` that an address names, or undefined when it names anything else. `folder` is absolute. */
export function fileFor(folder: string, address: string): string | undefined {
  const url = parse(address);
  if (!url || `${url.protocol}//${url.host}` !== APP_ORIGIN) return undefined;
  const name = decode(url.pathname);
  if (name === undefined || name.includes('\0')) return undefined;
  const root = path.resolve(folder);
  const file = path.resolve(root, `.${name}`);
  return file.startsWith(root + path.sep) ? file : undefined;
}

function parse(address: string): URL | undefined {
  return URL.canParse(address) ? new URL(address) : undefined;
}

/** Undefined for a name that no encoder makes. */
function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
