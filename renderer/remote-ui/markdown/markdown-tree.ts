/** What Markdown of an add-in can become. There is no kind for raw HTML, images or addresses that load something. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'break' }
  | { kind: 'emphasis' | 'strong'; children: readonly Inline[] }
  | { kind: 'link'; target: string; children: readonly Inline[] };

export type Block =
  | { kind: 'paragraph'; children: readonly Inline[] }
  | { kind: 'heading'; level: 1 | 2 | 3 | 4; children: readonly Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'quote'; blocks: readonly Block[] }
  | { kind: 'list'; ordered: boolean; start: number; items: readonly (readonly Block[])[] }
  | { kind: 'rule' };

/** Quotes and lists inside each other; deeper ones are shown as the text they are. */
export const BLOCK_DEPTH = 8;
/** Emphasis, strong text and links inside each other. */
export const INLINE_DEPTH = 6;
/** Parts of one text: more would block the window for a visible time. */
export const PARTS = 20_000;

/** Counts the parts of one text. */
export class PartBudget {
  #left: number;

  constructor(parts: number = PARTS) {
    this.#left = parts;
  }

  /** False when nothing more may be made. */
  take(): boolean {
    if (this.#left === 0) return false;
    this.#left--;
    return true;
  }
}
