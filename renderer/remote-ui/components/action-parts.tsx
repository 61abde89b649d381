import { type ReactNode, useEffect, useRef } from 'react';
import { Button, IconButton } from '../../design/button.tsx';
import { MenuButton, type MenuEntry } from '../../design/menu.tsx';
import type { PartProps } from '../element-tree.ts';
import type { EventOutbox } from '../event-outbox.ts';
import type { HostNode } from '../host-node.ts';
import { focusIfAllowed } from '../may-take-focus.ts';
import { isBusy, propsOf, textOf } from '../part-props.ts';
import { useCalls } from '../use-calls.ts';
import { useView } from '../view-context.ts';
import { Icon } from './icon.tsx';
import './action-parts.css';

const LOOKS = { normal: 'plain', primary: 'primary', danger: 'danger', quiet: 'quiet' } as const;

export function ButtonPart({ node }: PartProps): ReactNode {
  const { kind, icon, disabled, hint } = propsOf<'Button'>(node);
  const { events, isLive } = useView();
  const element = useRef<HTMLButtonElement>(null);
  useCalls(node, { focus: () => focusIfAllowed(element.current) });
  return (
    <Button
      ref={element}
      look={LOOKS[kind]}
      className="rv-button"
      disabled={disabled}
      aria-disabled={isLive ? undefined : true}
      aria-busy={isBusy(node)}
      title={hint}
      onClick={() => events.command(node, 'onPress')}
    >
      {icon ? <Icon name={icon} /> : null}
      {textOf(node)}
    </Button>
  );
}

export function IconButtonPart({ node }: PartProps): ReactNode {
  const { icon, label, pressed, disabled } = propsOf<'IconButton'>(node);
  const { events, isLive } = useView();
  const element = useRef<HTMLButtonElement>(null);
  useCalls(node, { focus: () => focusIfAllowed(element.current) });
  return (
    <IconButton
      ref={element}
      look="round"
      label={label}
      className="rv-icon-button"
      aria-pressed={pressed}
      disabled={disabled}
      aria-disabled={isLive ? undefined : true}
      aria-busy={isBusy(node)}
      onClick={() => events.command(node, 'onPress')}
    >
      <Icon name={icon} size={16} />
    </IconButton>
  );
}

export function MenuButtonPart({ node }: PartProps): ReactNode {
  const { label, icon, iconOnly, kind, disabled } = propsOf<'MenuButton'>(node);
  const { events, isLive } = useView();
  const drawing = icon ? <Icon name={icon} /> : null;
  const trigger =
    iconOnly && icon ? (
      <IconButton look="round" label={label} disabled={disabled}>
        <Icon name={icon} size={16} />
      </IconButton>
    ) : (
      <Button look={LOOKS[kind]} className="rv-button" disabled={disabled}>
        {drawing}
        {label}
        <Icon name="chevron-down" size={13} />
      </Button>
    );
  return <MenuButton trigger={trigger} entries={() => node.children.map((item) => menuEntry(item, events, isLive))} />;
}

/** A line of a menu as the host draws it. */
export function menuEntry(node: HostNode, events: EventOutbox, isLive: boolean): MenuEntry {
  if (node.entry?.name === 'MenuSeparator') return { kind: 'separator', id: node.hostKey };
  const { label, icon, keys, checked, disabled } = propsOf<'MenuItem'>(node);
  return {
    kind: 'item',
    id: node.hostKey,
    label,
    keys,
    disabled: disabled || !isLive,
    icon: icon ? <Icon name={icon} /> : undefined,
    ...(checked === undefined ? {} : { checked }),
    run: () => events.command(node, 'onPress'),
  };
}

/** Lines of a menu are read by their menu when it opens. */
export function MenuItemPart(): ReactNode {
  return null;
}

export function ShortcutPart({ node }: PartProps): ReactNode {
  const { keys, disabled } = propsOf<'Shortcut'>(node);
  const { events, shortcuts } = useView();
  useEffect(() => {
    if (disabled) return undefined;
    return shortcuts.add(keys, () => events.command(node, 'onPress'));
  }, [node, keys, disabled, events, shortcuts]);
  return null;
}
