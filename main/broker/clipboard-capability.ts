import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { Capability } from './capability.ts';

export interface ClipboardContext {
  /** Whether the person has just done something in a frame of this add-in. */
  hasGesture(addinId: string): boolean;
  writeText(text: string): Promise<void> | void;
}

/** Puts text on the clipboard, right after the person pressed something in the add-in. */
export const clipboardCapability: Capability<'clipboard.writeText', 'clipboard.write', ClipboardContext> = {
  permission: 'clipboard.write',
  methods: ['clipboard.writeText'],
  create: (context) => ({
    handlers: {
      'clipboard.writeText': async ([text], { caller, about }) => {
        about(`${text.length} characters`);
        if (!context.hasGesture(caller.addinId)) {
          throw new BulkheadError('E_SECURITY', {
            message: 'Copying works only right after you press something in the add-in.',
          });
        }
        await context.writeText(text);
        return null;
      },
    },
  }),
};
