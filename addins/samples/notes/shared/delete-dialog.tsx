import { Button, Dialog, DialogActions } from '@bulkhead/sdk';
import { type Note, titleOf } from './note.ts';

interface DeleteDialogProps {
  note: Note;
  onDelete: () => void;
  onClose: () => void;
}

export function DeleteDialog({ note, onDelete, onClose }: DeleteDialogProps) {
  return (
    <Dialog
      kind="danger"
      title="Delete this note?"
      detail={`"${titleOf(note)}" is removed for good. Export it first if you want to keep a copy.`}
      onClose={onClose}
    >
      <DialogActions>
        <Button key="keep" onPress={onClose}>
          Keep it
        </Button>
        <Button key="delete" kind="danger" onPress={onDelete}>
          Delete note
        </Button>
      </DialogActions>
    </Dialog>
  );
}
