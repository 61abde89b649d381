import type { PropType } from './prop-types.ts';

/** Operations of a drawing, each followed by its numbers. Lengths are in units of the drawing, angles in radians. */
export const DRAW = {
  /** x, y: the next line starts here */
  move: 1,
  /** x, y */
  line: 2,
  /** x, y, width, height */
  rect: 3,
  /** x, y of the middle, radius, start, end */
  arc: 4,
  /** back to where the line started */
  close: 5,
  /** colour: fills what was outlined since the last fill or stroke, and starts anew */
  fill: 6,
  /** colour, width: draws the outline, and starts anew */
  stroke: 7,
  /** text, x, y of the start of the base line, size, colour */
  text: 8,
} as const;

/** How many numbers follow each operation, by its code. */
export const DRAW_FIELDS: readonly number[] = [0, 2, 2, 4, 5, 0, 1, 2, 5];

/** Colours by meaning, which follow the theme, by the name of the host's own. */
export const DRAW_COLORS = {
  normal: 'ink',
  muted: 'ink-soft',
  line: 'edge-strong',
  surface: 'panel',
  sunken: 'panel-sunken',
  accent: 'accent',
  accentSoft: 'accent-soft',
  ok: 'good',
  okSoft: 'good-soft',
  warn: 'caution',
  warnSoft: 'caution-soft',
  bad: 'danger',
  badSoft: 'danger-soft',
} as const;

/** A colour of the theme, or one of its own as `#rrggbb`. */
export type DrawColor = keyof typeof DRAW_COLORS | `#${string}`;

/** What a Canvas shows. Make one with `new Drawing()` of the SDK. */
export interface DisplayList {
  /** Operations and their numbers; colours and texts are places in the lists below. */
  readonly ops: readonly number[];
  readonly colors: readonly DrawColor[];
  readonly texts: readonly string[];
}

/** Numbers of one drawing: some 5000 shapes, which a window draws in a few milliseconds. */
export const DRAW_NUMBERS = 30_000;
const COLORS = 64;
const TEXTS = 1_000;
const TEXT_CHARACTERS = 200;
/** Lengths beyond it are seen by nobody, and drawing them is slow in some engines. */
const FARTHEST = 100_000;

const OWN_COLOR = /^#[\da-f]{6}$/iu;

export const displayList: PropType<DisplayList> = {
  accepts: (value): value is DisplayList => typeof value === 'object' && value !== null && isDisplayList(value),
  form: 'drawing',
};

function isDisplayList(value: object): boolean {
  if (Object.keys(value).length !== 3) return false;
  const { ops, colors, texts } = value as Record<string, unknown>;
  if (!Array.isArray(ops) || !isListOf(colors, COLORS, isColor) || !isListOf(texts, TEXTS, isText)) return false;
  return areOperations(ops, colors.length, texts.length);
}

function isListOf(list: unknown, most: number, accepts: (item: unknown) => boolean): list is unknown[] {
  if (!Array.isArray(list) || list.length > most) return false;
  for (let index = 0; index < list.length; index++) if (!accepts(list[index])) return false;
  return true;
}

function isColor(color: unknown): boolean {
  return typeof color === 'string' && (Object.hasOwn(DRAW_COLORS, color) || OWN_COLOR.test(color));
}

function isText(text: unknown): boolean {
  return typeof text === 'string' && text.length <= TEXT_CHARACTERS;
}

function areOperations(ops: readonly unknown[], colors: number, texts: number): boolean {
  if (ops.length > DRAW_NUMBERS) return false;
  for (let at = 0; at < ops.length; ) {
    const code = ops[at++];
    const fields = typeof code === 'number' ? DRAW_FIELDS[code] : undefined;
    if (fields === undefined || code === 0 || at + fields > ops.length) return false;
    for (let field = 0; field < fields; field++) {
      const number = ops[at + field];
      if (typeof number !== 'number' || !(Math.abs(number) <= FARTHEST)) return false;
    }
    if (!refersWell(code as number, ops.slice(at, at + fields) as number[], [colors, texts])) return false;
    at += fields;
  }
  return true;
}

/** The places that an operation names are there, and its sizes are not below zero. */
function refersWell(code: number, fields: readonly number[], [colors, texts]: readonly [number, number]): boolean {
  const [first = 0, second = 0, third = 0, fourth = 0, fifth = 0] = fields;
  if (code === DRAW.arc) return third >= 0;
  if (code === DRAW.fill) return isPlace(first, colors);
  if (code === DRAW.stroke) return isPlace(first, colors) && second > 0;
  return code !== DRAW.text || (isPlace(first, texts) && fourth > 0 && isPlace(fifth, colors));
}

function isPlace(index: number, length: number): boolean {
  return Number.isInteger(index) && index >= 0 && index < length;
}
