import { Copy, Minus, Puzzle, Square, X } from 'lucide-react';
import { type MouseEvent, type PointerEvent, type ReactNode, type RefObject, useEffect, useState } from 'react';
import type { AddinSummary } from '../../preload/bridge.ts';
import { IconButton } from '../design/button.tsx';
import { Chip } from '../design/chip.tsx';
import { Mark } from '../design/mark.tsx';
import { MenuButton } from '../design/menu.tsx';
import { frameMenu, onFrameMenuRequest } from './frame-menu.ts';
import type { FrameNotice } from './frame-state.ts';
import { startMove } from './start-move.ts';
import type { Frame } from './workspace-model.ts';
import type { WorkspaceStore } from './workspace-store.ts';

export interface TitleBarProps {
  frame: Frame;
  addin: AddinSummary | undefined;
  notice: FrameNotice | undefined;
  workspace: WorkspaceStore;
  element: RefObject<HTMLDivElement | null>;
}

/** Drawn by the host alone. The add-in chooses the title; whose frame it is, it cannot change or hide. */
export function TitleBar({ frame, addin, notice, workspace, element }: TitleBarProps): ReactNode {
  const { frameId, title, unsaved } = frame;
  const press = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0 || !isOnBar(event) || !element.current) return;
    startMove(event, { frame: element.current, frameId, workspace });
  };
  const toggle = (event: MouseEvent<HTMLElement>): void => {
    if (isOnBar(event)) workspace.setMode(frameId, frame.mode === 'maximised' ? 'normal' : 'maximised');
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keyboard moves and maximises through the frame menu.
    <div className="frame-bar" onPointerDown={press} onDoubleClick={toggle}>
      <FrameMenu frame={frame} addin={addin} workspace={workspace} />
      <span id={`title-${frameId}`} className="frame-title ellipsis" title={title}>
        {title || 'Untitled'}
      </span>
      {unsaved ? (
        <span className="frame-unsaved" role="img" aria-label="Unsaved changes" title="Unsaved changes" />
      ) : null}
      <SourceChip frameId={frameId} addin={addin} addinId={frame.addinId} />
      <span className="frame-bar-space" />
      {notice ? (
        <Chip tone={notice.tone} className={notice.sentence ? 'frame-notice' : ''}>
          {notice.chip}
        </Chip>
      ) : null}
      <WindowButtons frame={frame} workspace={workspace} />
    </div>
  );
}

/** Not on one of its buttons, and not in its menu, whose events arrive here although it lies elsewhere in the page. */
function isOnBar({ target, currentTarget }: { target: EventTarget; currentTarget: HTMLElement }): boolean {
  return target instanceof Element && currentTarget.contains(target) && target.closest('button') === null;
}

/** Name and version of the add-in, always visible: a title may lie, this does not. */
function SourceChip(props: { frameId: string; addin: AddinSummary | undefined; addinId: string }): ReactNode {
  const { frameId, addin, addinId } = props;
  const text = addin ? `${addin.displayName} ${addin.version}` : addinId;
  return (
    <span id={`source-${frameId}`} className="chip frame-source" title={`This window belongs to the add-in ${text}`}>
      <Puzzle size={11} aria-hidden="true" />
      <span className="ellipsis">{text}</span>
    </span>
  );
}

function FrameMenu({ frame, addin, workspace }: Pick<TitleBarProps, 'frame' | 'addin' | 'workspace'>): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const { frameId } = frame;
  useEffect(() => onFrameMenuRequest(frameId, () => setOpen(true)), [frameId]);
  const label = `Frame menu of ${frame.title || 'Untitled'}`;
  return (
    <MenuButton
      open={isOpen}
      onOpenChange={setOpen}
      entries={() => frameMenu(frame, workspace)}
      trigger={
        <button type="button" className="frame-mark" aria-label={label} title="Frame menu (Alt+-)">
          <Mark name={addin?.displayName ?? frame.addinId} color={addin?.color ?? ''} size={18} />
        </button>
      }
    />
  );
}

function WindowButtons({ frame, workspace }: Pick<TitleBarProps, 'frame' | 'workspace'>): ReactNode {
  const { frameId, mode } = frame;
  const isMaximised = mode === 'maximised';
  return (
    <span className="frame-buttons">
      <IconButton label="Minimise" onClick={() => workspace.setMode(frameId, 'minimised')}>
        <Minus size={15} aria-hidden="true" />
      </IconButton>
      <IconButton
        label={isMaximised ? 'Restore' : 'Maximise'}
        onClick={() => workspace.setMode(frameId, isMaximised ? 'normal' : 'maximised')}
      >
        {isMaximised ? (
          <Copy size={13} className="frame-restore" aria-hidden="true" />
        ) : (
          <Square size={12} aria-hidden="true" />
        )}
      </IconButton>
      <IconButton label="Close" look="danger" onClick={() => workspace.requestClose([frameId])}>
        <X size={15} aria-hidden="true" />
      </IconButton>
    </span>
  );
}
