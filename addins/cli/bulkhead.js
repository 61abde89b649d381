#!/usr/bin/env node
/**
 * Starts the command line tool. Its sources are TypeScript, which Node 24 runs as they are; an older Node looks for
 * the Node 24 that is installed beside the tool and hands over to it.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const WANTED_NODE = 24;
const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

if (Number.parseInt(process.versions.node, 10) >= WANTED_NODE) {
  await import('./main.ts');
} else {
  handOver(findNode());
}

/** @returns {string | undefined} the program of a platform package */
function findNode() {
  const require = createRequire(import.meta.url);
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  for (const name of [`node-${platform}-${process.arch}`, `node-bin-${platform}-${process.arch}`]) {
    try {
      const folder = dirname(require.resolve(`${name}/package.json`));
      const program = join(folder, 'bin', platform === 'win' ? 'node.exe' : 'node');
      if (existsSync(program)) return program;
    } catch {
      // Not the package of this platform.
    }
  }
  return undefined;
}

/** @param {string | undefined} node */
function handOver(node) {
  if (!node) {
    process.stderr.write(`bulkhead needs Node ${WANTED_NODE}; this is ${process.version}. Install it and try again.\n`);
    process.exitCode = 2;
    return;
  }
  const child = spawn(node, [MAIN, ...process.argv.slice(2)], { stdio: 'inherit' });
  // The terminal tells both; the tool decides how to end, and this process waits for it.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.once('error', (error) => {
    process.stderr.write(`${node} could not be started: ${error.message}\n`);
    process.exitCode = 2;
  });
  child.once('exit', (code, signal) => {
    process.exitCode = code ?? (signal ? 1 : 0);
  });
}
