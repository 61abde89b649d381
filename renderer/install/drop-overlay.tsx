import { PackageOpen } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { type DroppedEntry, entriesOf } from './collect-drop.ts';
import './drop-overlay.css';

export interface DropOverlayProps {
  onDrop(entries: readonly DroppedEntry[]): void;
}

/** The whole window takes packages. Nothing shows until files are carried over it. */
export function DropOverlay({ onDrop }: DropOverlayProps): ReactNode {
  const isOver = useFileDrag(onDrop);
  if (!isOver) return null;
  return (
    <div className="drop-overlay" role="status">
      <div className="drop-card">
        <PackageOpen size={34} strokeWidth={1.4} aria-hidden="true" />
        <b>Drop to look at it</b>
        <p>You see who made it and what it may do. Nothing runs or changes until you agree.</p>
        <p className="soft">.addin files and add-in folders, several at once if you like</p>
      </div>
    </div>
  );
}

function useFileDrag(onDrop: (entries: readonly DroppedEntry[]) => void): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const listening = new AbortController();
    const options = { signal: listening.signal, capture: true };
    const over = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      // Leaving the window, not one element for another inside it.
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      if (!carriesFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      event.stopPropagation();
      setOver(false);
      onDrop(entriesOf(event.dataTransfer));
    };
    window.addEventListener('dragenter', over, options);
    window.addEventListener('dragover', over, options);
    window.addEventListener('dragleave', leave, options);
    window.addEventListener('drop', drop, options);
    return () => listening.abort();
  }, [onDrop]);
  return isOver;
}

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
