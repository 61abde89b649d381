import { Search, ShieldAlert, ShieldCheck } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useStore } from 'zustand';
import type { HostSummary } from '../preload/bridge.ts';
import { Key } from './design/chip.tsx';
import { BulkheadMark } from './design/mark.tsx';
import { MenuBar } from './design/menu.tsx';
import { systemName } from './design/system-name.ts';
import { menusOf } from './menu/menus.ts';
import { menuSource } from './menu-source.ts';
import type { WindowModel } from './window-model.ts';

export function ShellTop({ model }: { model: WindowModel }): ReactNode {
  const host = useStore(model.state, (state) => state.host);
  const menus = useMemo(() => menusOf(menuSource(model)), [model]);
  return (
    <header className="shell-top">
      <span className="shell-brand">
        <BulkheadMark />
        Bulkhead
      </span>
      <MenuBar label="Main menu" menus={menus} />
      <button
        type="button"
        className="shell-find"
        aria-keyshortcuts="Control+Shift+P"
        onClick={() => model.openDialog('palette')}
      >
        <Search size={14} aria-hidden="true" />
        <span className="ellipsis">Search commands, add-ins, frames</span>
        <Key>Ctrl Shift P</Key>
      </button>
      {host && host.walls.length > 0 ? <WallsChip host={host} onOpen={() => model.showPage('diagnostics')} /> : null}
    </header>
  );
}

function WallsChip({ host, onOpen }: { host: HostSummary; onOpen(): void }): ReactNode {
  const { walls, platform } = host;
  const missing = walls.filter((wall) => wall.state !== 'up');
  const isWhole = missing.length === 0;
  const words = isWhole ? 'all walls up' : `${walls.length - missing.length} of ${walls.length} walls up`;
  return (
    <button
      type="button"
      className="shell-walls"
      onClick={onOpen}
      title={missing.map((wall) => wall.detail).join('\n')}
    >
      {isWhole ? <ShieldCheck size={13} aria-hidden="true" /> : <ShieldAlert size={13} aria-hidden="true" />}
      {systemName(platform)} · {words}
    </button>
  );
}
