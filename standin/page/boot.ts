import { Connection } from '../wire/connection.ts';
import { scheduling } from '../wire/scheduler.ts';
import { DirectCalls } from './direct-sockets.ts';
import { IpcRenderer } from './ipc-renderer.ts';
import { createPageScheduler } from './page-scheduler.ts';
import { openSocket } from './page-socket.ts';
import { type Preload, runPreload } from './preload-modules.ts';

/** Filled in by the stand-in for each window; see page-source.ts. */
export interface PageSettings {
  /** `ws://127.0.0.1:<port>/<token>/` */
  readonly endpoint: string;
  /** Name of the function through which a document reports itself; it exists in this world only. */
  readonly binding: string;
  /** The page a window shows before it loads anything: no preload runs there. */
  readonly blankUrl: string;
  readonly preloadPath: string;
  /** Of the bridge between this world and the page's. */
  readonly bridgeSecret: string;
}

/** What a document tells the stand-in about itself, by a way that no page can use. */
export type PageReport =
  | { readonly document: string; readonly url: string }
  | { readonly wants: 'file-paths' | 'close' }
  | { readonly wants: 'window'; readonly url: string; readonly name: string; readonly features: string };

/** Entry of the isolated world: runs before any script of the page, in every document. */
export function bootPage(settings: PageSettings, preload: Preload): void {
  // Without nodeIntegrationInSubFrames a preload runs in the main frame alone.
  if (window !== window.top || location.href === settings.blankUrl) return;
  const id = crypto.getRandomValues(new Uint8Array(16)).toHex();
  const binding = (globalThis as unknown as Record<string, (text: string) => void>)[settings.binding];
  const report = (content: PageReport): void => binding?.(JSON.stringify(content));
  scheduling.current = createPageScheduler();
  report({ document: id, url: location.href });
  const calls = new DirectCalls(settings.endpoint);
  const ticketNews = (_kind: number, ticket: string): void => calls.refuse(ticket);
  const connection = new Connection({ parity: 1, direct: calls.direct, ticketNews });
  openSocket(connection, settings.endpoint + id);
  runPreload(preload, { settings, ipcRenderer: new IpcRenderer(connection), report });
}
