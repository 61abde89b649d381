import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { CdpConnection, type CdpSession } from './cdp.ts';
import { chromiumFlags, isHeadless } from './chromium-flags.ts';
import { type Display, openDisplay } from './display.ts';
import { findChromium } from './find-chromium.ts';

export interface ChromiumOptions {
  readonly userDataDirectory: string;
  readonly flags: readonly string[];
  readonly remoteDebuggingPort: string | undefined;
}

/** A page of Chromium in a window of its own; it waits for `Runtime.runIfWaitingForDebugger`. */
export interface WindowTarget {
  readonly session: CdpSession;
  readonly targetId: string;
  readonly blankUrl: string;
}

interface TargetInfo {
  readonly targetId: string;
  readonly type: string;
  readonly url: string;
  readonly openerId?: string;
}

const shutdownDeadlineMs = 2000;

/**
 * The one Chromium process of an app. Windows are application windows (no tabs, no address bar), which Chromium opens
 * on its command line only: a second short-lived process passes the wish to the first.
 * Events: 'gone' when the process has ended without being asked to.
 */
export class Chromium extends EventEmitter {
  readonly browser: CdpSession;
  readonly display: Display;
  readonly process: ChildProcess;
  readonly #connection: CdpConnection;
  readonly #arguments: readonly string[];
  readonly #openings = new Map<string, (target: WindowTarget) => void>();
  readonly #sessions = new Map<string, CdpSession>();
  #closing = false;

  private constructor(display: Display, options: ChromiumOptions) {
    super();
    this.display = display;
    this.#arguments = chromiumFlags(options.userDataDirectory, options.flags);
    const debugging = ['--remote-debugging-pipe'];
    if (options.remoteDebuggingPort !== undefined)
      debugging.push(`--remote-debugging-port=${options.remoteDebuggingPort}`);
    this.process = spawn(findChromium(), [...this.#arguments, ...debugging, '--no-startup-window'], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...display.environment },
    });
    this.process.stderr?.on('data', (text: Buffer) => passOnDevToolsLine(text));
    this.#connection = new CdpConnection(this.process.stdio[4] as Readable, this.process.stdio[3] as Writable);
    this.browser = this.#connection.browser;
    this.process.once('exit', () => {
      this.display.stop();
      if (!this.#closing) this.emit('gone');
    });
    this.browser.on('Target.attachedToTarget', (event) => this.#attached(event));
    this.browser.on('Target.detachedFromTarget', ({ sessionId }: { sessionId: string }) => {
      this.#connection.existingSession(sessionId)?.emit('standin.detached');
    });
    this.browser.on('Target.targetCrashed', (crash: { targetId: string }) => {
      this.#sessions.get(crash.targetId)?.emit('standin.crashed', crash);
    });
  }

  static async start(options: ChromiumOptions): Promise<Chromium> {
    const chromium = new Chromium(await openDisplay(), options);
    // Without it the engine does not say when a page has crashed.
    chromium.browser.post('Target.setDiscoverTargets', { discover: true });
    await chromium.browser.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: true,
    });
    return chromium;
  }

  async openWindow(): Promise<WindowTarget> {
    const blankUrl = `data:text/html,<title>${randomUUID()}</title>`;
    const opened = Promise.withResolvers<WindowTarget>();
    this.#openings.set(blankUrl, opened.resolve);
    if (isHeadless()) {
      this.browser.post('Target.createTarget', { url: blankUrl, newWindow: true });
      return opened.promise;
    }
    const messenger = spawn(findChromium(), [...this.#arguments, `--app=${blankUrl}`], {
      stdio: 'ignore',
      env: { ...process.env, ...this.display.environment },
    });
    messenger.once('exit', (code) => {
      if (code !== 0) opened.reject(new Error(`Chromium did not open a window (code ${code}).`));
    });
    return opened.promise;
  }

  async close(): Promise<void> {
    this.#closing = true;
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => this.process.once('exit', () => resolve()));
    this.browser.post('Browser.close');
    const deadline = setTimeout(() => this.process.kill('SIGKILL'), shutdownDeadlineMs);
    await ended;
    clearTimeout(deadline);
  }

  #attached({ sessionId, targetInfo }: { sessionId: string; targetInfo: TargetInfo }): void {
    // Opened by a page, which every window open handler here denies: it has not loaded anything yet.
    if (targetInfo.openerId !== undefined) this.browser.post('Target.closeTarget', { targetId: targetInfo.targetId });
    const session = this.#connection.session(sessionId);
    const resolve = this.#openings.get(targetInfo.url);
    if (targetInfo.type !== 'page' || resolve === undefined) {
      session.post('Runtime.runIfWaitingForDebugger');
      return;
    }
    this.#openings.delete(targetInfo.url);
    this.#sessions.set(targetInfo.targetId, session);
    session.once('standin.detached', () => this.#sessions.delete(targetInfo.targetId));
    resolve({ session, targetId: targetInfo.targetId, blankUrl: targetInfo.url });
  }
}

/** Test drivers wait for this line on stderr; the rest of Chromium's chatter concerns nobody. */
function passOnDevToolsLine(text: Buffer): void {
  const line = /^DevTools listening on .*$/m.exec(String(text));
  if (line !== null) process.stderr.write(`${line[0]}\n`);
}
