import type { MenuCommand } from './menus.ts';

export interface EditOptions {
  /** The field that had the keyboard before the menu opened. */
  field(): HTMLElement | null;
  /** Pages may not read the clipboard by themselves: says so in words. */
  onPasteRefused(): void;
}

/**
 * The Edit menu works on the focused field by the browser's editing commands: they are the only ones
 * that keep the field's own undo history whole.
 */
export function editCommands(options: EditOptions): MenuCommand[] {
  const command = (title: string, keys: string, name: string): MenuCommand => ({
    id: `edit.${name}`,
    title,
    keys,
    run: () => void perform(options, name),
  });
  return [
    command('Undo', 'Ctrl+Z', 'undo'),
    command('Redo', 'Ctrl+Y', 'redo'),
    command('Cut', 'Ctrl+X', 'cut'),
    command('Copy', 'Ctrl+C', 'copy'),
    { ...command('Paste', 'Ctrl+V', 'paste'), run: () => void paste(options) },
    command('Select all', 'Ctrl+A', 'selectAll'),
  ];
}

function perform({ field }: EditOptions, name: string): boolean {
  field()?.focus({ preventScroll: true });
  return document.execCommand(name);
}

function paste(options: EditOptions): void {
  if (!perform(options, 'paste')) options.onPasteRefused();
}
