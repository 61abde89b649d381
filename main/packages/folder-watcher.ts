import { watch } from 'chokidar';
import type { Clock } from '../../addins/protocol/clock.ts';
import { type BulkheadError, type ErrorCode, toBulkheadError } from '../../addins/protocol/errors.ts';
import { nodeClock } from '../base/node-clock.ts';
import { type GatedPackage, type GateOptions, openPackage } from './gate.ts';
import { QuietWindow } from './quiet-window.ts';

export interface WatchOptions extends GateOptions {
  /** Content hash of what is installed from this folder: the same contents bring no change. */
  knownHash?: string;
  /** New contents that passed the gate. Not called again before the promise it returns has settled. */
  onChange: (gated: GatedPackage) => void | Promise<void>;
  /** The folder is not a package now; what runs goes on. */
  onProblem: (problem: BulkheadError) => void;
  clock?: Clock;
}

export interface FolderWatcher {
  /** Looks at the folder now, whether anything was seen to change or not. */
  check(): void;
  close(): Promise<void>;
}

/** What a half-written package looks like: worth waiting for the rest. */
const INCOMPLETE: ReadonlySet<ErrorCode> = new Set(['E_FILE_MISSING', 'E_HASH', 'E_MANIFEST_EXPECTED', 'E_IO']);
/** Milliseconds that a file's size must stay the same, and how often it is looked at. */
const WRITE_FINISH = { stabilityThreshold: 500, pollInterval: 100 };

/** Watches a package folder. Only different contents count: touching a file changes nothing. */
export function watchFolder(folder: string, options: WatchOptions): FolderWatcher {
  const watched = new WatchedFolder(folder, options);
  const watcher = watch(folder, {
    ignoreInitial: true,
    atomic: true,
    followSymlinks: false,
    awaitWriteFinish: WRITE_FINISH,
  });
  watcher.on('all', () => watched.touch());
  // What changed while nobody watched is noticed once the watcher is there to see the rest.
  watcher.on('ready', () => watched.touch());
  // Too many events or a lost handle: the contents tell what happened.
  watcher.on('error', () => watched.touch());
  return {
    check: () => watched.touch(),
    close: async () => {
      watched.stop();
      await watcher.close();
    },
  };
}

/** Looks at the folder when it has come to rest, one look at a time. */
class WatchedFolder {
  readonly #folder: string;
  readonly #options: WatchOptions;
  readonly #window: QuietWindow;
  #hash: string | undefined;
  #lastProblem = '';
  #busy = false;
  #again = false;
  #stopped = false;

  constructor(folder: string, options: WatchOptions) {
    this.#folder = folder;
    this.#options = options;
    this.#hash = options.knownHash;
    this.#window = new QuietWindow(options.clock ?? nodeClock, (last) => void this.#look(last));
  }

  touch(): void {
    if (!this.#stopped) this.#window.touch();
  }

  stop(): void {
    this.#stopped = true;
    this.#window.stop();
  }

  async #look(last: boolean): Promise<void> {
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    try {
      await this.#compare(last);
    } finally {
      this.#busy = false;
    }
    if (this.#again) {
      this.#again = false;
      this.touch();
    }
  }

  async #compare(last: boolean): Promise<void> {
    let gated: GatedPackage;
    try {
      gated = await openPackage({ kind: 'folder', folder: this.#folder }, this.#options);
    } catch (thrown) {
      this.#failed(toBulkheadError(thrown), last);
      return;
    }
    this.#window.finish();
    this.#lastProblem = '';
    if (this.#stopped || gated.hash === this.#hash) return;
    this.#hash = gated.hash;
    try {
      await this.#options.onChange(gated);
    } catch (thrown) {
      this.#report(toBulkheadError(thrown));
    }
  }

  #failed(problem: BulkheadError, last: boolean): void {
    if (!last && INCOMPLETE.has(problem.code)) {
      this.#window.waitForMore();
      return;
    }
    this.#window.finish();
    this.#report(problem);
  }

  #report(problem: BulkheadError): void {
    const text = `${problem.code} ${problem.message}`;
    // Saying the same thing with every save would only be noise.
    if (this.#stopped || text === this.#lastProblem) return;
    this.#lastProblem = text;
    this.#options.onProblem(problem);
  }
}
