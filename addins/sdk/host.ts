import type { MethodResult } from '../protocol/method.ts';
import type { hostMethods } from '../protocol/methods/host-methods.ts';
import type { Plain } from '../protocol/plain-data.ts';
import type { GuestBridge, LogLevel } from './guest-runtime.ts';
import { createHostAssets, type HostAssets } from './host-assets.ts';
import { createHostFiles, type HostFiles } from './host-files.ts';
import type { HostServices } from './host-services.ts';
import { decodeUtf8 } from './utf8.ts';

type HostMethods = typeof hostMethods;
/** Calls one host method. Rejects with an error that has a `code`, for example E_SECURITY. */
export type CallHost = <Name extends keyof HostMethods>(
  name: Name,
  ...args: unknown[]
) => Promise<MethodResult<HostMethods[Name]>>;

export interface FetchOptions {
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  headers?: Record<string, string>;
  body?: string;
}

export interface FetchAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
  text(): string;
  json(): unknown;
}

/** What an add-in may ask of its host. Everything needs the permission that the manifest asks for. */
export interface Host {
  /** The add-in's own key-value store; values are plain data. */
  readonly storage: {
    get<Value extends Plain = Plain>(key: string): Promise<Value | null>;
    set(key: string, value: Plain): Promise<void>;
    delete(key: string): Promise<void>;
    /** All keys that start with `prefix`, sorted. */
    keys(prefix?: string): Promise<string[]>;
  };
  readonly files: HostFiles;
  /** Files of the add-in's own package. They need no permission. */
  readonly assets: HostAssets;
  /** Used by `WebView`: an address for a page of the package, until it is closed. Needs `ui.webframe`. */
  readonly webFrames: { open(page: string): Promise<string>; close(address: string): Promise<void> };
  readonly clipboard: {
    /** Only in the handler of something the person did. */
    writeText(text: string): Promise<void>;
  };
  readonly net: { fetch(url: string, options?: FetchOptions): Promise<FetchAnswer> };
  readonly frames: {
    /** Opens a frame with a view of the manifest, or brings the one forward that is there; answers its id. */
    open(view: string, options?: { title?: string; params?: Plain }): Promise<string>;
    update(frameId: string, change: { title?: string; unsaved?: boolean }): Promise<void>;
    close(frameId: string): Promise<void>;
  };
  /** Other add-ins, as far as they offer something. */
  readonly services: HostServices;
  readonly log: Readonly<Record<LogLevel, (text: string) => void>>;
  notify(title: string, body?: string): Promise<void>;
}

export function createHost(bridge: GuestBridge, services: HostServices): Host {
  const call = ((name: string, ...args: unknown[]) => bridge.call(name, args)) as CallHost;
  return Object.freeze({
    storage: createStorage(call),
    files: createHostFiles(call),
    assets: createHostAssets(call),
    webFrames: Object.freeze({
      open: async (page: string) => (await call('webFrames.open', page)).address,
      close: (address: string) => done(call('webFrames.close', address)),
    }),
    clipboard: Object.freeze({ writeText: (text: string) => done(call('clipboard.writeText', text)) }),
    net: Object.freeze({ fetch: (url: string, options: FetchOptions = {}) => fetchFrom(call, url, options) }),
    frames: createFrames(call),
    services,
    log: createLog(bridge),
    notify: (title: string, body = '') => done(call('ui.notify', { title, body })),
  });
}

function createStorage(call: CallHost): Host['storage'] {
  return Object.freeze({
    get: <Value extends Plain>(key: string) => call('storage.get', key) as Promise<Value | null>,
    set: (key: string, value: Plain) => done(call('storage.set', key, value)),
    delete: (key: string) => done(call('storage.delete', key)),
    keys: (prefix = '') => call('storage.keys', prefix),
  });
}

function createFrames(call: CallHost): Host['frames'] {
  return Object.freeze({
    open: (view: string, { title, params = null }: { title?: string; params?: Plain } = {}) =>
      call('frames.open', { view, params, ...(title === undefined ? {} : { title }) }),
    update: (frameId: string, change: { title?: string; unsaved?: boolean }) =>
      done(call('frames.update', frameId, change)),
    close: (frameId: string) => done(call('frames.close', frameId)),
  });
}

function createLog(bridge: GuestBridge): Host['log'] {
  return Object.freeze({
    debug: (text: string) => bridge.log('debug', text),
    info: (text: string) => bridge.log('info', text),
    warn: (text: string) => bridge.log('warn', text),
    error: (text: string) => bridge.log('error', text),
  });
}

async function fetchFrom(call: CallHost, url: string, options: FetchOptions): Promise<FetchAnswer> {
  const { status, headers, body } = await call('net.fetch', { url, ...options });
  return Object.freeze({
    status,
    headers,
    bytes: body,
    text: () => decodeUtf8(body),
    json: () => JSON.parse(decodeUtf8(body)) as unknown,
  });
}

async function done(answer: Promise<unknown>): Promise<void> {
  await answer;
}
