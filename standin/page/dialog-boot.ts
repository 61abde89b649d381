import type { FileQuestion, FolderListing } from '../main/file-question.ts';
import { answerDialog } from './dialog-elements.ts';
import { FilePicker } from './dialog-files.ts';
import { type MessageQuestion, showMessageQuestion } from './dialog-message.ts';

/** Entry of the dialog's page. The function it leaves behind is called with each folder that was asked for. */
export function bootDialog(question: FileQuestion | MessageQuestion): void {
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape') answerDialog(null);
  });
  if (question.kind === 'message') {
    showMessageQuestion(question);
    return;
  }
  const picker = new FilePicker(question);
  Object.assign(globalThis, { showFolder: (listing: FolderListing) => picker.showFolder(listing) });
  picker.open();
}
