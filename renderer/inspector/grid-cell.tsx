import type { ComponentProps, ReactNode } from 'react';

interface GridCellProps extends ComponentProps<'div'> {
  /** The name of a row, or anything else in it. */
  kind: 'name' | 'content';
}

/** One cell. The focus is never on it: it is on its row, or on what can be edited in it. */
export function GridCell({ kind, ...rest }: GridCellProps): ReactNode {
  return <div {...rest} role={kind === 'name' ? 'rowheader' : 'gridcell'} />;
}
