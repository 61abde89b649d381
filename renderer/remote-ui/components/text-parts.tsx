import type { ReactNode } from 'react';
import type { PartProps } from '../element-tree.ts';
import { propsOf, textOf } from '../part-props.ts';
import './text-parts.css';

export function TextPart({ node, children }: PartProps): ReactNode {
  const { tone, size, weight, mono, numeric, truncate, align } = propsOf<'Text'>(node);
  const className = `rv-text rv-tone-${tone} rv-size-${size} rv-weight-${weight} rv-text-${align}`;
  return (
    <span className={className} data-mono={mono} data-numeric={numeric} data-truncate={truncate}>
      {textOf(node) ?? children}
    </span>
  );
}
