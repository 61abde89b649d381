import { Stack, TextArea, TextField } from '@bulkhead/sdk';
import type { Note } from './note.ts';
import type { NotesStore } from './notes-store.ts';

/**
 * Title and text of one note. The keys are the same in every version: they are how the host knows, when a newer version
 * takes over, that this is the field in which somebody is typing.
 */
export function Editor({ store, note, focusTitle }: { store: NotesStore; note: Note; focusTitle: boolean }) {
  return (
    <Stack gap="s" padding="m" grow>
      <TextField
        key={`title:${note.id}`}
        label="Title"
        hiddenLabel
        placeholder="Title"
        value={note.title}
        maxLength={200}
        autoFocus={focusTitle}
        onChange={(title) => store.edit(note.id, { title })}
      />
      <TextArea
        key={`text:${note.id}`}
        label="Text"
        hiddenLabel
        placeholder="Write here. Everything is saved as you type."
        value={note.text}
        page
        grow
        onChange={(text) => store.edit(note.id, { text })}
      />
    </Stack>
  );
}
