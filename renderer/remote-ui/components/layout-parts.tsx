import type { ReactNode } from 'react';
import type { PartProps } from '../element-tree.ts';
import { propsOf } from '../part-props.ts';
import './layout-parts.css';

export function ViewPart({ children }: PartProps): ReactNode {
  return <div className="rv-view">{children}</div>;
}

export function StackPart({ node, children }: PartProps): ReactNode {
  const { gap, padding, align, justify, grow } = propsOf<'Stack'>(node);
  return (
    <div className={`rv-stack ${spacing(gap, padding)} rv-align-${align} rv-justify-${justify}`} data-grow={grow}>
      {children}
    </div>
  );
}

export function RowPart({ node, children }: PartProps): ReactNode {
  const { gap, padding, align, justify, wrap, grow } = propsOf<'Row'>(node);
  const className = `rv-row ${spacing(gap, padding)} rv-align-${align} rv-justify-${justify}`;
  return (
    <div className={className} data-grow={grow} data-wrap={wrap}>
      {children}
    </div>
  );
}

export function spacing(gap: string, padding: string): string {
  return `rv-gap-${gap} rv-pad-${padding}`;
}
