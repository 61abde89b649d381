import type { CdpSession } from '../chromium/cdp.ts';
import type { WindowTarget } from '../chromium/chromium.ts';
import { toAppUrl } from './app-url.ts';
import { watchConsole } from './console-messages.ts';
import { ElectronEvent } from './electron-event.ts';
import { guardFrame, releaseFrame } from './navigation.ts';
import { applyPermissions } from './permissions.ts';
import type { WebContents } from './web-contents.ts';

interface EngineFrame {
  readonly id: string;
  readonly parentId?: string;
  readonly url: string;
  readonly urlFragment?: string;
}

interface WindowOpen {
  readonly url: string;
  readonly windowName: string;
  readonly windowFeatures: readonly string[];
}

const crashReasons: Record<string, string> = { killed: 'killed', oom: 'oom', 'launch-failed': 'launch-failed' };

/** Follows what happens in a page and tells it in Electron's events. */
export class PageWatcher {
  url = '';
  title = '';
  isLoading = false;
  isCrashed = false;
  readonly #contents: WebContents;
  readonly #frames = new Set<string>();
  #target: WindowTarget | null = null;
  /** The address the application itself has asked for: no will-navigate for it. */
  #expected: string | null = null;
  /** True while the window shows the page it was opened with, of which the application knows nothing. */
  #isBlank = true;
  #hasForgottenBlank = false;

  constructor(contents: WebContents) {
    this.#contents = contents;
  }

  watch(target: WindowTarget): void {
    this.#target = target;
    this.#guard(target.targetId);
    const { session } = target;
    session.on('Page.frameAttached', ({ frameId }: { frameId: string }) => this.#guard(frameId));
    session.on('Page.frameDetached', ({ frameId }: { frameId: string }) => this.#release(frameId));
    session.on('Page.frameNavigated', ({ frame }: { frame: EngineFrame }) => this.#navigated(frame));
    session.on('Page.navigatedWithinDocument', ({ frameId, url }: { frameId: string; url: string }) => {
      if (frameId === target.targetId) this.url = toAppUrl(url);
    });
    session.on('Page.windowOpen', ({ url, windowName, windowFeatures }: WindowOpen) => {
      this.#contents.windowOpen({ url, name: windowName, features: windowFeatures.join(',') });
    });
    this.#watchLoading(session);
    session.on('standin.crashed', ({ status, errorCode }: { status: string; errorCode: number }) => {
      this.isCrashed = true;
      this.#contents.begin(null);
      const reason = crashReasons[status] ?? 'crashed';
      this.#contents.emit('render-process-gone', new ElectronEvent(), { reason, exitCode: errorCode });
    });
    session.on('Page.javascriptDialogOpening', ({ type }: { type: string }) => {
      if (type === 'beforeunload') this.#unloadPrevented(session);
    });
    watchConsole(session, this.#contents);
  }

  /** The next navigation to this address is the application's own. */
  expectNavigation(url: string): void {
    this.#expected = url;
  }

  /** A document has reported itself, which is before the engine says that it was navigated to. */
  documentBegan(url: string): void {
    this.#isBlank = false;
    this.url = toAppUrl(url);
  }

  end(): void {
    for (const frameId of this.#frames) releaseFrame(frameId);
  }

  #watchLoading(session: CdpSession): void {
    const tell = (name: string) => () => {
      if (!this.#isBlank) this.#contents.emit(name, new ElectronEvent());
    };
    session.on('Page.domContentEventFired', tell('dom-ready'));
    session.on('Page.loadEventFired', tell('did-finish-load'));
    session.on('Page.frameStartedLoading', ({ frameId }: { frameId: string }) => {
      if (frameId === this.#target?.targetId) this.isLoading = true;
    });
    session.on('Page.frameStoppedLoading', ({ frameId }: { frameId: string }) => {
      if (frameId !== this.#target?.targetId) return;
      this.isLoading = false;
      tell('did-stop-loading')();
    });
    session.on('Page.lifecycleEvent', ({ name, frameId }: { name: string; frameId: string }) => {
      if (frameId === this.#target?.targetId && name === 'firstPaint') tell('standin-first-paint')();
    });
  }

  /** Electron shows no question: the page's wish to stay is granted unless the application overrules it. */
  #unloadPrevented(session: CdpSession): void {
    const event = new ElectronEvent();
    this.#contents.emit('will-prevent-unload', event);
    const accept = event.defaultPrevented || this.#contents.isDestroyed();
    session.post('Page.handleJavaScriptDialog', { accept });
    if (!accept) this.#contents.emit('standin-kept');
  }

  #guard(frameId: string): void {
    this.#frames.add(frameId);
    guardFrame(frameId, {
      mayNavigate: (url) => this.#mayNavigate(frameId, url),
      beforeDocument: async (engineUrl) => {
        const { session, targetId } = this.#target ?? {};
        if (session !== undefined && frameId === targetId) await applyPermissions(session, this.#contents, engineUrl);
      },
    });
  }

  #release(frameId: string): void {
    this.#frames.delete(frameId);
    releaseFrame(frameId);
  }

  #mayNavigate(frameId: string, url: string): boolean {
    const isMainFrame = frameId === this.#target?.targetId;
    if (isMainFrame && this.#isExpected(url)) return true;
    const frame = isMainFrame ? this.#contents.mainFrame : null;
    const event = Object.assign(new ElectronEvent(), {
      url,
      isMainFrame,
      isSameDocument: false,
      frame,
      initiator: null,
    });
    this.#contents.emit('will-frame-navigate', event);
    if (isMainFrame && !event.defaultPrevented) this.#contents.emit('will-navigate', event, url);
    return !event.defaultPrevented;
  }

  #isExpected(url: string): boolean {
    const expected = this.#expected;
    this.#expected = null;
    return expected !== null && withoutFragment(expected) === withoutFragment(url);
  }

  #navigated(frame: EngineFrame): void {
    if (frame.parentId !== undefined || frame.url === this.#target?.blankUrl) return;
    // Nobody may go back to the page that the window was opened with.
    if (!this.#hasForgottenBlank) this.#target?.session.post('Page.resetNavigationHistory');
    this.#hasForgottenBlank = true;
    this.#isBlank = false;
    this.isCrashed = false;
    this.url = toAppUrl(frame.url + (frame.urlFragment ?? ''));
    this.#contents.emit('did-navigate', new ElectronEvent(), this.url, 200, 'OK');
  }
}

function withoutFragment(url: string): string {
  // loadURL('app://host') and the request for app://host/ are the same page.
  return (URL.canParse(url) ? new URL(url).href : url).replace(/#.*$/, '').replace(/\/$/, '');
}
