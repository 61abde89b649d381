import type { PermissionName } from '../../addins/protocol/permissions.ts';
import { ALLOWED, ASKED, type Rule } from './level.ts';

export const SET_NAMES = ['Nothing', 'Execution', 'Panel', 'Document', 'Connected', 'Developer', 'Native'] as const;
export type SetName = (typeof SET_NAMES)[number];

/** Bytes. Enough for settings; an add-in nobody vouches for has no reason to keep more. */
const EXECUTION_STORAGE = 1_048_576;

type Rows = Readonly<Partial<Record<PermissionName, Rule>>>;

const EXECUTION: Rows = {
  'log.write': ALLOWED,
  'storage.kv': { ...ALLOWED, parameters: { quotaBytes: EXECUTION_STORAGE } },
};
const PANEL: Rows = {
  'log.write': ALLOWED,
  'storage.kv': ALLOWED,
  'ui.view': ALLOWED,
  'clipboard.write': ALLOWED,
};
const DOCUMENT: Rows = { ...PANEL, 'fs.pick.open': ALLOWED, 'fs.pick.save': ALLOWED };
const CONNECTED: Rows = {
  ...DOCUMENT,
  'net.fetch': ASKED,
  'ui.webframe': ASKED,
  'ui.notify': ASKED,
  'addin.call': ASKED,
  'addin.export': ALLOWED,
};
const NATIVE: Rows = {
  ...CONNECTED,
  'net.fetch': ALLOWED,
  'ui.webframe': ALLOWED,
  'ui.notify': ALLOWED,
  'addin.call': ALLOWED,
};

const ROWS: Readonly<Record<SetName, Rows>> = {
  Nothing: {},
  Execution: EXECUTION,
  Panel: PANEL,
  Document: DOCUMENT,
  Connected: CONNECTED,
  Developer: CONNECTED,
  Native: NATIVE,
};

/** Every row of a set, spelled out: no set implies another one at run time. */
export function permissionSet(name: SetName): ReadonlyMap<PermissionName, Rule> {
  return new Map(Object.entries(ROWS[name]) as [PermissionName, Rule][]);
}
