import { Button, Dialog, DialogActions, Facts, Scroll } from '@bulkhead/sdk';
import { formatCount } from '../format.ts';
import type { ExplorerView } from './use-explorer.ts';

/** Fields in the dialog: more than that is no longer read but searched. */
const LISTED = 200;

interface RowDialogProps {
  view: ExplorerView;
  /** Place among the rows that are shown. */
  row: number;
  onMove: (row: number) => void;
  onClose: () => void;
}

/** All fields of one row, below each other. */
export function RowDialog({ view, row, onMove, onClose }: RowDialogProps) {
  const { explorer, state } = view;
  const columns = (state.table?.columns ?? []).slice(0, LISTED);
  const places = columns.map(({ place }) => place);
  const cells = explorer.cells(row, 1, places)[0] ?? [];
  const items = columns.map(({ name }, index) => ({ label: name, value: cells[index] ?? '' }));
  return (
    <Dialog title={`Row ${formatCount(row + 1)}`} width={560} onClose={onClose}>
      <Scroll label="Fields of the row">
        <Facts items={items} />
      </Scroll>
      <DialogActions>
        <Button key="before" icon="arrow-up" disabled={row === 0} onPress={() => onMove(row - 1)}>
          Row above
        </Button>
        <Button key="after" icon="arrow-down" disabled={row + 1 >= state.rows.count} onPress={() => onMove(row + 1)}>
          Row below
        </Button>
        <Button key="close" kind="primary" onPress={onClose}>
          Close
        </Button>
      </DialogActions>
    </Dialog>
  );
}
