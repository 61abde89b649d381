/** `1.2`: the same major version means that old and new understand each other. */
export interface ContractVersion {
  readonly major: number;
  readonly minor: number;
}

/** Reads a text that was checked before. */
export function parseVersion(text: string): ContractVersion {
  const [major = 0, minor = 0] = text.split('.').map(Number);
  return { major, minor };
}

export function versionToText({ major, minor }: ContractVersion): string {
  return `${major}.${minor}`;
}

/** Below zero when `left` is older, above when it is newer. */
export function compareVersions(left: ContractVersion, right: ContractVersion): number {
  return left.major - right.major || left.minor - right.minor;
}

/** `acme.calc@2`, how adapters and references name all of `2.x`. */
export function lineOf(id: string, version: ContractVersion): string {
  return `${id}@${version.major}`;
}

/** Is it not in every contract of this major version? A provider may lack it. */
export function isLater(since: ContractVersion | undefined): boolean {
  return since !== undefined && since.minor > 0;
}
