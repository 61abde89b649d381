import { bundleScripts } from '../main/script-bundle.ts';
import { wireFiles } from '../wire/wire-files.ts';
import type { PageSettings } from './boot.ts';

const files = [
  ...wireFiles,
  'page/page-emitter.ts',
  'page/page-scheduler.ts',
  'page/page-socket.ts',
  'page/direct-sockets.ts',
  'page/dom-ports.ts',
  'page/ipc-renderer.ts',
  'page/world-bridge.ts',
  'page/web-utils.ts',
  'page/preload-modules.ts',
  'page/boot.ts',
];

/**
 * The script of the isolated world: the sources above, and the preload as a function, because the page's policy may
 * forbid evaluating text.
 */
export function pageSource(settings: PageSettings, preloadSource: string): string {
  const preload = `function (require, module, exports, process, global, setImmediate) {${preloadSource}\n}`;
  return `(() => {\n${bundleScripts('page', files).text}\nbootPage(${JSON.stringify(settings)}, ${preload});\n})();`;
}

/** The script of the page's own world; the page cannot see what it keeps. */
export function mainWorldSource(bridgeSecret: string, schemes: readonly string[]): string {
  const { text } = bundleScripts('main-world', ['page/world-bridge.ts', 'page/main-world-boot.ts']);
  return `(() => {\n${text}\nbootMainWorld(${JSON.stringify(bridgeSecret)}, ${JSON.stringify(schemes)});\n})();`;
}
