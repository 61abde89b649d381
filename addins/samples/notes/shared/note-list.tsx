import { Empty, List, ListItem, Stack } from '@bulkhead/sdk';
import { type Note, previewOf, titleOf } from './note.ts';

interface NoteListProps {
  notes: readonly Note[];
  selectedId: string | null;
  onSelect: (id: string) => void;
  onOpen: (id: string) => unknown;
  /** Why the list is empty, when it is. */
  emptyTitle: string;
  emptyDetail: string;
}

export function NoteList({ notes, selectedId, onSelect, onOpen, emptyTitle, emptyDetail }: NoteListProps) {
  if (notes.length === 0) {
    return (
      <Stack padding="m" grow>
        <Empty icon="search" title={emptyTitle} detail={emptyDetail} />
      </Stack>
    );
  }
  const select = (id: string | null): void => {
    if (id !== null) onSelect(id);
  };
  return (
    <List label="Notes" value={selectedId} onChange={select} onOpen={onOpen}>
      {notes.map((note) => (
        <ListItem key={note.id} value={note.id} title={titleOf(note)} description={previewOf(note)} />
      ))}
    </List>
  );
}
