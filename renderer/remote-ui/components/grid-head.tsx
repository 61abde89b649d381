import type { ReactNode } from 'react';
import type { HostNode } from '../host-node.ts';
import { propsOf } from '../part-props.ts';
import { useView } from '../view-context.ts';
import type { ColumnLayout } from './grid-columns.ts';
import { Icon } from './icon.tsx';

export interface GridColumn {
  readonly key: string;
  readonly title: string;
  readonly width?: number | undefined;
  readonly align?: 'start' | 'end' | undefined;
  readonly sortable?: boolean | undefined;
  readonly hint?: string | undefined;
}

interface GridHeadProps {
  node: HostNode;
  layout: ColumnLayout;
  columns: readonly number[];
}

/** Pixels of the arrow that shows the order. */
const ARROW = 12;

export function GridHead({ node, layout, columns }: GridHeadProps): ReactNode {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: only headings that sort take the focus
    <div className="rv-grid-head" role="row" aria-rowindex={1} style={{ width: layout.width }}>
      {layout.numberWidth > 0 ? (
        // biome-ignore lint/a11y/useFocusableInteractive: only headings that sort take the focus
        <span className="rv-grid-number" role="columnheader" aria-label="Row" style={{ width: layout.numberWidth }}>
          #
        </span>
      ) : null}
      {columns.map((number) => (
        <HeadCell key={number} node={node} layout={layout} number={number} />
      ))}
    </div>
  );
}

function HeadCell({ node, layout, number }: { node: HostNode; layout: ColumnLayout; number: number }): ReactNode {
  const { events } = useView();
  const { left, width, align, column } = layout.columns[number] as ColumnLayout['columns'][number];
  const { sort } = propsOf<'DataGrid'>(node);
  const order = sort?.column === column.key ? (sort.descending ? 'descending' : 'ascending') : 'none';
  const content = (
    <>
      <span className="rv-grid-title">{column.title}</span>
      {order === 'none' ? null : <Icon name={order === 'ascending' ? 'arrow-up' : 'arrow-down'} size={ARROW} />}
    </>
  );
  const press = () => events.command(node, 'onSort', { column: column.key, descending: order === 'ascending' });
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: only headings that sort take the focus
    <span
      role="columnheader"
      aria-colindex={number + 1}
      aria-sort={order}
      className="rv-grid-cell"
      data-align={align}
      title={column.hint}
      style={{ left, width }}
    >
      {column.sortable && node.listeners.has('onSort') ? (
        <button type="button" className="rv-grid-sort" onClick={press}>
          {content}
        </button>
      ) : (
        content
      )}
    </span>
  );
}
