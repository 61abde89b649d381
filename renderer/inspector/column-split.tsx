import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';

const NARROWEST = 0.2;
const WIDEST = 0.7;
/** What one press of an arrow key moves. */
const STEP = 0.02;

/** The line between names and values, to drag or to move with the arrow keys. */
export function ColumnSplit({ ratio, onChange }: { ratio: number; onChange(ratio: number): void }): ReactNode {
  const move = (next: number) => onChange(Math.min(WIDEST, Math.max(NARROWEST, next)));
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    if (box && event.currentTarget.hasPointerCapture(event.pointerId)) move((event.clientX - box.left) / box.width);
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    move(ratio + step);
  };
  return (
    <div
      className="pg-splitter"
      role="separator"
      tabIndex={0}
      aria-label="Width of the names"
      aria-orientation="vertical"
      aria-valuenow={Math.round(ratio * 100)}
      aria-valuemin={NARROWEST * 100}
      aria-valuemax={WIDEST * 100}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={press}
    />
  );
}
