import { readFileSync } from 'node:fs';

/** The version of the Bulkhead that this tool belongs to: what `engines.host` is compared with. */
export function hostVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return String((JSON.parse(text) as { version: unknown }).version);
}
