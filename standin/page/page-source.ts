import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { PageSettings } from './boot.ts';

/** In the order of their dependencies: together they make one script. */
const files = [
  '../wire/scheduler.ts',
  '../wire/json-safe.ts',
  '../wire/graph-encode.ts',
  '../wire/graph-decode.ts',
  '../wire/codec.ts',
  '../wire/packet.ts',
  '../wire/frame.ts',
  '../wire/link.ts',
  '../wire/port-core.ts',
  '../wire/local-link.ts',
  '../wire/channel-link.ts',
  '../wire/move-port.ts',
  '../wire/outbox.ts',
  '../wire/connection.ts',
  './page-emitter.ts',
  './page-socket.ts',
  './direct-sockets.ts',
  './dom-ports.ts',
  './ipc-renderer.ts',
  './context-bridge.ts',
  './preload-modules.ts',
  './boot.ts',
];

let runtime: string | undefined;

/**
 * The script of the isolated world: the sources above without their types and imports, in one scope, and the preload as
 * a function (the page's policy may forbid evaluating text).
 */
export function pageSource(settings: PageSettings, preloadSource: string): string {
  runtime ??= files.map(readPlain).join('\n');
  const preload = `function (require, module, exports, process, global, setImmediate) {${preloadSource}\n}`;
  return `(() => {\n${runtime}\nbootPage(${JSON.stringify(settings)}, ${preload});\n})();`;
}

function readPlain(file: string): string {
  const source = readFileSync(fileURLToPath(new URL(file, import.meta.url)), 'utf8');
  return stripTypeScriptTypes(source)
    .replace(/^import [^;]*;$/gms, '')
    .replace(/^export /gm, '');
}
