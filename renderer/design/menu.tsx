import { Menu } from '@base-ui/react/menu';
import { Menubar } from '@base-ui/react/menubar';
import { Check, ChevronRight } from 'lucide-react';
import { createRef, Fragment, type ReactElement, type ReactNode } from 'react';
import { afterFocusReturns, giveFocusBack } from './focus-return.ts';
import './menu.css';

/** One line of a menu as data: menus are described, not composed, so that the palette can list the same commands. */
export type MenuEntry =
  | {
      kind: 'item';
      id: string;
      label: string;
      run(): void;
      keys?: string | undefined;
      icon?: ReactNode;
      disabled?: boolean;
      /** Present for a choice among several; true for the chosen one. */
      checked?: boolean;
    }
  | { kind: 'submenu'; id: string; label: string; entries: readonly MenuEntry[]; icon?: ReactNode }
  | { kind: 'heading'; id: string; label: string }
  | { kind: 'separator'; id: string };

export interface MenuDefinition {
  id: string;
  label: string;
  /** Read each time the menu opens. */
  entries(): readonly MenuEntry[];
}

const menuLayer = createRef<HTMLElement>();

/** Open menus live here: a landmark of their own, above every page. Place it once. */
export function MenuLayer(): ReactNode {
  return <section ref={menuLayer} aria-label="Open menus" />;
}

export interface MenuBarProps {
  label: string;
  menus: readonly MenuDefinition[];
}

export function MenuBar({ label, menus }: MenuBarProps): ReactNode {
  return (
    <Menubar className="menubar" aria-label={label} modal={false}>
      {menus.map((menu) => (
        <Menu.Root key={menu.id}>
          <Menu.Trigger className="menubar-trigger">{menu.label}</Menu.Trigger>
          <MenuPopup entries={menu.entries} />
        </Menu.Root>
      ))}
    </Menubar>
  );
}

export interface MenuButtonProps {
  /** The element that opens the menu. */
  trigger: ReactElement;
  entries(): readonly MenuEntry[];
  open?: boolean;
  onOpenChange?(open: boolean): void;
}

export function MenuButton({ trigger, entries, open, onOpenChange }: MenuButtonProps): ReactNode {
  const control = open === undefined ? {} : { open };
  return (
    <Menu.Root modal={false} {...control} onOpenChange={(next) => onOpenChange?.(next)}>
      <Menu.Trigger render={trigger} />
      <MenuPopup entries={entries} />
    </Menu.Root>
  );
}

/** A place of the window that is no element: where the pointer was. */
export interface AnchorPlace {
  getBoundingClientRect(): DOMRect;
}

export interface AnchoredMenuProps {
  /** The button or the place that asked for it; null closes it. */
  anchor: HTMLElement | AnchorPlace | null;
  entries(): readonly MenuEntry[];
  onClose(): void;
  /** What the menu is for, when no button says it. */
  label?: string;
}

/** One menu for many plain buttons: a menu for every card of a long list would be slow. */
export function AnchoredMenu({ anchor, entries, onClose, label }: AnchoredMenuProps): ReactNode {
  return (
    <Menu.Root open={anchor !== null} modal={false} onOpenChange={(open) => (open ? null : onClose())}>
      <MenuPopup entries={entries} anchor={anchor} label={label} />
    </Menu.Root>
  );
}

interface MenuPopupProps {
  label?: string | undefined;
  entries(): readonly MenuEntry[];
  anchor?: HTMLElement | AnchorPlace | null;
}

function MenuPopup({ entries, anchor, label }: MenuPopupProps): ReactNode {
  const place = anchor ? { anchor } : {};
  return (
    <Menu.Portal container={menuLayer}>
      <Menu.Positioner
        {...place}
        className="menu-positioner"
        side="bottom"
        align="start"
        sideOffset={3}
        collisionPadding={6}
      >
        <Menu.Popup className="menu" aria-label={label} finalFocus={giveFocusBack}>
          <MenuEntries read={entries} />
        </Menu.Popup>
      </Menu.Positioner>
    </Menu.Portal>
  );
}

/** A component of its own, so that entries are read when the menu opens and not before. */
function MenuEntries({ read }: { read(): readonly MenuEntry[] }): ReactNode {
  return read().map((entry) => <Fragment key={entry.id}>{entryView(entry)}</Fragment>);
}

function entryView(entry: MenuEntry): ReactNode {
  switch (entry.kind) {
    case 'separator':
      return <Menu.Separator className="menu-separator" />;
    case 'heading':
      return (
        <div className="menu-heading" role="presentation">
          {entry.label}
        </div>
      );
    case 'submenu':
      return <Submenu entry={entry} />;
    case 'item':
      return <Item entry={entry} />;
  }
}

function Item({ entry }: { entry: Extract<MenuEntry, { kind: 'item' }> }): ReactNode {
  const { label, run, keys, icon, disabled = false, checked } = entry;
  const shared = { className: 'menu-item', disabled, label, onClick: () => afterFocusReturns(run) };
  const content = (
    <>
      <span aria-hidden="true">{checked ? <Check size={15} /> : icon}</span>
      <span className="ellipsis">{label}</span>
      {keys ? <span className="menu-keys">{keys}</span> : null}
    </>
  );
  if (checked === undefined) return <Menu.Item {...shared}>{content}</Menu.Item>;
  return (
    <Menu.CheckboxItem {...shared} checked={checked} closeOnClick>
      {content}
    </Menu.CheckboxItem>
  );
}

function Submenu({ entry }: { entry: Extract<MenuEntry, { kind: 'submenu' }> }): ReactNode {
  return (
    <Menu.SubmenuRoot>
      <Menu.SubmenuTrigger className="menu-item" label={entry.label}>
        <span aria-hidden="true">{entry.icon}</span>
        <span className="ellipsis">{entry.label}</span>
        <ChevronRight size={15} aria-hidden="true" />
      </Menu.SubmenuTrigger>
      <Menu.Portal container={menuLayer}>
        <Menu.Positioner className="menu-positioner" sideOffset={-2} alignOffset={-4} collisionPadding={6}>
          <Menu.Popup className="menu">
            <MenuEntries read={() => entry.entries} />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.SubmenuRoot>
  );
}
