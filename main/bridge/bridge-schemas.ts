import { z } from 'zod';
import { contractId } from '../../addins/protocol/contract-id.ts';
import { isPermissionName, type PermissionName } from '../../addins/protocol/permissions.ts';
import { BULK_UPLOAD_BYTES, BULK_UPLOAD_FILES, REPORT_CHARACTERS } from './bridge-limits.ts';

const id = z.string().min(1).max(160);
const permission = z.custom<PermissionName>((value) => typeof value === 'string' && isPermissionName(value));
const effect = z.enum(['deny', 'ask', 'allow']);
const uploadBytes = z.custom<Uint8Array<ArrayBuffer>>(
  (value) => value instanceof Uint8Array && value.byteLength <= BULK_UPLOAD_BYTES,
  'must be bytes within the size limit',
);
const upload = z.strictObject({
  fileName: z.string().max(255),
  bytes: uploadBytes.nullable(),
  files: z
    .array(z.strictObject({ path: z.string().max(1_024), bytes: uploadBytes }))
    .max(BULK_UPLOAD_FILES)
    .nullable(),
});
const coordinate = z.number().min(-100_000).max(100_000);
const layout = z.strictObject({
  frameId: id,
  bounds: z.strictObject({ x: coordinate, y: coordinate, width: coordinate, height: coordinate }),
  mode: z.enum(['normal', 'minimised', 'maximised']),
  order: z.int().min(0).max(100_000),
});
const generation = z.int().min(1);

/** The arguments of every bridge method. A method that is not here cannot be called from the window. */
export const bridgeSchemas = {
  snapshot: z.tuple([]),
  stagePackage: z.tuple([upload]),
  pickPackages: z.tuple([z.enum(['file', 'folder'])]),
  installStaged: z.tuple([id]),
  discardStaged: z.tuple([id]),
  setEnabled: z.tuple([id, z.boolean()]),
  restart: z.tuple([id]),
  stop: z.tuple([id]),
  uninstall: z.tuple([id, z.boolean()]),
  rollBack: z.tuple([id]),
  openView: z.tuple([id, z.string().max(64)]),
  runCommand: z.tuple([id, z.string().max(64)]),
  frameClosed: z.tuple([id]),
  saveLayout: z.tuple([z.array(layout).max(500)]),
  gesture: z.tuple([id]),
  connect: z.tuple([id]),
  upgradeFrozen: z.tuple([id, generation]),
  upgradePainted: z.tuple([id, generation, z.string().max(500).nullable()]),
  viewViolation: z.tuple([id, generation, z.string().max(500)]),
  permissions: z.tuple([]),
  setAnswer: z.tuple([id, permission, effect.nullable()]),
  revokeAll: z.tuple([id]),
  answerPrompt: z.tuple([id, z.enum(['deny', 'once', 'session', 'always', 'dismiss', 'block'])]),
  openQuestion: z.tuple([id]),
  audit: z.tuple([id.nullable()]),
  serviceChoices: z.tuple([]),
  chooseProvider: z.tuple([contractId, id.nullable()]),
  diagnostics: z.tuple([]),
  ledger: z.tuple([]),
  flight: z.tuple([id, z.int().min(0)]),
  waits: z.tuple([]),
  serviceEvents: z.tuple([id]),
  saveReport: z.tuple([z.string().max(REPORT_CHARACTERS)]),
  setTheme: z.tuple([z.enum(['system', 'light', 'dark'])]),
} as const;

export type BridgeMethodName = keyof typeof bridgeSchemas;
