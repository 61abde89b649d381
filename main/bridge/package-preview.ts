import type { Manifest } from '../../addins/protocol/manifest.ts';
import { type Grant, PERMISSIONS, type PermissionName } from '../../addins/protocol/permissions.ts';
import type { StagedPackage } from '../../preload/bridge.ts';

export interface PreviewOptions {
  stageId: string;
  manifest: Manifest;
  signed: boolean;
  sizeBytes: number;
  files: ReadonlyMap<string, Uint8Array>;
  /** What the policy would grant if the person installed it now. */
  grants: readonly Grant[];
  /** The walls that hold an add-in on this machine. */
  heldBy: readonly string[];
  installed: { manifest: Manifest; grants: readonly Grant[] } | undefined;
}

/** Lines of one list on the install sheet: more are not read. */
const LINES = 5;

/** Things no add-in can do, in the words of the sheet. */
const NEVER = ['run programs'];

/** What the install sheet says about a package, in plain words. */
export function previewPackage(options: PreviewOptions): StagedPackage {
  const { manifest, installed, grants } = options;
  const before = installed ? plainTexts(installed.grants) : [];
  const beforeUnasked = installed ? allowed(installed.grants).map(plainText) : [];
  const now = plainTexts(grants);
  const unasked = allowed(grants).map(plainText);
  // What the installed version had to ask for and the new one would simply have is more than before.
  const isMore = (text: string) => !(unasked.includes(text) ? beforeUnasked : before).includes(text);
  return {
    stageId: options.stageId,
    kind: previewKind(manifest, installed?.manifest),
    addinId: manifest.name.toLowerCase(),
    displayName: manifest.displayName,
    version: manifest.version,
    installedVersion: installed?.manifest.version ?? null,
    publisher: manifest.publisher ?? null,
    signed: options.signed,
    description: manifest.description ?? '',
    color: manifest.color,
    sizeBytes: options.sizeBytes,
    can: allowed(grants).map(plainText).slice(0, LINES),
    willAsk: asking(grants)
      .map((grant) => ({ text: plainText(grant), reason: reasonFor(manifest, grant.permission) }))
      .slice(0, LINES),
    cannot: cannotTexts(grants),
    adds: installed ? now.filter(isMore) : [],
    removes: before.filter((text) => !now.includes(text)),
    heldBy: [...options.heldBy],
    files: [...options.files].map(([path, bytes]) => ({ path, bytes: bytes.byteLength })),
  };
}

/** "send data to api.example.com", from the parameters that were granted. */
export function plainText(grant: Grant): string {
  const row = PERMISSIONS[grant.permission];
  return row.plain(row.parameters.parse(grant.parameters) as never);
}

function previewKind(manifest: Manifest, installed: Manifest | undefined): StagedPackage['kind'] {
  if (!installed) return 'install';
  return installed.version === manifest.version ? 'reinstall' : 'upgrade';
}

function allowed(grants: readonly Grant[]): Grant[] {
  return grants.filter((grant) => grant.effect === 'allow' && PERMISSIONS[grant.permission].tier > 0);
}

function asking(grants: readonly Grant[]): Grant[] {
  return grants.filter((grant) => grant.effect === 'ask');
}

function plainTexts(grants: readonly Grant[]): string[] {
  return [...allowed(grants), ...asking(grants)].map(plainText);
}

function reasonFor(manifest: Manifest, permission: PermissionName): string | null {
  return manifest.permissions.find((entry) => entry.name === permission)?.reason ?? null;
}

/** What a person might fear and need not: the permissions that were not granted, and what nothing can do. */
function cannotTexts(grants: readonly Grant[]): string[] {
  const granted = new Set(grants.filter((grant) => grant.effect !== 'deny').map((grant) => grant.permission));
  const missing = (Object.keys(PERMISSIONS) as PermissionName[])
    .filter((name) => !granted.has(name))
    .map((name) => PERMISSIONS[name].cannot as string);
  return [...missing.filter((text) => text !== ''), ...NEVER];
}
