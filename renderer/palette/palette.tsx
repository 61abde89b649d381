import { type ReactNode, useMemo } from 'react';
import { CommandDialog, type CommandGroup } from '../design/command-dialog.tsx';
import { groupCommands, type PaletteCommand, rememberCommand } from './palette-groups.ts';

export interface PaletteProps {
  open: boolean;
  onClose(): void;
  /** Read when the palette opens. */
  commands(): readonly PaletteCommand[];
}

/** Everything that can be done, by name; what was used lately comes first. */
export function Palette({ open, onClose, commands }: PaletteProps): ReactNode {
  const groups = useMemo<CommandGroup[]>(() => (open ? groupCommands(commands(), localStorage) : []), [open, commands]);
  return (
    <CommandDialog
      open={open}
      label="Command palette"
      placeholder="Search commands, add-ins, frames"
      groups={groups}
      onClose={onClose}
      onRun={(id) => {
        rememberCommand(id, localStorage);
        commands()
          .find((command) => command.id === id)
          ?.run();
      }}
    />
  );
}
