import { EventEmitter } from 'node:events';
import { getAppMetrics, type ProcessMetric } from './app-metrics.ts';
import { AppPaths } from './app-paths.ts';
import { CommandLine } from './command-line.ts';
import { ElectronEvent } from './electron-event.ts';
import type { LaunchOptions } from './launch-options.ts';
import { SingleInstance } from './single-instance.ts';
import { closeClass, unsupported } from './unsupported.ts';
import { windowRegistry } from './window-registry.ts';

type Cleanup = (exitCode: number) => void | Promise<void>;

/** Taken before the launcher maps process.exit to app.exit, as Electron does. */
const exitProcess = process.exit.bind(process);

class App extends EventEmitter {
  readonly commandLine = new CommandLine();
  readonly isPackaged = false;
  readonly #paths = new AppPaths();
  readonly #cleanups: Cleanup[] = [];
  readonly #ready = Promise.withResolvers<void>();
  readonly #instance = new SingleInstance((argv, folder, data) => {
    void this.whenReady().then(() => this.emit('second-instance', new ElectronEvent(), argv, folder, data));
  });
  #options: LaunchOptions | undefined;
  #name = 'Electron';
  #isReady = false;
  #quitting = false;
  #exiting = false;

  constructor() {
    super();
    windowRegistry.onclosed = () => this.#windowClosed();
    windowRegistry.onkept = () => {
      this.#quitting = false;
    };
  }

  get name(): string {
    return this.#name;
  }

  set name(name: string) {
    this.#name = name;
  }

  getName(): string {
    return this.#name;
  }

  setName(name: string): void {
    this.#name = name;
  }

  getVersion(): string {
    return this.launchOptions.version;
  }

  getAppPath(): string {
    return this.launchOptions.appPath;
  }

  getLocale(): string {
    return Intl.DateTimeFormat().resolvedOptions().locale;
  }

  getPath(name: string): string {
    return this.#paths.get(name, this.#name);
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
  }

  isReady(): boolean {
    return this.#isReady;
  }

  async whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  getAppMetrics(): ProcessMetric[] {
    return getAppMetrics();
  }

  /** Every window here has the process sandbox that Chromium itself runs with. */
  enableSandbox(): void {
    if (this.#isReady) throw new Error('app.enableSandbox() can only be called before app is ready');
  }

  setAppUserModelId(): void {}

  setAboutPanelOptions(): void {}

  focus(): void {
    [...windowRegistry.windows].at(-1)?.focus();
  }

  relaunch(): void {
    throw unsupported('app.relaunch');
  }

  requestSingleInstanceLock(additionalData?: unknown): boolean {
    return this.#instance.request(this.getPath('userData'), additionalData);
  }

  hasSingleInstanceLock(): boolean {
    return this.#instance.isHeld;
  }

  releaseSingleInstanceLock(): void {
    this.#instance.release();
  }

  quit(): void {
    if (this.#quitting || this.#exiting) return;
    const event = new ElectronEvent();
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.#quitting = true;
    if (windowRegistry.windows.size === 0) this.#willQuit();
    else for (const window of [...windowRegistry.windows]) window.close();
  }

  exit(exitCode = 0): void {
    if (this.#exiting) return;
    this.#exiting = true;
    this.emit('quit', new ElectronEvent(), exitCode);
    void Promise.allSettled(this.#cleanups.map(async (cleanup) => cleanup(exitCode))).then(() => exitProcess(exitCode));
  }

  // What follows is not Electron's: the launcher and the other modules use it.

  get launchOptions(): LaunchOptions {
    if (this.#options === undefined) throw new Error('The stand-in was not started by standin/electron.ts.');
    return this.#options;
  }

  configure(options: LaunchOptions): void {
    this.#options = options;
    this.#name = options.name;
    this.commandLine.load(options.switches);
    if (options.userData !== undefined) this.setPath('userData', options.userData);
  }

  becomeReady(): void {
    if (this.#exiting) return;
    this.#isReady = true;
    this.emit('will-finish-launching');
    this.emit('ready', new ElectronEvent(), {});
    this.#ready.resolve();
  }

  /** Runs before the process ends by quit or exit, with all others at once. */
  onExit(cleanup: Cleanup): void {
    this.#cleanups.push(cleanup);
  }

  #windowClosed(): void {
    if (windowRegistry.windows.size > 0 || this.#exiting) return;
    if (this.#quitting) this.#willQuit();
    else if (!this.emit('window-all-closed')) this.quit();
  }

  #willQuit(): void {
    const event = new ElectronEvent();
    this.emit('will-quit', event);
    if (event.defaultPrevented) this.#quitting = false;
    else this.exit(0);
  }
}

closeClass(App);

export const app = new App();
