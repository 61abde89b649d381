import { type ReactNode, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { AddinSummary, StagedPackage } from '../../preload/bridge.ts';
import { Dialog } from '../design/dialog.tsx';
import { useDelayed } from '../design/use-delayed.ts';
import { CheckingView } from './checking-view.tsx';
import type { InstallItem, InstallQueue } from './install-queue.ts';
import { PackageView } from './package-view.tsx';
import { RefusedView } from './refused-view.tsx';
import './install-sheet.css';

export interface InstallSheetProps {
  queue: InstallQueue;
  /** Told after a package was installed, with the add-in as it is now. */
  onInstalled(staged: StagedPackage, addin: AddinSummary): void;
}

const SHEET_WIDTH = 540;
/** A check that ends sooner opens the sheet with its result. */
const CHECKING_SHOWN_AFTER = 300;

/** One sheet for one package at a time; several wait behind it. */
export function InstallSheet({ queue, onInstalled }: InstallSheetProps): ReactNode {
  const { items, answered } = useStore(queue.store);
  const heading = useRef<HTMLHeadingElement>(null);
  const [first] = items;
  const shown = useLast(first);
  const isSlow = useDelayed(first?.state === 'checking', CHECKING_SHOWN_AFTER);
  const isOpen = first !== undefined && (first.state !== 'checking' || isSlow);
  const key = first?.key;
  useEffect(() => {
    // Each package is read from its name on; the keyboard never lies on Install by itself.
    if (key) heading.current?.focus({ preventScroll: true });
  }, [key]);
  const install = async (): Promise<void> => {
    if (first?.state !== 'ready') return;
    const addin = await queue.install();
    if (addin) onInstalled(first.staged, addin);
  };
  const position = items.length + answered > 1 ? `${answered + 1} of ${answered + items.length}` : null;
  return (
    <Dialog
      open={isOpen}
      onClose={queue.dismiss}
      dismissible={false}
      width={SHEET_WIDTH}
      className="install-sheet"
      initialFocus={heading}
    >
      {shown ? <ItemView item={shown} {...{ heading, position, queue }} onInstall={() => void install()} /> : null}
    </Dialog>
  );
}

/** What stays on the sheet while it fades away. */
function useLast(item: InstallItem | undefined): InstallItem | undefined {
  const last = useRef(item);
  if (item) last.current = item;
  return last.current;
}

export interface ItemViewProps {
  item: InstallItem;
  heading: React.RefObject<HTMLHeadingElement | null>;
  /** "1 of 3", when there are several. */
  position: string | null;
  queue: InstallQueue;
  onInstall(): void;
}

function ItemView(props: ItemViewProps): ReactNode {
  const { item, heading, position, queue, onInstall } = props;
  switch (item.state) {
    case 'checking':
      return <CheckingView fileName={item.fileName} heading={heading} onCancel={queue.dismiss} />;
    case 'refused':
      return <RefusedView item={item} heading={heading} position={position} onClose={queue.dismiss} />;
    default:
      return (
        <PackageView
          key={item.key}
          item={item}
          heading={heading}
          position={position}
          onCancel={queue.dismiss}
          onInstall={onInstall}
        />
      );
  }
}
