import type { ReactNode } from 'react';
import { Button } from '../design/button.tsx';
import { Key } from '../design/chip.tsx';
import { CopyButton } from '../design/copy-button.tsx';
import { Dialog, DialogDescription } from '../design/dialog.tsx';
import { BulkheadMark } from '../design/mark.tsx';
import './help-dialogs.css';

export interface HelpDialogProps {
  open: boolean;
  onClose(): void;
}

const SHORTCUTS: readonly { heading: string; keys: readonly (readonly [keys: string, what: string])[] }[] = [
  {
    heading: 'Window',
    keys: [
      ['Ctrl+Shift+P', 'Search commands, add-ins and frames'],
      ['Ctrl+O', 'Install an add-in'],
      ['Ctrl+1 … Ctrl+4', 'Workspace, Add-ins, Permissions, Diagnostics'],
      ['F10', 'Menu bar'],
      ['F6', 'Messages in the corner'],
      ['F1', 'This list'],
    ],
  },
  {
    heading: 'Frames',
    keys: [
      ['Ctrl+F6', 'Next frame'],
      ['Ctrl+Shift+F6', 'Previous frame'],
      ['Alt+-', 'Menu of the frame'],
      ['Ctrl+F7', 'Move with the arrow keys'],
      ['Ctrl+F8', 'Size with the arrow keys'],
      ['Ctrl+F9', 'Minimise'],
      ['Ctrl+F10', 'Maximise'],
      ['Ctrl+F5', 'Restore'],
      ['Ctrl+F4', 'Close'],
    ],
  },
];

const DIALOG_WIDTH = 560;

export function KeysDialog({ open, onClose }: HelpDialogProps): ReactNode {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Keyboard shortcuts"
      width={DIALOG_WIDTH}
      footer={<Done onClose={onClose} />}
    >
      <div className="help-keys">
        {SHORTCUTS.map(({ heading, keys }) => (
          <section key={heading}>
            <h3>{heading}</h3>
            <dl>
              {keys.map(([chord, what]) => (
                <div key={chord}>
                  <dt>{what}</dt>
                  <dd>
                    <Key>{chord}</Key>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

const FIRST_ADDIN = `npx bulkhead create hello
npx bulkhead dev hello`;

const SCRIPT = `import { defineAddin, Button, Stack, Text } from '@bulkhead/sdk';
import { useState } from 'react';

function Hello() {
  const [count, setCount] = useState(0);
  return (
    <Stack>
      <Text>Pressed {count} times</Text>
      <Button onPress={() => setCount(count + 1)}>Press</Button>
    </Stack>
  );
}

export default defineAddin({ views: { main: Hello } });`;

export function WriteDialog({ open, onClose }: HelpDialogProps): ReactNode {
  const footer = (
    <>
      <CopyButton label="Copy the script" text={() => SCRIPT} />
      <span className="help-space" />
      <Done onClose={onClose} />
    </>
  );
  return (
    <Dialog open={open} onClose={onClose} title="Write an add-in" width={DIALOG_WIDTH} footer={footer}>
      <DialogDescription>
        Two commands make a folder to start from and show it in this window. Every time you save, the add-in is replaced
        where it stands; its windows stay open and keep what was typed.
      </DialogDescription>
      <Listing label="Commands" text={FIRST_ADDIN} />
      <p>An add-in describes what it shows with React and the parts of the SDK:</p>
      <Listing label="Script" text={SCRIPT} />
    </Dialog>
  );
}

function Listing({ label, text }: { label: string; text: string }): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard.
    <pre className="help-listing selectable" tabIndex={0} aria-label={label} role="group">
      {text}
    </pre>
  );
}

export interface AboutDialogProps extends HelpDialogProps {
  /** "Electron 45.4.1 on Linux", once known. */
  runtime: string | null;
}

export function AboutDialog({ open, onClose, runtime }: AboutDialogProps): ReactNode {
  return (
    <Dialog open={open} onClose={onClose} title="About Bulkhead" footer={<Done onClose={onClose} />}>
      <div className="help-about">
        <BulkheadMark size={44} />
        <div>
          <DialogDescription>
            A desktop host for add-ins. Each runs in a process of its own, behind walls, and is replaced while its
            windows stay open.
          </DialogDescription>
          {runtime ? <p className="selectable">{runtime}</p> : null}
        </div>
      </div>
    </Dialog>
  );
}

function Done({ onClose }: Pick<HelpDialogProps, 'onClose'>): ReactNode {
  return (
    <Button look="primary" onClick={onClose}>
      Close
    </Button>
  );
}
