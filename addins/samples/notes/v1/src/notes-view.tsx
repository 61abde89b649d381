import { Button, IconButton, Spacer, Split, Stack, Toolbar } from '@bulkhead/sdk';
import { DeleteDialog } from '../../shared/delete-dialog.tsx';
import { Editor } from '../../shared/editor.tsx';
import { FirstNote } from '../../shared/first-note.tsx';
import { NoteList } from '../../shared/note-list.tsx';
import { SaveLine } from '../../shared/save-line.tsx';
import { useNotes } from '../../shared/use-notes.ts';

/** The main frame: all notes, and the selected one to write in. */
export function NotesView() {
  const { desk, notes, selected, doomed, isNew, askToDelete, newNote } = useNotes();
  return (
    <Stack key="notes" gap="none" grow>
      <Toolbar key="toolbar" label="Notes">
        <Button key="new" icon="add" onPress={newNote}>
          New note
        </Button>
        <Spacer key="space" />
        <IconButton
          key="delete"
          icon="trash"
          label="Delete this note"
          disabled={!selected}
          onPress={() => askToDelete(selected)}
        />
        <Button key="export" once disabled={!selected} onPress={() => selected && desk.exportNote(selected)}>
          Export…
        </Button>
      </Toolbar>
      {notes.length === 0 ? (
        <FirstNote key="first" onNew={newNote} />
      ) : (
        <Split key="split" ratio={0.34} label="List and note">
          <NoteList
            key="list"
            notes={notes}
            selectedId={selected?.id ?? null}
            onSelect={(id) => desk.selectedId.set(id)}
            onOpen={(id) => desk.openNote(id)}
            emptyTitle="No notes"
            emptyDetail="Write one."
          />
          {selected ? (
            <Editor key="editor" store={desk.store} note={selected} focusTitle={isNew} />
          ) : (
            <Stack key="editor" grow />
          )}
        </Split>
      )}
      <SaveLine
        key="footer"
        store={desk.store}
        {...(notes.length > 0 ? { detail: `${notes.length} ${notes.length === 1 ? 'note' : 'notes'}` } : {})}
      />
      {doomed ? (
        <DeleteDialog
          key="delete"
          note={doomed}
          onClose={() => askToDelete(undefined)}
          onDelete={() => {
            desk.remove(doomed);
            askToDelete(undefined);
          }}
        />
      ) : null}
    </Stack>
  );
}
