/** How many metres one of each is; `none` is a plain number. */
const METRES = { none: 1, millimetre: 0.001, metre: 1, kilometre: 1_000, inch: 0.0254, foot: 0.3048 } as const;

export type KnownUnit = keyof typeof METRES;
type AnyUnit = KnownUnit | { readonly other: string };

export const UNITS = Object.keys(METRES) as KnownUnit[];

interface Amount {
  readonly amount: number;
  readonly unit: AnyUnit;
}

interface Terms {
  readonly operation: AnyOperation;
  readonly terms: readonly Amount[];
  readonly unit?: AnyUnit | undefined;
}

type AnyOperation = string | { readonly other: string };

/** The numbers of all terms in one unit: the one that was asked for, or the first one's. */
export function inOneUnit({ operation, terms, unit: wanted }: Terms): { unit: KnownUnit; amounts: number[] } {
  const named = terms.filter(({ unit }) => unit !== 'none');
  if (operation === 'product' && named.length > 1) throw new Error('Only one part of a product may have a unit.');
  const unit = knownUnit(wanted ?? named[0]?.unit ?? 'none');
  return { unit, amounts: terms.map((term) => converted(term, unit, operation)) };
}

function converted({ amount, unit }: Amount, to: KnownUnit, operation: AnyOperation): number {
  const from = knownUnit(unit);
  if (from === to || (operation === 'product' && from === 'none')) return amount;
  if (from === 'none' || to === 'none') throw new Error('A number without a unit cannot be added to one that has one.');
  return (amount * METRES[from]) / METRES[to];
}

function knownUnit(unit: AnyUnit): KnownUnit {
  if (typeof unit === 'string') return unit;
  throw new Error(`This calculator does not know the unit "${unit.other}".`);
}
