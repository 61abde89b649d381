/** Characters up to which a text can have a format: no address or number is longer. */
const LONGEST = 4_096;

/** The host's own expressions: none can try one character in two ways, so each costs one pass. */
export const TEXT_FORMATS = {
  email: /^[^\s@]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+$/u,
  url: /^https?:\/\/[^\s/?#]+(?:[/?#]\S*)?$/u,
  hostname: /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/iu,
  integer: /^-?\d+$/u,
  decimal: /^-?\d+(?:\.\d+)?$/u,
  identifier: /^[a-z_]\w*$/iu,
  date: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/u,
  time: /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/u,
  color: /^#[0-9a-f]{6}$/iu,
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/iu,
} as const;
export type TextFormat = keyof typeof TEXT_FORMATS;

interface TextRule {
  readonly format?: TextFormat | undefined;
  /** One sign for each character: 9 a digit, A a letter, * either, anything else itself. */
  readonly mask?: string | undefined;
  /** All that may occur; `a-z` stands for a range, `-` at the end for itself. */
  readonly characters?: string | undefined;
}

export function textFormat(value: string, { format, mask, characters }: TextRule): boolean {
  if (format !== undefined && !(value.length <= LONGEST && TEXT_FORMATS[format].test(value))) return false;
  if (mask !== undefined && !fitsMask(value, mask)) return false;
  return characters === undefined || hasOnly(value, characters);
}

const DIGIT = /^\d$/u;
const LETTER = /^\p{L}$/u;

function fitsMask(value: string, mask: string): boolean {
  const [signs, letters] = [[...mask], value.length <= 2 * mask.length ? [...value] : []];
  return signs.length === letters.length && signs.every((sign, at) => fitsSign(letters[at] as string, sign));
}

function fitsSign(letter: string, sign: string): boolean {
  if (sign === '9') return DIGIT.test(letter);
  if (sign === 'A') return LETTER.test(letter);
  return sign === '*' ? DIGIT.test(letter) || LETTER.test(letter) : letter === sign;
}

function hasOnly(value: string, characters: string): boolean {
  const ranges = rangesOf(characters);
  for (const letter of value) {
    const code = letter.codePointAt(0) as number;
    if (!ranges.some(([first, last]) => code >= first && code <= last)) return false;
  }
  return true;
}

function rangesOf(characters: string): (readonly [first: number, last: number])[] {
  const codes = Array.from(characters, (letter) => letter.codePointAt(0) as number);
  const ranges: (readonly [number, number])[] = [];
  for (let at = 0; at < codes.length; at++) {
    const first = codes[at] as number;
    const isRange = codes[at + 1] === HYPHEN && codes[at + 2] !== undefined;
    ranges.push([first, isRange ? (codes[at + 2] as number) : first]);
    if (isRange) at += 2;
  }
  return ranges;
}

const HYPHEN = 45;
