/** `dialog`: recorded, and answered as if the user pressed Escape, or by what a test put into `dialogAnswers`. */
import { record } from '../recorder.ts';
import { failLoudlyObject } from '../unanswered.ts';

interface MessageBoxOptions {
  readonly buttons?: readonly string[];
  readonly cancelId?: number;
  readonly defaultId?: number;
}

/** Answers for the next dialogs of each kind, oldest first; tests fill them. */
export const dialogAnswers: Record<'showMessageBox' | 'showOpenDialog' | 'showSaveDialog', object[]> = {
  showMessageBox: [],
  showOpenDialog: [],
  showSaveDialog: [],
};

/** The parent window is optional and comes first. */
function optionsOf<T extends object>(args: readonly unknown[]): T {
  return (args.length > 1 ? args[1] : args[0]) as T;
}

function ask<T extends object>(kind: keyof typeof dialogAnswers, args: readonly unknown[], cancelled: T): T {
  record(`dialog.${kind}`, optionsOf(args));
  return { ...cancelled, ...dialogAnswers[kind].shift() };
}

function messageBox(args: readonly unknown[]): { response: number; checkboxChecked: boolean } {
  const { buttons = ['OK'], cancelId, defaultId } = optionsOf<MessageBoxOptions>(args);
  const named = buttons.findIndex((button) => /^(cancel|no)$/i.test(button));
  const response = cancelId ?? (named >= 0 ? named : (defaultId ?? 0));
  return ask('showMessageBox', args, { response, checkboxChecked: false });
}

/** @see https://www.electronjs.org/docs/latest/api/dialog */
export const dialog = failLoudlyObject(
  {
    showMessageBox: async (...args: unknown[]) => messageBox(args),
    showMessageBoxSync: (...args: unknown[]) => messageBox(args).response,
    showOpenDialog: async (...args: unknown[]) =>
      ask('showOpenDialog', args, { canceled: true, filePaths: [] as string[] }),
    showSaveDialog: async (...args: unknown[]) => ask('showSaveDialog', args, { canceled: true, filePath: '' }),
    showErrorBox(title: string, content: string): void {
      record('dialog.showErrorBox', title, content);
      console.error(`${title}\n${content}`);
    },
  },
  'Dialog',
  'dialog',
);
