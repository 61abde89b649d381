import { homedir } from 'node:os';
import type { Log } from '../base/log.ts';
import { nodeClock } from '../base/node-clock.ts';
import { type AssetsContext, assetsCapability } from '../broker/assets-capability.ts';
import { type InstalledCapability, install } from '../broker/capability.ts';
import { clipboardCapability } from '../broker/clipboard-capability.ts';
import { closeFilesCapability } from '../broker/close-files-capability.ts';
import { exportCapability } from '../broker/export-capability.ts';
import { fetchCapability } from '../broker/fetch-capability.ts';
import type { FileHandles } from '../broker/file-handles.ts';
import { framesCapability } from '../broker/frames-capability.ts';
import type { Gestures } from '../broker/gestures.ts';
import { logCapability } from '../broker/log-capability.ts';
import { notifyCapability } from '../broker/notify-capability.ts';
import { openFilesCapability } from '../broker/open-files-capability.ts';
import { ProtectedPaths, sensitivePaths } from '../broker/protected-paths.ts';
import { saveFilesCapability } from '../broker/save-files-capability.ts';
import { servicesCapability } from '../broker/services-capability.ts';
import { storageCapability } from '../broker/storage-capability.ts';
import type { StorageFile } from '../broker/storage-file.ts';
import { webFramesCapability } from '../broker/web-frames-capability.ts';
import type { WebPages } from '../broker/web-pages.ts';
import type { Services } from '../remoting/services.ts';
import type { FrameRegistry } from './frame-registry.ts';
import type { FramesDesk } from './frames-desk.ts';

/** What the host's shell does for brokers; each gets only its own part. */
export interface DesktopParts {
  pickFiles(options: { title: string; types: readonly string[]; multiple: boolean }): Promise<string[]>;
  pickSavePath(options: {
    title: string;
    suggestedName: string;
    types: readonly string[];
  }): Promise<string | undefined>;
  writeClipboard(text: string): Promise<void>;
  showNotification(title: string, body: string): void;
}

export interface CapabilityParts {
  desktop: DesktopParts;
  /** Absolute path of the host's own folder: no add-in reads or writes there, not even through a dialog. */
  profile: string;
  storage: StorageFile;
  gestures: Gestures;
  /** Numbers of files that add-ins have open. */
  handles: FileHandles;
  frames: FrameRegistry;
  framesDesk: FramesDesk;
  services: Services;
  log: Log;
  /** A file of the package that this generation of the add-in was started from. */
  readAsset: AssetsContext['read'];
  webPages: WebPages;
}

/** Everything the host does for add-ins, each with the authority it needs. */
export function installCapabilities(parts: CapabilityParts): InstalledCapability[] {
  const { desktop, gestures, handles, services, log } = parts;
  const now = () => performance.now();
  const protectedPaths = new ProtectedPaths([parts.profile, ...sensitivePaths(homedir())]);
  return [
    install(assetsCapability, { read: parts.readAsset }),
    install(webFramesCapability, { pages: parts.webPages }),
    install(storageCapability, { file: parts.storage }),
    install(openFilesCapability, {
      ...{ handles, protectedPaths },
      pickFiles: ({ displayName }, options) => desktop.pickFiles({ title: `Open in ${displayName}`, ...options }),
    }),
    install(saveFilesCapability, {
      ...{ handles, protectedPaths },
      pickSavePath: ({ displayName }, options) =>
        desktop.pickSavePath({ title: `Save from ${displayName}`, ...options }),
    }),
    install(closeFilesCapability, { handles }),
    install(clipboardCapability, {
      hasGesture: (addinId) => gestures.isRecent(addinId),
      writeText: (text) => desktop.writeClipboard(text),
    }),
    install(notifyCapability, { now, show: ({ title, body }) => desktop.showNotification(title, body) }),
    install(fetchCapability, { clock: nodeClock }),
    install(logCapability, { now, write: (addinId, level, text) => log.write(level, text, addinId) }),
    install(framesCapability, framesContext(parts, now)),
    install(servicesCapability, services),
    install(exportCapability, {
      now,
      emit: (caller, event, speaks) => services.emit(caller, event, speaks),
      withdraw: (caller) => services.withdraw(caller),
    }),
  ];
}

function framesContext({ frames, framesDesk }: CapabilityParts, now: () => number) {
  return {
    now,
    open: (addinId: string, frame: { view: string; title: string | undefined; params: unknown }) =>
      framesDesk.open(addinId, frame).frameId,
    update: (addinId: string, frameId: string, change: { title: string | undefined; unsaved: boolean | undefined }) =>
      frames.update(frames.owned(addinId, frameId).frameId, change),
    close: (addinId: string, frameId: string) => frames.close(frames.owned(addinId, frameId).frameId),
  };
}
