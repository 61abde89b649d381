import type { ReactNode } from 'react';
import type { PropertyRow } from '../../addins/protocol/inspect/property-row.ts';
import { sameShown } from '../../addins/protocol/inspect/same-value.ts';
import { Button } from '../design/button.tsx';
import type { GridModel } from './grid-model.ts';
import type { GridRow, PropertyGridRow } from './grid-rows.ts';
import { nameOfValue } from './value-text.ts';

/** What the chosen property is for, and the way back to its default. */
export function HelpPane({ row, model }: { row: GridRow | undefined; model: GridModel }): ReactNode {
  if (!row) return null;
  // Never away while there are rows: they would jump whenever the keyboard passes a heading.
  if (row.kind !== 'property') return <section className="pg-help" aria-label="About this property" />;
  return (
    <section className="pg-help" aria-label="About this property">
      <div className="pg-help-text">
        <strong>{row.row.label}</strong>
        <p>
          {[row.row.help, rangeOf(row.row), row.row.readonly ? 'It can only be read.' : ''].filter(Boolean).join(' ')}
        </p>
      </div>
      {canReset(row) ? (
        <Button onClick={() => model.reset(row)} title={`Back to ${nameOfValue(row.row, row.row.default ?? null)}`}>
          Reset
        </Button>
      ) : null}
    </section>
  );
}

function canReset({ row, value, isMixed }: PropertyGridRow): boolean {
  const { default: standard, readonly } = row;
  return !readonly && standard !== undefined && (isMixed || !sameShown(value, standard));
}

function rangeOf({ min, max, type }: PropertyRow): string {
  const what = type === 'integer' ? 'A whole number' : 'A number';
  if (min !== undefined && max !== undefined) return `${what} from ${min} to ${max}.`;
  if (min !== undefined) return `${what}, ${min} or more.`;
  return max === undefined ? '' : `${what}, ${max} or less.`;
}
