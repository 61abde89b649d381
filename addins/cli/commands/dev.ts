import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { watch } from 'chokidar';
import { nodeClock } from '../../../main/base/node-clock.ts';
import { toBulkheadError } from '../../protocol/errors.ts';
import { buildPackage } from '../build-package.ts';
import { type CommandInput, UsageError } from '../command.ts';
import { devFolder, writeDevFolder } from '../dev-folder.ts';
import { folderArgument } from '../open-argument.ts';

/** Milliseconds without a save before the add-in is built: an editor writes several files at once. */
const SETTLE = 100;
const IGNORED = /(^|[/\\])(\.bulkhead|\.git|node_modules)([/\\]|$)/;
/** The script that starts the application; there when the tool runs from the application's own sources. */
const START = fileURLToPath(new URL('../../../tools/run.mjs', import.meta.url));

export async function dev(input: CommandInput): Promise<void> {
  const folder = folderArgument(input.positionals[0] ?? '');
  const builder = new DevBuilder(folder, input);
  const watcher = watch(folder, {
    ignoreInitial: true,
    followSymlinks: false,
    ignored: (file) => IGNORED.test(path.relative(folder, file)),
  });
  watcher.on('all', () => builder.saved());
  try {
    await builder.build();
    if (!input.switches.has('no-launch')) launch(devFolder(folder), input);
    await interrupted();
  } finally {
    await watcher.close();
    builder.stop();
  }
}

/** Builds one at a time; what is saved meanwhile is built next. */
class DevBuilder {
  readonly #folder: string;
  readonly #input: CommandInput;
  #cancel: (() => void) | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(folder: string, input: CommandInput) {
    this.#folder = folder;
    this.#input = input;
  }

  saved(): void {
    this.#cancel?.();
    this.#cancel = nodeClock.after(SETTLE, () => void this.build());
  }

  build(): Promise<void> {
    this.#running = this.#running.then(() => this.#buildOnce());
    return this.#running;
  }

  stop(): void {
    this.#cancel?.();
  }

  async #buildOnce(): Promise<void> {
    const { output, texts } = this.#input;
    const started = nodeClock.now();
    try {
      const files = await buildPackage({ folder: this.#folder, entry: texts['entry'] });
      const gated = await writeDevFolder(this.#folder, files);
      const took = Math.round(nodeClock.now() - started);
      const { name, version } = gated.manifest;
      output.result([`Built ${name} ${version} in ${took} ms`], {
        ...{ event: 'built', name, version, hash: gated.hash, milliseconds: took },
        folder: devFolder(this.#folder),
      });
    } catch (thrown) {
      // A typing error is no reason to end: the next save may have it right.
      if (thrown instanceof UsageError) throw thrown;
      output.refusal(toBulkheadError(thrown));
    }
  }
}

/** Starts the host; when one runs already, it gets the request and the new one ends by itself. */
function launch(folder: string, { output }: CommandInput): void {
  const request = `--dev-folder=${folder}`;
  if (!existsSync(START)) {
    output.note(`Start Bulkhead with ${request}`);
    return;
  }
  output.note(`Starting Bulkhead with ${request}`);
  const child = spawn(process.execPath, [START, 'start', request], { stdio: output.json ? 'ignore' : 'inherit' });
  // The host may stay open when this tool ends.
  child.unref();
  child.once('error', (error) => output.note(`Bulkhead could not be started: ${error.message}`));
}

/** Until a person, or the system, asks to end. */
function interrupted(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  process.once('SIGINT', () => resolve());
  process.once('SIGTERM', () => resolve());
  return promise;
}
