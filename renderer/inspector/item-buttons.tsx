import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../design/button.tsx';
import type { LineProps } from './grid-line.tsx';
import type { PropertyGridRow } from './grid-rows.ts';

/** Pixels of the drawings. */
const ICON = 14;

/** What can be done to a list, or to an item of one. */
export function ItemButtons({ row, model, isActive }: LineProps<PropertyGridRow>): ReactNode {
  const tabIndex = isActive ? 0 : -1;
  const { place } = row;
  return (
    <>
      {row.row.list?.insert && row.canOpen ? (
        <IconButton label={`Add to ${row.row.label}`} tabIndex={tabIndex} onClick={() => model.insert(row)}>
          <Plus size={ICON} />
        </IconButton>
      ) : null}
      {place?.rights.move ? (
        <>
          <IconButton
            label="Move up"
            {...{ tabIndex }}
            disabled={place.index === 0}
            onClick={() => model.move(row, -1)}
          >
            <ArrowUp size={ICON} />
          </IconButton>
          <IconButton
            label="Move down"
            {...{ tabIndex }}
            disabled={place.index === place.count - 1}
            onClick={() => model.move(row, 1)}
          >
            <ArrowDown size={ICON} />
          </IconButton>
        </>
      ) : null}
      {place?.rights.remove ? (
        <IconButton label="Remove" tabIndex={tabIndex} onClick={() => model.remove(row)}>
          <Trash2 size={ICON} />
        </IconButton>
      ) : null}
    </>
  );
}
