import { dialogPageUrl, scriptJson } from '../page/dialog-source.ts';
import type { FolderListing } from './file-question.ts';
import { openPlatform } from './platform.ts';
import { followTheme } from './prepare-page.ts';
import { WindowFrame } from './window-frame.ts';

interface DialogWindowOptions {
  readonly title: string;
  readonly question: object;
  readonly size: { readonly width: number; readonly height: number };
  readonly list?: (folder: string) => FolderListing;
}

type PageCall = { readonly answer: unknown } | { readonly list: string };

const binding = 'standinDialog';
const position = { x: 240, y: 160 };

/** Shows a window of the stand-in's own and waits; null when it is closed without an answer. */
export async function askInWindow<Answer>(options: DialogWindowOptions): Promise<Answer | null> {
  const { chromium } = await openPlatform();
  const target = await chromium.openWindow();
  const { session, targetId } = target;
  const frame = new WindowFrame({ ...position, ...options.size, visible: true, emit: () => undefined });
  frame.attach(target, chromium);
  const answered = new Promise<Answer | null>((resolve) => {
    session.once('standin.detached', () => resolve(null));
    session.on('Runtime.bindingCalled', ({ payload }: { payload: string }) => {
      const call = JSON.parse(payload) as PageCall;
      if ('answer' in call) resolve(call.answer as Answer | null);
      else session.post('Runtime.evaluate', { expression: `showFolder(${scriptJson(options.list?.(call.list))})` });
    });
  });
  for (const method of ['Page.enable', 'Runtime.enable']) session.post(method);
  session.post('Runtime.addBinding', { name: binding });
  followTheme(session);
  session.post('Runtime.runIfWaitingForDebugger');
  session.post('Page.navigate', { url: dialogPageUrl(options.title, options.question) });
  session.post('Page.bringToFront');
  const answer = await answered;
  chromium.browser.post('Target.closeTarget', { targetId });
  return answer;
}
