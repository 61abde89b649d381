import { Log } from '../base/log.ts';
import { nodeClock } from '../base/node-clock.ts';
import { StorageFile } from '../broker/storage-file.ts';
import { StateStore } from '../domains/state-store.ts';
import { openCatalog } from '../packages/catalog.ts';
import { ShadowStore } from '../packages/shadow-store.ts';
import { AnswerStore } from '../policy/answer-store.ts';
import { AuditLog } from '../policy/audit-log.ts';
import { loadOrganisation } from '../policy/organisation-file.ts';
import { FrameRegistry } from './frame-registry.ts';
import type { ProfilePaths } from './profile-paths.ts';
import { SettingsStore } from './settings.ts';

export type Stores = Awaited<ReturnType<typeof openStores>>;

/** Opens everything that is kept on disk. A broken file never blocks the start: it is set aside and said so in the log. */
export async function openStores(paths: ProfilePaths, options: { echoLog: boolean }) {
  const wallTime = () => Date.now();
  const log = new Log({ file: paths.log, echo: options.echoLog });
  const { catalog, warning } = openCatalog(paths.catalog);
  if (warning) log.error(`${warning.title} ${warning.message}`);
  const shadowCopies = new ShadowStore(paths.shadowCopies);
  await shadowCopies.open();
  const answers = new AnswerStore({ file: paths.answers, wallTime });
  if (answers.lost) log.warn('Your answers about permissions could not be read; add-ins will ask again.');
  return {
    log,
    catalog,
    /** False after a broken catalog: its copies may still be wanted. */
    mayCollectCopies: warning === null,
    shadowCopies,
    answers,
    audit: new AuditLog({ file: paths.audit, clock: nodeClock, wallTime }),
    storage: new StorageFile({ file: paths.storage, stamp: wallTime() }),
    states: new StateStore(paths.states),
    frames: new FrameRegistry(paths.frames, (words) => log.error(words)),
    settings: new SettingsStore(paths.settings),
    organisation: loadOrganisation({ file: paths.organisation, lastGoodFile: paths.lastGoodOrganisation }),
  };
}

export function closeStores(stores: Stores): void {
  stores.frames.flush();
  stores.answers.close();
  stores.audit.close();
  stores.storage.close();
  stores.catalog.close();
}
