import { Autocomplete } from '@base-ui/react/autocomplete';
import { Search } from 'lucide-react';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { Key } from './chip.tsx';
import { Dialog, DialogTitle } from './dialog.tsx';
import { afterFocusReturns } from './focus-return.ts';
import './command-dialog.css';

export interface CommandItem {
  readonly id: string;
  readonly title: string;
  readonly keys: string | null;
  /** Said at the end of the line where the heading does not. */
  readonly group: string;
}

export interface CommandGroup {
  readonly label: string;
  readonly items: readonly CommandItem[];
}

export interface CommandDialogProps {
  open: boolean;
  label: string;
  placeholder: string;
  groups: readonly CommandGroup[];
  onClose(): void;
  /** Called after the dialog has closed and the focus is back. */
  onRun(id: string): void;
}

const DIALOG_WIDTH = 580;

interface BaseGroup {
  value: string;
  items: CommandItem[];
}

/** A field over a list: type a few letters, Enter runs the best match. */
export function CommandDialog({ open, label, placeholder, groups, onClose, onRun }: CommandDialogProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState('');
  useLayoutEffect(() => {
    // Opened again while it still fades, it would keep what was typed the last time.
    if (open) setQuery('');
  }, [open]);
  const items: BaseGroup[] = groups.map((group) => ({ value: group.label, items: [...group.items] }));
  const run = (id: string): void => {
    onClose();
    afterFocusReturns(() => onRun(id));
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      place="top"
      width={DIALOG_WIDTH}
      className="command-dialog"
      initialFocus={input}
    >
      <DialogTitle className="visually-hidden">{label}</DialogTitle>
      <Autocomplete.Root
        open
        inline
        items={items}
        value={query}
        onValueChange={setQuery}
        autoHighlight="always"
        keepHighlight
        filter={matchesWords}
        itemToStringValue={(item: CommandItem) => item.title}
      >
        <div className="command-input">
          <Search size={16} aria-hidden="true" />
          <Autocomplete.Input ref={input} aria-label={label} placeholder={placeholder} />
        </div>
        <Autocomplete.Empty className="command-empty">Nothing has that name.</Autocomplete.Empty>
        <Autocomplete.List className="command-list">
          {(group: BaseGroup) => <Group key={group.value} group={group} onRun={run} />}
        </Autocomplete.List>
      </Autocomplete.Root>
    </Dialog>
  );
}

function Group({ group, onRun }: { group: BaseGroup; onRun(id: string): void }): ReactNode {
  return (
    <Autocomplete.Group items={group.items}>
      <Autocomplete.GroupLabel className="command-heading">{group.value}</Autocomplete.GroupLabel>
      <Autocomplete.Collection>
        {(item: CommandItem) => (
          <Autocomplete.Item key={item.id} value={item} className="command-item" onClick={() => onRun(item.id)}>
            <span className="ellipsis">{item.title}</span>
            {item.group === group.value ? null : <span className="command-group">{item.group}</span>}
            {item.keys ? <Key>{item.keys}</Key> : null}
          </Autocomplete.Item>
        )}
      </Autocomplete.Collection>
    </Autocomplete.Group>
  );
}

/** Every typed word must begin, or occur in, the title: "csv op" finds "CSV Explorer: Open file…". */
function matchesWords(item: CommandItem, query: string): boolean {
  const title = item.title.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => title.includes(word));
}
