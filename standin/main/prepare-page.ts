import { readFileSync } from 'node:fs';
import type { CdpSession } from '../chromium/cdp.ts';
import type { WindowTarget } from '../chromium/chromium.ts';
import type { PageReport } from '../page/boot.ts';
import { mainWorldSource, pageSource } from '../page/page-source.ts';
import { registeredSchemes } from './app-url.ts';
import { answerFilePaths } from './file-paths.ts';
import { watchFrameKeys } from './frame-keys.ts';
import { followFrames } from './frame-targets.ts';
import { type Loopback, newSecret } from './loopback.ts';
import { nativeTheme } from './native-theme.ts';
import { PageDocument } from './page-document.ts';
import type { WebContents } from './web-contents.ts';

interface PreparePageOptions {
  readonly contents: WebContents;
  readonly target: WindowTarget;
  readonly loopback: Loopback;
  /** Without a window manager nothing ever has the focus unless the engine pretends so. */
  readonly hasFocus: boolean;
}

const worldName = 'Electron Isolated Context';

/** Sets up what has to be there before the first document, and lets the engine go on. */
export async function preparePage(options: PreparePageOptions): Promise<void> {
  const { contents, hasFocus } = options;
  const { session } = options.target;
  const commands = [
    session.send('Page.enable'),
    // Without it no binding is ever reported.
    session.send('Runtime.enable'),
    session.send('Inspector.enable'),
    session.send('Page.setLifecycleEventsEnabled', { enabled: true }),
  ];
  if (hasFocus) commands.push(session.send('Emulation.setFocusEmulationEnabled', { enabled: true }));
  followTheme(session);
  commands.push(followFrames(session, (frame) => prepareFrame(frame, contents)));
  if (contents.preloadPath !== '') commands.push(...preparePreload(options));
  commands.push(session.send('Runtime.runIfWaitingForDebugger'));
  await Promise.all(commands);
}

function prepareFrame(frame: CdpSession, contents: WebContents): void {
  followTheme(frame);
  watchFrameKeys(frame, contents);
}

/** The desktop's theme, which nativeTheme sets for the whole application. */
export function followTheme(session: CdpSession): void {
  const apply = (): void => {
    const features = [{ name: 'prefers-color-scheme', value: nativeTheme.colorScheme }];
    session.post('Emulation.setEmulatedMedia', { features });
  };
  nativeTheme.on('updated', apply);
  session.once('standin.detached', () => nativeTheme.off('updated', apply));
  apply();
}

function preparePreload({ contents, target, loopback }: PreparePageOptions): Promise<unknown>[] {
  const { session, blankUrl } = target;
  const { preloadPath } = contents;
  const binding = `standin_${newSecret()}`;
  const settings = { endpoint: loopback.endpoint, binding, blankUrl, preloadPath, bridgeSecret: newSecret() };
  session.on('Runtime.bindingCalled', ({ name, payload }: { name: string; payload: string }) => {
    if (name !== binding) return;
    const report = JSON.parse(payload) as PageReport;
    if ('document' in report) beginDocument(contents, loopback, report);
    else if (report.wants === 'window') contents.windowOpen(report);
    else if (report.wants === 'close') contents.emit('standin-close');
    else answerFilePaths(session).catch(() => undefined);
  });
  return [
    session.send('Runtime.addBinding', { name: binding, executionContextName: worldName }),
    // The page's world first: it has to be listening when the preload exposes something.
    session.send('Page.addScriptToEvaluateOnNewDocument', {
      source: mainWorldSource(settings.bridgeSecret, registeredSchemes()),
    }),
    session.send('Page.addScriptToEvaluateOnNewDocument', {
      worldName,
      source: pageSource(settings, readFileSync(preloadPath, 'utf8')),
    }),
  ];
}

function beginDocument(contents: WebContents, loopback: Loopback, report: { document: string; url: string }): void {
  contents.watcher.documentBegan(report.url);
  const origin = /^https?:/.test(report.url) ? new URL(report.url).origin : null;
  const document = new PageDocument({
    loopback,
    secret: report.document,
    origin,
    onmessage: (message) => {
      if (contents.document === document) contents.receive(message);
    },
  });
  contents.begin(document);
}
