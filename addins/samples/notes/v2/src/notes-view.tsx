import { Button, IconButton, Split, Stack, Text, TextField, Toolbar } from '@bulkhead/sdk';
import { DeleteDialog } from '../../shared/delete-dialog.tsx';
import { Editor } from '../../shared/editor.tsx';
import { FirstNote } from '../../shared/first-note.tsx';
import { wordCount } from '../../shared/note.ts';
import { NoteList } from '../../shared/note-list.tsx';
import { SaveLine } from '../../shared/save-line.tsx';
import { type NotesInView, useNotes } from '../../shared/use-notes.ts';
import { useValue } from '../../shared/value.ts';
import { findNotes, query } from './search.ts';

/** The main frame: search, all notes, and the selected one to write in. */
export function NotesView() {
  const view = useNotes();
  const { desk, notes, selected, doomed, isNew, askToDelete, newNote } = view;
  const wanted = useValue(query);
  const found = findNotes(notes, wanted);
  return (
    <Stack key="notes" gap="none" grow>
      <NotesToolbar key="toolbar" view={view} wanted={wanted} />
      {notes.length === 0 ? (
        <FirstNote key="first" onNew={newNote} />
      ) : (
        <Split key="split" ratio={0.34} label="List and note">
          <NoteList
            key="list"
            notes={found}
            selectedId={selected?.id ?? null}
            onSelect={(id) => desk.selectedId.set(id)}
            onOpen={(id) => desk.openNote(id)}
            emptyTitle="Nothing found"
            emptyDetail="No note holds all of these words. Search for fewer."
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
        {...(notes.length > 0 ? { detail: countText(found.length, notes.length) } : {})}
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

function NotesToolbar({ view, wanted }: { view: NotesInView; wanted: string }) {
  const { desk, selected, askToDelete, newNote } = view;
  return (
    <Toolbar label="Notes">
      <Button
        key="new"
        icon="add"
        onPress={() => {
          query.set('');
          newNote();
        }}
      >
        New note
      </Button>
      <TextField
        key="search"
        kind="search"
        icon="search"
        label="Search notes"
        hiddenLabel
        placeholder="Search notes"
        value={wanted}
        grow
        onChange={(text) => query.set(text)}
      />
      <Text key="words" tone="muted" numeric>
        {selected ? wordsText(wordCount(selected.text)) : ''}
      </Text>
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
  );
}

function wordsText(words: number): string {
  return `${words} ${words === 1 ? 'word' : 'words'}`;
}

function countText(found: number, all: number): string {
  const notes = `${all} ${all === 1 ? 'note' : 'notes'}`;
  return found === all ? notes : `${found} of ${notes}`;
}
