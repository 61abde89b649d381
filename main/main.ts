import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { app, Menu, session } from 'electron';
import { LEAVING_KEYS } from '../addins/protocol/leaving-keys.ts';
import { Host } from './bridge/host.ts';
import { profilePaths } from './bridge/profile-paths.ts';
import { createUtilityLauncher } from './domains/utility-launcher.ts';
import { registerSchemes, serveApp, serveWebPages } from './shell/app-protocol.ts';
import { AppWindow } from './shell/app-window.ts';
import { closeBeforeQuit, isOnlyInstance, runtimeName, systemName } from './shell/application.ts';
import { type CommandLine, parseCommandLine } from './shell/command-line.ts';
import { createDesktop, onThemeChanged, setTheme } from './shell/desktop.ts';
import { pickFiles, pickFolder } from './shell/dialogs.ts';
import { chooseEngineFeatures } from './shell/engine-features.ts';
import { refuseNavigation, refuseWebPermissions } from './shell/hardening.ts';
import { watchLeavingKeys } from './shell/leaving-keys.ts';
import { sampleProcesses } from './shell/metrics.ts';
import { onWindowReady } from './shell/window-ready.ts';

/** Built files, beside this one. */
const OUT = path.join(import.meta.dirname, '..');
const VERSION = app.getVersion();

// Before `ready`: the schemes' privileges, switches of Chromium, the sandbox for every renderer, and the profile's lock.
registerSchemes();
chooseEngineFeatures();
app.enableSandbox();
mkdirSync(app.getPath('userData'), { recursive: true });
const pending: CommandLine[] = [parseCommandLine(process.argv.slice(1), process.cwd())];
let serve = (asked: CommandLine): void => void pending.push(asked);
if (isOnlyInstance((asked) => serve(asked))) {
  // Not awaited here: Electron is ready only after this file has run to its end.
  void app.whenReady().then(start);
} else {
  app.quit();
}

async function start(): Promise<void> {
  const page = session.defaultSession;
  refuseWebPermissions(page);
  refuseNavigation();
  serveApp(page, path.join(OUT, 'renderer'));
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null);

  let window: AppWindow | undefined;
  const shown = (): AppWindow => {
    if (!window) throw new Error('The window is not open yet.');
    return window;
  };
  const host = await Host.open({
    paths: profilePaths(app.getPath('userData')),
    version: VERSION,
    scriptCheckWorker: path.join(OUT, 'main', 'script-check-worker.js'),
    launch: createUtilityLauncher({
      modulePath: path.join(OUT, 'main', 'domain.js'),
      sdkPath: path.join(OUT, 'sdk', 'sdk.js'),
    }),
    desktop: createDesktop(shown),
    sample: sampleProcesses,
    sendViewPort: (port, label) => shown().sendViewPort(port as never, label),
    pickPackages: (kind) => pickPackages(shown(), kind),
    setTheme,
    summary: { pid: process.pid, runtime: runtimeName(), platform: systemName() },
    echoLog: process.env['BULKHEAD_ECHO_LOG'] === '1',
  });

  serveWebPages(page, host.webPages, host.webWall);

  setTheme(host.settings.current.theme);
  onThemeChanged((dark) => host.themeChanged(dark));
  window = new AppWindow({
    preloadPath: path.join(OUT, 'preload', 'preload.cjs'),
    bounds: host.settings.current.window,
    onSize: (size) => host.settings.change({ window: size }),
    onClosed: () => app.quit(),
  });
  watchLeavingKeys(window.browserWindow.webContents, LEAVING_KEYS, (key) => host.leavePage(key));
  onWindowReady(window, (port) => host.serve(port as never));
  closeBeforeQuit(() => host.close());
  await window.load();

  serve = (asked) => {
    shown().reveal();
    void obey(host, asked);
  };
  for (const asked of pending.splice(0)) await obey(host, asked);
}

async function obey(host: Host, { packages, devFolders }: CommandLine): Promise<void> {
  await host.offer(packages.map((file) => ({ kind: 'file', file })));
  for (const folder of devFolders) await host.watch(folder);
}

async function pickPackages(window: AppWindow, kind: 'file' | 'folder') {
  if (kind === 'folder') {
    const folder = await pickFolder(window, 'Choose the folder of an add-in');
    return folder === undefined ? [] : [{ kind, folder } as const];
  }
  const files = await pickFiles(window, { title: 'Choose add-in packages', types: ['.addin'], multiple: true });
  return files.map((file) => ({ kind, file }) as const);
}
