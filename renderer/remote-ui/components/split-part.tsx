import { Children, type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react';
import { Scroller } from '../../design/scroller.tsx';
import type { PartProps } from '../element-tree.ts';
import { propsOf } from '../part-props.ts';
import { useDraft } from '../use-draft.ts';
import './split-part.css';

const SMALLEST = 0.05;
const LARGEST = 0.95;
/** What one press of an arrow key moves. */
const STEP = 0.02;

export function SplitPart({ node, children }: PartProps): ReactNode {
  const { direction, label } = propsOf<'Split'>(node);
  const [ratio, change] = useDraft(node, 0.5);
  const element = useRef<HTMLDivElement>(null);
  const [first, second] = Children.toArray(children);
  const move = (next: number) => change(Math.min(LARGEST, Math.max(SMALLEST, next)));
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const box = element.current?.getBoundingClientRect();
    if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const part =
      direction === 'horizontal' ? (event.clientX - box.left) / box.width : (event.clientY - box.top) / box.height;
    move(part);
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -STEP, ArrowUp: -STEP, ArrowRight: STEP, ArrowDown: STEP }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    move(ratio + step);
  };
  return (
    <div ref={element} className="rv-split" data-direction={direction}>
      <Scroller className="rv-split-area" style={{ flexBasis: `${ratio * 100}%` }}>
        {first}
      </Scroller>
      <div
        className="rv-split-bar"
        role="separator"
        tabIndex={0}
        aria-label={label}
        aria-orientation={direction === 'horizontal' ? 'vertical' : 'horizontal'}
        aria-valuenow={Math.round(ratio * 100)}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
        onKeyDown={press}
      />
      <Scroller className="rv-split-area" data-rest="true">
        {second}
      </Scroller>
    </div>
  );
}
