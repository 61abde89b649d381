import { type CSSProperties, type ReactNode, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Button } from '../design/button.tsx';
import { SearchField } from '../design/field.tsx';
import { ColumnSplit } from './column-split.tsx';
import type { LostEdit } from './grid-drafts.ts';
import { GridLine } from './grid-line.tsx';
import { GridModel, type GridSnapshot } from './grid-model.ts';
import type { GridSource } from './grid-source.ts';
import { HelpPane } from './help-pane.tsx';
import { useGridFocus } from './use-grid-focus.ts';
import './property-grid.css';

export interface PropertyGridProps {
  /** Null while there is nobody to ask: what is shown stays, edits wait. */
  source: GridSource | null;
  /** What is shown, as numbers of the source. */
  objects: readonly number[];
  label: string;
  emptyText: string;
}

/** Part of the width that the names have at first. */
const FIRST_SPLIT = 0.42;

/** The properties of objects, to read and to edit. It knows nothing about where they live. */
export function PropertyGrid({ source, objects, label, emptyText }: PropertyGridProps): ReactNode {
  const [model] = useState(() => new GridModel());
  const [split, setSplit] = useState(FIRST_SPLIT);
  const snapshot = useSyncExternalStore(model.subscribe, model.getSnapshot);
  useLayoutEffect(() => model.show(source, objects), [model, source, objects]);
  useLayoutEffect(() => () => model.stop(), [model]);
  const { rows } = snapshot;
  const body = useRef<HTMLDivElement>(null);
  const { activeRow, ...handlers } = useGridFocus(model, snapshot, body);
  return (
    <div className="pg" style={{ '--pg-split': `${split * 100}%` } as CSSProperties}>
      <div className="pg-head">
        <span className="pg-title ellipsis">{snapshot.title}</span>
        <SearchField label="Search properties" value={snapshot.filter} onChange={(text) => model.search(text)} />
      </div>
      <LostEdits lost={snapshot.lost} onDone={() => model.forgetLost()} />
      <div className="pg-area">
        <div className="pg-scroll">
          {rows.length === 0 ? <Nothing snapshot={snapshot} emptyText={emptyText} count={objects.length} /> : null}
          <div ref={body} role="treegrid" aria-label={label} hidden={rows.length === 0} {...handlers}>
            {rows.map((row) => (
              <GridLine key={row.id} row={row} model={model} isActive={row === activeRow} />
            ))}
          </div>
        </div>
        <ColumnSplit ratio={split} onChange={setSplit} />
      </div>
      <HelpPane row={activeRow} model={model} />
    </div>
  );
}

function Nothing(props: { snapshot: GridSnapshot; emptyText: string; count: number }): ReactNode {
  const { snapshot, emptyText, count } = props;
  const text = count === 0 ? emptyText : wordsFor(snapshot);
  return (
    <p className="pg-nothing" role="status">
      {text}
    </p>
  );
}

function wordsFor({ filter, isWaiting, title }: GridSnapshot): string {
  if (isWaiting || title === '') return 'Reading…';
  return filter === '' ? 'There is nothing to edit here.' : 'No property holds this text.';
}

/** What a person typed into something that a newer version does not have any more. It is said, never swallowed. */
function LostEdits({ lost, onDone }: { lost: readonly LostEdit[]; onDone: () => void }): ReactNode {
  if (lost.length === 0) return null;
  return (
    <div className="pg-lost" role="status">
      <div className="selectable">
        {lost.map(({ label, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list only grows
          <p key={index}>
            “{label}” is not there any more. You had typed “{text}”.
          </p>
        ))}
      </div>
      <Button onClick={onDone}>OK</Button>
    </div>
  );
}
