import type { CdpSession } from '../chromium/cdp.ts';
import { toAppUrl } from './app-url.ts';
import { ElectronEvent } from './electron-event.ts';
import { newSecret } from './loopback.ts';
import type { WebContents } from './web-contents.ts';
import { WebFrameMain } from './web-frame-main.ts';

const worldName = 'Electron Keys';

interface KeyReport {
  readonly url: string;
  readonly input: Record<string, unknown>;
}

/**
 * Tells of the keys that are pressed in a frame of another site, as 'before-input-event'. The engine lets nobody come before a
 * page: what listens here does so in a world of its own, and the frame gets the key too, whatever a listener prevents.
 */
export function watchFrameKeys(frame: CdpSession, contents: WebContents): void {
  const binding = `standin_${newSecret()}`;
  frame.on('Runtime.bindingCalled', ({ name, payload }: { name: string; payload: string }) => {
    if (name !== binding) return;
    const { url, input } = JSON.parse(payload) as KeyReport;
    contents.tellKey(new WebFrameMain(contents, toAppUrl(url)), new ElectronEvent(), input);
  });
  // Without it no binding is ever reported.
  frame.post('Runtime.enable');
  frame.post('Page.enable');
  frame.post('Runtime.addBinding', { name: binding, executionContextName: worldName });
  frame.post('Page.addScriptToEvaluateOnNewDocument', { worldName, source: reporterSource(binding) });
}

function reporterSource(binding: string): string {
  return `for (const name of ['keydown', 'keyup']) addEventListener(name, (event) => {
    if (!event.isTrusted) return;
    const { key, code, isComposing, location: place } = event;
    const input = {
      type: name === 'keydown' ? 'keyDown' : 'keyUp', key, code, isComposing, location: place, modifiers: [],
      control: event.ctrlKey, shift: event.shiftKey, alt: event.altKey, meta: event.metaKey, isAutoRepeat: event.repeat,
    };
    globalThis['${binding}'](JSON.stringify({ url: location.href, input }));
  }, { capture: true });`;
}
