import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Everything that can change what the build writes. Tests do not count: editing one must not cost a build. */
const SOURCES = [
  'addins/{protocol,runtime,sdk}/**/*',
  'main/**/*',
  'preload/**/*',
  'renderer/**/*',
  'tools/build.ts',
  'tools/build/*',
  'electron.vite.config.ts',
  'package-lock.json',
];
const NO_SOURCE = /\.test\.tsx?$|(^|[\\/])(testing|node_modules)[\\/]/;

/** A hash over names and contents, because times mean nothing after a checkout. */
export function sourceStamp(root: string): string {
  const hash = createHash('sha256');
  const entries = globSync(SOURCES, { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).filter((path) => !NO_SOURCE.test(path));
  for (const path of paths.sort()) {
    const content = readFileSync(path);
    hash.update(`${path.slice(root.length)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}
