import { Button, type Plain, Spacer, Stack, Text, Toolbar, useFrame } from '@bulkhead/sdk';
import { theDesk } from './desk.ts';
import { Editor } from './editor.tsx';
import { titleOf } from './note.ts';
import { SaveLine } from './save-line.tsx';
import { useValue } from './value.ts';

/** One note in a frame of its own; the same note may be open in the main frame as well. */
export function NoteView() {
  const { store, exportNote } = useDesk();
  const notes = useValue(store.notes);
  const saving = useValue(store.saving);
  const frame = useFrame();
  const id = noteIdOf(frame.params);
  const note = notes.find((each) => each.id === id);
  useFrame({ title: note ? titleOf(note) : 'Deleted note', unsaved: saving.kind !== 'saved' });
  if (!note) {
    return (
      <Stack grow justify="center" align="center" gap="m" padding="l">
        <Text tone="muted">This note was deleted.</Text>
        <Button onPress={() => frame.close()}>Close</Button>
      </Stack>
    );
  }
  return (
    <Stack gap="none" grow>
      <Toolbar key="toolbar" label="Note">
        <Spacer key="space" />
        <Button key="export" once onPress={() => exportNote(note)}>
          Export…
        </Button>
      </Toolbar>
      <Editor key="editor" store={store} note={note} focusTitle={false} />
      <SaveLine key="footer" store={store} />
    </Stack>
  );
}

function useDesk() {
  const desk = theDesk();
  return { store: desk.store, exportNote: desk.exportNote.bind(desk) };
}

function noteIdOf(params: Plain): string | null {
  if (typeof params !== 'object' || params === null || Array.isArray(params)) return null;
  return typeof params.noteId === 'string' ? params.noteId : null;
}
