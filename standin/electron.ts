import { open as openInspector } from 'node:inspector';
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { app } from './main/app.ts';
import { parseLaunchOptions } from './main/launch-options.ts';
import { openPlatform } from './main/platform.ts';
import { endSchemeRegistration } from './main/protocol.ts';
import { createNodeScheduler } from './wire/node-scheduler.ts';
import { scheduling } from './wire/scheduler.ts';

/** An app lives until it quits, whether or not anything is going on. */
const longestIntervalMs = 2 ** 31 - 1;
const loopbackAddress = '127.0.0.1';

// For this process alone; see bin/electron.
delete process.env['NODE_COMPILE_CACHE'];
scheduling.current = createNodeScheduler();
const options = parseLaunchOptions(process.argv.slice(2));
Object.assign(process.versions, { electron: '45.4.1', chrome: '156.0.8078.79', standin: '1' });
Object.assign(process, { type: 'browser' });
process.argv = [process.execPath, ...options.arguments];
app.configure(options);
registerElectronModule();
process.exit = ((code?: number) => app.exit(code)) as typeof process.exit;
reportErrors();
if (options.inspectPort !== undefined) openInspector(options.inspectPort, loopbackAddress);
await import(pathToFileURL(options.entry).href);
endSchemeRegistration();
setInterval(() => undefined, longestIntervalMs);
app.becomeReady();
// A test driver waits for the debugging port, whether or not there is a window yet.
if (options.remoteDebuggingPort !== undefined) await openPlatform();

function registerElectronModule(): void {
  const url = new URL('./main/electron-module.ts', import.meta.url).href;
  const names = new Set(['electron', 'electron/main', 'electron/common']);
  registerHooks({
    resolve: (specifier, context, next) =>
      names.has(specifier) ? { url, shortCircuit: true, format: 'module-typescript' } : next(specifier, context),
  });
}

/** Electron shows a box and goes on; there is nobody here to close the box. */
function reportErrors(): void {
  process.on('uncaughtException', (error) => {
    if (process.listenerCount('uncaughtException') > 1) return;
    process.stderr.write(`A JavaScript error occurred in the main process\n${error.stack ?? String(error)}\n`);
  });
  process.on('unhandledRejection', (reason) => {
    if (process.listenerCount('unhandledRejection') > 1) return;
    process.stderr.write(`(unhandled rejection) ${reason instanceof Error ? reason.stack : String(reason)}\n`);
  });
}
