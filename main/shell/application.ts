import { app } from 'electron';
import { type CommandLine, parseCommandLine } from './command-line.ts';

/** False when this application runs already: what was asked for is handed to it, and this one must end. */
export function isOnlyInstance(onSecondStart: (asked: CommandLine) => void): boolean {
  const asked = parseCommandLine(process.argv.slice(1), process.cwd());
  // Chromium reorders and extends the words of the second start, so what matters travels as data.
  const only = app.requestSingleInstanceLock({ ...asked });
  app.on('second-instance', (...[, , , data]) => onSecondStart(readCommandLine(data)));
  return only;
}

/** Data of another process: only lists of texts get through. */
function readCommandLine(data: unknown): CommandLine {
  const { packages, devFolders } = (data ?? {}) as Partial<Record<keyof CommandLine, unknown>>;
  return { packages: texts(packages), devFolders: texts(devFolders) };
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

/** Runs `close` once before the application ends, then lets it end. */
export function closeBeforeQuit(close: () => Promise<void>): void {
  let state: 'open' | 'closing' | 'closed' = 'open';
  app.on('before-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'closing') return;
    state = 'closing';
    void close().finally(() => {
      state = 'closed';
      app.quit();
    });
  });
}

/** "Electron 45.4.1", or what stands in for it. */
export function runtimeName(): string {
  const { electron, standin } = process.versions as Record<string, string | undefined>;
  return standin === undefined ? `Electron ${electron}` : `stand-in for Electron ${electron}`;
}

const SYSTEMS: Readonly<Record<string, string>> = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' };

export function systemName(): string {
  return SYSTEMS[process.platform] ?? process.platform;
}
