import { type ReactNode, useState } from 'react';
import { type CatalogueEntry, catalogue } from '../../addins/protocol/ui/catalogue.ts';
import type { Cell } from '../../addins/protocol/ui/prop-types.ts';
import { DataGridPart } from '../../renderer/remote-ui/components/data-grid-part.tsx';
import { HostNode } from '../../renderer/remote-ui/host-node.ts';
import { TABLE, tableCells } from '../addin/src/table-rows.ts';
import { InProcessFrame, UNUSED } from './in-process-frame.tsx';

/** Every row is there whenever it is looked at: nothing is asked for, nothing arrives later. */
class AllRows extends Map<number, readonly Cell[]> {
  override has(): boolean {
    return true;
  }

  override get(row: number): readonly Cell[] | undefined {
    const known = super.get(row);
    if (known) return known;
    const made = tableCells(row, 1)[0];
    if (made) this.set(row, made);
    return made;
  }
}

/** The table of the bench add-in as an application without add-ins would write it: the rows are in this page. */
export function InProcessTable(): ReactNode {
  const [node] = useState(createGrid);
  return (
    <InProcessFrame view="in-process-table" events={UNUSED}>
      <DataGridPart node={node} />
    </InProcessFrame>
  );
}

function createGrid(): HostNode {
  const entry = catalogue.get('DataGrid') as CatalogueEntry;
  const node = new HostNode(entry, { id: 1, hostKey: 'in-process-table', explicitKey: null });
  Object.assign(node.props, { ...TABLE, rowNumbers: true, revision: 0 });
  node.rows = { revision: 0, columns: TABLE.columns.length, cells: new AllRows() };
  return node;
}
