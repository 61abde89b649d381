import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every file that some process starts from; a build without one of them is not a build. */
const ENTRIES = ['main/main.js', 'main/domain.js', 'preload/preload.cjs', 'renderer/index.html', 'sdk/sdk.js'];

/** @throws Error naming the file when the output would not run under the walls it is meant for */
export function verifyOutput(out: string): void {
  const missing = ENTRIES.filter((entry) => !existsSync(join(out, entry)));
  if (missing.length > 0) throw new Error(`The build did not write ${missing.join(', ')}.`);
  verifyPreload(out);
  verifyPage(readFileSync(join(out, 'renderer/index.html'), 'utf8'));
}

/** A sandboxed preload is one CommonJS file that can require electron and nothing else. */
function verifyPreload(out: string): void {
  const files = globSync('preload/**/*.*', { cwd: out });
  if (files.length !== 1) throw new Error(`The preload must be one file, not ${files.join(', ')}.`);
  const script = readFileSync(join(out, 'preload/preload.cjs'), 'utf8');
  const required = [...script.matchAll(/\brequire\(\s*['"`]([^'"`]+)/g)].map((match) => match[1]);
  const foreign = required.filter((name) => name !== 'electron');
  if (foreign.length > 0) throw new Error(`The preload requires ${foreign.join(', ')}; a sandboxed one cannot.`);
}

/** The window's policy allows no inline script or style. */
function verifyPage(html: string): void {
  const inline = html.match(/<script(?![^>]*\bsrc=)[^>]*>|<style\b|\son\w+=|\sstyle=/i);
  if (inline) throw new Error(`renderer/index.html has inline code, which its own policy refuses: ${inline[0]}`);
}
