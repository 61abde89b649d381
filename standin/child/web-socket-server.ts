import * as modules from 'node:module';
import type { WebSocketServer as Server } from 'ws';

type ServerClass = new (options: object) => Server;

/**
 * The socket library with a `process` of its own: the application may take the global one away, which Electron's own
 * ports would not notice. Loaded here and now, because later the process may not open files any more.
 */
export const OwnWebSocketServer: ServerClass = loadServer();

function loadServer(): ServerClass {
  const hooks = modules.registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      if (!url.includes('/node_modules/ws/')) return loaded;
      return { ...loaded, source: `const process = globalThis.process; ${String(loaded.source)}` };
    },
  });
  try {
    return (modules.createRequire(import.meta.url)('ws') as { WebSocketServer: ServerClass }).WebSocketServer;
  } finally {
    hooks.deregister();
  }
}
