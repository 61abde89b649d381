export type Level = 'same' | 'minor' | 'major';

/** One change of a contract. */
export interface Finding {
  /** `add.left`, `Quantity.unit`. */
  readonly path: string;
  /** The name of the rule, for programs and for the table in docs/contracts.md. */
  readonly rule: string;
  /** What this change alone asks for. */
  readonly level: Level;
  /** What happened, to be read behind the path. */
  readonly text: string;
}

export function highest(findings: readonly Finding[]): Level {
  if (findings.some(({ level }) => level === 'major')) return 'major';
  return findings.some(({ level }) => level === 'minor') ? 'minor' : 'same';
}
