import { BrowserWindow } from './browser-window.ts';
import { askInWindow } from './dialog-window.ts';
import { type FileQuestion, fileQuestion } from './file-question.ts';
import { closedModule } from './unsupported.ts';

export interface FileDialogOptions {
  readonly title?: string;
  readonly defaultPath?: string;
  readonly buttonLabel?: string;
  readonly filters?: readonly { readonly name: string; readonly extensions: readonly string[] }[];
  readonly properties?: readonly string[];
  readonly message?: string;
}

interface MessageBoxOptions {
  readonly message: string;
  readonly detail?: string;
  readonly title?: string;
  readonly buttons?: readonly string[];
  readonly defaultId?: number;
  readonly cancelId?: number;
  readonly checkboxLabel?: string;
  readonly checkboxChecked?: boolean;
}

type MaybeParent<Options> = [options: Options] | [parent: BrowserWindow | null | undefined, options: Options];

export const dialog = closedModule('dialog', {
  async showOpenDialog(...args: MaybeParent<FileDialogOptions>): Promise<{ canceled: boolean; filePaths: string[] }> {
    const filePaths = (await askForFiles('open', optionsOf(args))) ?? [];
    return { canceled: filePaths.length === 0, filePaths };
  },

  async showSaveDialog(...args: MaybeParent<FileDialogOptions>): Promise<{ canceled: boolean; filePath: string }> {
    const [filePath = ''] = (await askForFiles('save', optionsOf(args))) ?? [];
    return { canceled: filePath === '', filePath };
  },

  async showMessageBox(
    ...args: MaybeParent<MessageBoxOptions>
  ): Promise<{ response: number; checkboxChecked: boolean }> {
    const options = optionsOf(args);
    const { buttons = ['OK'], cancelId, checkboxChecked = false } = options;
    const answer = await askInWindow<{ response: number; checked: boolean }>({
      title: options.title ?? options.message,
      question: { kind: 'message', ...options, buttons },
      size: { width: 460, height: 220 },
    });
    const cancelled =
      cancelId ??
      Math.max(
        0,
        buttons.findIndex((label) => /^(cancel|no)$/i.test(label)),
      );
    return answer === null
      ? { response: cancelled, checkboxChecked }
      : { response: answer.response, checkboxChecked: answer.checked };
  },

  showErrorBox(title: string, content: string): void {
    process.stderr.write(`${title}\n${content}\n`);
    if (BrowserWindow.getAllWindows().length > 0)
      void dialog.showMessageBox({ title, message: title, detail: content });
  },
});

async function askForFiles(mode: FileQuestion['mode'], options: FileDialogOptions): Promise<string[] | null> {
  const { question, list } = fileQuestion(mode, options);
  return askInWindow<string[]>({ title: question.title, question, list, size: { width: 640, height: 460 } });
}

function optionsOf<Options>(args: MaybeParent<Options>): Options {
  return args.length === 1 ? args[0] : args[1];
}
