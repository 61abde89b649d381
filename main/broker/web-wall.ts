import { randomBytes } from 'node:crypto';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import { Emitter } from '../base/emitter.ts';
import { openWallListeners, WAYS_OUT, type WallListeners } from './wall-listeners.ts';

const TOKEN_BYTES = 16;
/** Milliseconds until a trial counts as failed; it takes a fraction of a second where nothing else is going on. */
const TRIAL_LIMIT = 15_000;
/** Milliseconds for which a trial that failed stands: an add-in that asks in a loop would keep the window busy with them. */
const TRIAL_PAUSE = 5_000;

export interface WebWallOptions {
  /** Of the addresses of web pages. */
  readonly scheme: string;
  readonly limitMs?: number;
  readonly pauseMs?: number;
  warn(text: string): void;
}

/** What the window is to know. */
export interface WebWallReport {
  /** No page is shown: the wall was tried and could not be seen to hold. */
  readonly isDown: boolean;
  /** The page to load out of sight now. */
  readonly probe: string | null;
}

/** A file of a page that puts the wall to the test. */
export interface ProbeFile {
  readonly kind: '.html' | '.js' | '.css';
  readonly text: string;
  /** False for the page that shows what would happen without the wall. */
  readonly isWalled: boolean;
}

/** One page of a trial, and whom it tries to reach. */
interface Probe {
  readonly token: string;
  readonly isWalled: boolean;
  readonly listeners: WallListeners;
  isDone: boolean;
}

/**
 * The wall that keeps web pages of add-ins from connections which a content security policy has no words for. It stands in the
 * browser engine, so it is tried before the first page is shown: a page of the host's own tries to get out, first behind the
 * wall, then a second one without it. The wall counts as up when nothing came from the first and everything came from the
 * second, which proves that a word would have been heard. Anything else, silence too, means that no page is shown.
 */
export class WebWall {
  /** The report is another one. */
  readonly changed = new Emitter<void>();
  readonly #options: WebWallOptions;
  #isUp = false;
  #isDown = false;
  #trial: Promise<void> | undefined;
  #probe: Probe | undefined;
  #onNews: () => void = () => undefined;

  constructor(options: WebWallOptions) {
    this.#options = options;
  }

  get report(): WebWallReport {
    const probe = this.#probe ? `${this.#options.scheme}://${this.#probe.token}/probe.html` : null;
    return { isDown: this.#isDown, probe };
  }

  /** Resolves once the wall is known to stand. Throws E_WALL; a call some seconds later tries anew. */
  async raise(): Promise<void> {
    if (this.#isUp) return;
    this.#trial ??= this.#try();
    await this.#trial;
  }

  /** What a page of the trial is served; by asking for the last file it says that it has tried everything. */
  file(token: string, path: string): ProbeFile | undefined {
    const probe = this.#probe;
    if (probe?.token !== token) return undefined;
    const { isWalled, listeners } = probe;
    if (path === 'probe.html') return { kind: '.html', text: PAGE, isWalled };
    if (path === 'probe.js') return { kind: '.js', text: scriptOf(listeners), isWalled };
    if (path !== 'done.css') return undefined;
    probe.isDone = true;
    this.#onNews();
    return { kind: '.css', text: '', isWalled };
  }

  async #try(): Promise<void> {
    const problem = await this.#problem();
    this.#isUp = problem === undefined;
    this.#isDown = !this.#isUp;
    this.changed.emit();
    if (problem === undefined) return;
    this.#options.warn(`Web pages of add-ins are not shown: ${problem}`);
    setTimeout(() => {
      this.#trial = undefined;
    }, this.#options.pauseMs ?? TRIAL_PAUSE).unref();
    throw new BulkheadError('E_WALL', { message: 'Web pages cannot be shown safely here, so none is shown.' });
  }

  async #problem(): Promise<string | undefined> {
    const opened: WallListeners[] = [];
    const listen = async (): Promise<WallListeners> => {
      const listeners = await openWallListeners(() => this.#onNews());
      opened.push(listeners);
      return listeners;
    };
    try {
      const limit = AbortSignal.timeout(this.#options.limitMs ?? TRIAL_LIMIT);
      const walled = probeOf(await listen(), true);
      await this.#load(walled, () => walled.isDone || walled.listeners.reached.size > 0, limit);
      const open = probeOf(await listen(), false);
      // What got through the wall had all this time to arrive, too.
      const isProven = () => open.listeners.reached.size === WAYS_OUT.length;
      if (walled.listeners.reached.size === 0) await this.#load(open, isProven, limit);
      return verdict(walled, open);
    } catch (error) {
      return `the trial failed. ${String(error)}`;
    } finally {
      this.#probe = undefined;
      for (const each of opened) each.close();
    }
  }

  /** Has the window load a page until something is so, or the limit is reached. */
  async #load(probe: Probe, isSo: () => boolean, limit: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#onNews = () => (isSo() || limit.aborted ? resolve() : undefined);
      limit.addEventListener('abort', this.#onNews, { once: true });
      this.#probe = probe;
      this.changed.emit();
      this.#onNews();
    });
  }
}

function probeOf(listeners: WallListeners, isWalled: boolean): Probe {
  return { token: randomBytes(TOKEN_BYTES).toString('hex'), isWalled, listeners, isDone: false };
}

function verdict(walled: Probe, open: Probe): string | undefined {
  const { reached } = walled.listeners;
  if (reached.size > 0) return `the network could be reached from one (${[...reached].join(', ')}).`;
  if (!walled.isDone) return 'the page that tries it did not answer.';
  const unheard = WAYS_OUT.filter((way) => !open.listeners.reached.has(way));
  return unheard.length > 0 ? `it could not be tried whether they are kept from ${unheard.join(', ')}.` : undefined;
}

const PAGE = '<!doctype html><title>Test</title><script src="/probe.js"></script>';

/** Tries every way at once. WebRTC says by itself when it has nobody left to ask. */
function scriptOf({ ports }: WallListeners): string {
  return `'use strict';
const { stun, turn, ahead } = ${JSON.stringify(ports)};
const link = (rel, href) => document.head.append(Object.assign(document.createElement('link'), { rel, href }));
const done = () => link('stylesheet', '/done.css');
link('preconnect', 'http://127.0.0.1:' + ahead);
try {
  const connection = new RTCPeerConnection({ iceServers: [
    { urls: 'stun:127.0.0.1:' + stun },
    { urls: 'turn:127.0.0.1:' + turn + '?transport=tcp', username: 'a', credential: 'b' },
  ] });
  connection.onicegatheringstatechange = () => { if (connection.iceGatheringState === 'complete') done(); };
  connection.createDataChannel('probe');
  connection.setLocalDescription().catch(done);
  addEventListener('pagehide', () => connection.close());
} catch {
  done();
}
`;
}
