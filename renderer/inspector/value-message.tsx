import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from '../design/button.tsx';
import type { LineProps } from './grid-line.tsx';
import type { PropertyGridRow } from './grid-rows.ts';
import { nameOfValue } from './value-text.ts';

/** What a person must know about the value beside the value itself. */
export function ValueMessage({ row, model, isActive, id }: LineProps<PropertyGridRow> & { id: string }): ReactNode {
  const { draft } = row;
  const text = messageOf(row);
  const tabIndex = isActive ? 0 : -1;
  const element = useRef<HTMLDivElement>(null);
  // What is wrong where somebody types must be seen by them, also at the lower edge.
  useEffect(() => {
    if (isActive && text !== '') element.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive, text]);
  if (text === '') return null;
  return (
    <div ref={element} className="pg-message" data-tone={draft?.state === 'held' ? 'soft' : 'bad'}>
      <span id={id} role={draft?.state === 'held' ? 'status' : 'alert'}>
        {text}
      </span>
      {draft?.state === 'conflict' ? (
        <span className="pg-choices">
          <Button tabIndex={tabIndex} onClick={() => model.keepMine(row.path)}>
            Use mine
          </Button>
          <Button tabIndex={tabIndex} onClick={() => model.revert(row.path)}>
            Take theirs
          </Button>
        </span>
      ) : null}
    </div>
  );
}

function messageOf({ draft, notice, row }: PropertyGridRow): string {
  switch (draft?.state) {
    case 'conflict':
      return `Changed meanwhile to ${nameOfValue(row, draft.theirs)}.`;
    case 'invalid':
      return draft.message;
    case 'held':
      return 'Waits for the add-in.';
    default:
      return notice;
  }
}
