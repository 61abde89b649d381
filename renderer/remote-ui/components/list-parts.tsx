import { createContext, type KeyboardEvent, type ReactNode, useContext, useEffect, useId, useRef } from 'react';
import type { PartProps } from '../element-tree.ts';
import { propsOf, textOf } from '../part-props.ts';
import { useDraft } from '../use-draft.ts';
import { useView } from '../view-context.ts';
import { Icon } from './icon.tsx';
import './list-parts.css';

interface ListContextValue {
  readonly id: string;
  readonly chosen: string | null;
  choose(value: string): void;
  open(value: string): void;
}

const ListContext = createContext<ListContextValue | null>(null);

export function ListPart({ node, children }: PartProps): ReactNode {
  const { label, grow } = propsOf<'List'>(node);
  const { events } = useView();
  const [chosen, choose] = useDraft<string | null>(node, null);
  const id = useId();
  const open = (value: string) => events.command(node, 'onOpen', value);
  const values = node.children.map((item) => propsOf<'ListItem'>(item).value);
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && chosen !== null) open(chosen);
    const next = neighbour(values, chosen, event.key);
    if (next === undefined) return;
    event.preventDefault();
    choose(next);
  };
  return (
    <div
      className="rv-list"
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={chosen === null ? undefined : `${id}-${chosen}`}
      data-grow={grow}
      onKeyDown={press}
    >
      <ListContext value={{ id, chosen, choose, open }}>{children}</ListContext>
    </div>
  );
}

function neighbour(values: readonly string[], chosen: string | null, key: string): string | undefined {
  const at = chosen === null ? -1 : values.indexOf(chosen);
  if (key === 'ArrowDown') return values[at + 1];
  if (key === 'ArrowUp') return values[Math.max(0, at - 1)];
  if (key === 'Home') return values[0];
  return key === 'End' ? values.at(-1) : undefined;
}

export function ListItemPart({ node, children }: PartProps): ReactNode {
  const { value, title, description, icon, detail } = propsOf<'ListItem'>(node);
  const list = useContext(ListContext);
  const isChosen = list?.chosen === value;
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isChosen) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself takes the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays on the list, which names its active line
    <div
      ref={element}
      id={`${list?.id}-${value}`}
      className="rv-list-item"
      role="option"
      aria-selected={isChosen}
      onClick={() => list?.choose(value)}
      onDoubleClick={() => list?.open(value)}
    >
      {icon ? <Icon name={icon} /> : null}
      <span className="rv-list-words">
        <span className="rv-list-title">{title}</span>
        {description ? <span className="rv-list-description">{description}</span> : null}
        {textOf(node) ?? children}
      </span>
      {detail ? <span className="rv-list-detail">{detail}</span> : null}
    </div>
  );
}
