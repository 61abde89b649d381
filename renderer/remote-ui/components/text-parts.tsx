import type { ReactNode } from 'react';
import { Scroller } from '../../design/scroller.tsx';
import type { PartProps } from '../element-tree.ts';
import { propsOf, textOf } from '../part-props.ts';
import { useView } from '../view-context.ts';
import './text-parts.css';

export function TextPart({ node, children }: PartProps): ReactNode {
  const { tone, size, weight, mono, numeric, truncate, align } = propsOf<'Text'>(node);
  const text = textOf(node);
  return (
    <span
      className={`rv-text rv-tone-${tone} rv-size-${size} rv-weight-${weight} rv-text-${align}`}
      data-mono={mono}
      data-numeric={numeric}
      data-truncate={truncate}
      title={truncate ? text : undefined}
    >
      {text ?? children}
    </span>
  );
}

export function HeadingPart({ node, children }: PartProps): ReactNode {
  const { level } = propsOf<'Heading'>(node);
  const content = textOf(node) ?? children;
  const className = `rv-heading rv-heading-${level}`;
  if (level === 1) return <h1 className={className}>{content}</h1>;
  if (level === 2) return <h2 className={className}>{content}</h2>;
  if (level === 3) return <h3 className={className}>{content}</h3>;
  return <h4 className={className}>{content}</h4>;
}

export function CodePart({ node }: PartProps): ReactNode {
  const { block } = propsOf<'Code'>(node);
  const code = <code className="rv-code">{textOf(node)}</code>;
  return block ? (
    <Scroller as="pre" className="rv-code-block">
      {code}
    </Scroller>
  ) : (
    code
  );
}

export function LinkPart({ node }: PartProps): ReactNode {
  const { hint } = propsOf<'Link'>(node);
  const { events } = useView();
  return (
    <button type="button" role="link" className="rv-link" title={hint} onClick={() => events.command(node, 'onPress')}>
      {textOf(node)}
    </button>
  );
}
