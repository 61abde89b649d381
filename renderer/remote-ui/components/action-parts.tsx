import { type ReactNode, useRef } from 'react';
import type { PartProps } from '../element-tree.ts';
import { isBusy, propsOf, textOf } from '../part-props.ts';
import { useCalls } from '../use-calls.ts';
import { useView } from '../view-context.ts';
import { Icon } from './icon.tsx';
import './action-parts.css';

export function ButtonPart({ node }: PartProps): ReactNode {
  const { kind, icon, disabled, hint } = propsOf<'Button'>(node);
  const { events, isLive } = useView();
  const element = useRef<HTMLButtonElement>(null);
  useCalls(node, { focus: () => element.current?.focus() });
  return (
    <button
      ref={element}
      type="button"
      className={`rv-button rv-kind-${kind}`}
      disabled={disabled}
      aria-disabled={!isLive}
      aria-busy={isBusy(node)}
      title={hint}
      onClick={() => events.command(node, 'onPress')}
    >
      {icon ? <Icon name={icon} /> : null}
      {textOf(node)}
    </button>
  );
}
