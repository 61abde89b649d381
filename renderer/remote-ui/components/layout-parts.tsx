import type { KeyboardEvent, ReactNode } from 'react';
import { useRef } from 'react';
import { Scroller } from '../../design/scroller.tsx';
import type { PartProps } from '../element-tree.ts';
import { propsOf } from '../part-props.ts';
import { useCalls } from '../use-calls.ts';
import { useDraft } from '../use-draft.ts';
import { Icon } from './icon.tsx';
import './layout-parts.css';

export function ViewPart({ children }: PartProps): ReactNode {
  return <Scroller className="rv-view">{children}</Scroller>;
}

export function StackPart({ node, children }: PartProps): ReactNode {
  const { gap, padding, align, justify, grow } = propsOf<'Stack'>(node);
  const className = `rv-stack rv-gap-${gap} rv-pad-${padding} rv-align-${align} rv-justify-${justify}`;
  return (
    <div className={className} data-grow={grow}>
      {children}
    </div>
  );
}

export function RowPart({ node, children }: PartProps): ReactNode {
  const { gap, padding, align, justify, wrap, grow } = propsOf<'Row'>(node);
  const className = `rv-row rv-gap-${gap} rv-pad-${padding} rv-align-${align} rv-justify-${justify}`;
  return (
    <div className={className} data-grow={grow} data-wrap={wrap}>
      {children}
    </div>
  );
}

export function GridPart({ node, children }: PartProps): ReactNode {
  const { columns, columnWidth, gap, padding } = propsOf<'Grid'>(node);
  const gridTemplateColumns = columns
    ? `repeat(${columns}, minmax(0, 1fr))`
    : `repeat(auto-fill, minmax(${columnWidth}px, 1fr))`;
  return (
    <div className={`rv-grid rv-gap-${gap} rv-pad-${padding}`} style={{ gridTemplateColumns }}>
      {children}
    </div>
  );
}

export function ScrollPart({ node, children }: PartProps): ReactNode {
  const { direction, padding, grow, label } = propsOf<'Scroll'>(node);
  const element = useRef<HTMLDivElement>(null);
  useCalls(node, {
    scrollToStart: () => element.current?.scrollTo({ top: 0 }),
    scrollToEnd: () => element.current?.scrollTo({ top: element.current.scrollHeight }),
  });
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles take a name
    <div
      ref={element}
      className={`rv-scroll rv-pad-${padding}`}
      data-direction={direction}
      data-grow={grow}
      role={label ? 'region' : 'group'}
      aria-label={label}
      tabIndex={0}
    >
      {children}
    </div>
  );
}

export function CardPart({ node, children }: PartProps): ReactNode {
  const { title, padding, gap, grow } = propsOf<'Card'>(node);
  return (
    <div className="rv-card" role="group" aria-label={title} data-grow={grow}>
      {title ? <div className="rv-card-title">{title}</div> : null}
      <div className={`rv-stack rv-gap-${gap} rv-pad-${padding} rv-align-stretch`} data-grow={grow}>
        {children}
      </div>
    </div>
  );
}

export function SectionPart({ node, children }: PartProps): ReactNode {
  const { title, description, collapsible, gap, grow } = propsOf<'Section'>(node);
  const [open, change] = useDraft(node, true);
  const isOpen = open || !collapsible;
  return (
    <section className="rv-section" aria-label={title} data-grow={grow}>
      {collapsible ? (
        <button type="button" className="rv-section-fold" aria-expanded={isOpen} onClick={() => change(!isOpen)}>
          <Icon name={isOpen ? 'chevron-down' : 'chevron-right'} />
          {title}
        </button>
      ) : (
        <h3 className="rv-section-title">{title}</h3>
      )}
      {description ? <p className="rv-section-description">{description}</p> : null}
      {isOpen ? (
        <div className={`rv-stack rv-gap-${gap} rv-align-stretch`} data-grow={grow}>
          {children}
        </div>
      ) : null}
    </section>
  );
}

export function SpacerPart(): ReactNode {
  return <span className="rv-spacer" />;
}

export function DividerPart({ node }: PartProps): ReactNode {
  const { direction } = propsOf<'Divider'>(node);
  return <hr className="rv-divider" aria-orientation={direction} data-direction={direction} />;
}

export function ToolbarPart({ node, children }: PartProps): ReactNode {
  const { label } = propsOf<'Toolbar'>(node);
  return (
    <div className="rv-toolbar" role="toolbar" aria-label={label} tabIndex={-1} onKeyDown={moveInToolbar}>
      {children}
    </div>
  );
}

/** Left and right go from control to control, except where they move a caret. */
function moveInToolbar(event: KeyboardEvent<HTMLDivElement>): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0 || !(event.target instanceof HTMLButtonElement)) return;
  const controls = [...event.currentTarget.querySelectorAll<HTMLElement>('button:not(:disabled), input, select')];
  controls[controls.indexOf(event.target) + step]?.focus();
  event.preventDefault();
}

export function StatusBarPart({ node, children }: PartProps): ReactNode {
  return (
    <div className="rv-status-bar" role="status">
      {(node.props.text as string | undefined) ?? children}
    </div>
  );
}
