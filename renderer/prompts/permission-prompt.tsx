import { type ReactNode, useRef } from 'react';
import type { PromptAnswer, PromptRequest } from '../../preload/bridge.ts';
import { Button } from '../design/button.tsx';
import { Dialog, DialogDescription, DialogTitle } from '../design/dialog.tsx';
import { Mark } from '../design/mark.tsx';
import { useArmed } from '../design/use-armed.ts';
import './permission-prompt.css';

export interface PermissionPromptProps {
  /** Null while nothing is asked. */
  prompt: PromptRequest | null;
  onAnswer(promptId: string, answer: PromptAnswer): void;
}

/** Pixels: all answers side by side. */
const PROMPT_WIDTH = 660;

/**
 * A question of an add-in, asked by the host in its own words. It hangs from the top of the window, over
 * the menu bar, where no add-in can draw; no key or press that came before it was readable answers it.
 */
export function PermissionPrompt({ prompt, onAnswer }: PermissionPromptProps): ReactNode {
  const deny = useRef<HTMLButtonElement>(null);
  const isArmed = useArmed(prompt?.promptId ?? null);
  const last = useRef(prompt);
  if (prompt) last.current = prompt;
  const answer = (given: PromptAnswer): void => {
    if (prompt) onAnswer(prompt.promptId, given);
  };
  return (
    <Dialog
      open={prompt !== null}
      onClose={() => answer('dismiss')}
      dismissible={false}
      place="top"
      width={PROMPT_WIDTH}
      role="alertdialog"
      className="prompt"
      initialFocus={deny}
    >
      {last.current ? <Question prompt={last.current} /> : null}
      <footer className="dialog-foot prompt-foot" data-armed={isArmed || undefined}>
        <Button ref={deny} aria-disabled={!isArmed} onClick={() => isArmed && answer('deny')}>
          Don’t allow
        </Button>
        <Button look="quiet" aria-disabled={!isArmed} onClick={() => isArmed && answer('block')}>
          Block this add-in
        </Button>
        <span className="prompt-space" />
        <Answers isArmed={isArmed} offerAlways={last.current?.offerAlways ?? false} onAnswer={answer} />
      </footer>
    </Dialog>
  );
}

function Question({ prompt }: { prompt: PromptRequest }): ReactNode {
  const { displayName, color, plain, reason } = prompt;
  return (
    <div className="prompt-question">
      <Mark name={displayName} color={color} size={38} />
      <div>
        <DialogTitle>
          Allow {displayName} to {plain}?
        </DialogTitle>
        {reason ? (
          <DialogDescription className="prompt-reason">
            {displayName} says: <q>{reason}</q>
          </DialogDescription>
        ) : (
          <DialogDescription className="prompt-reason">It gave no reason.</DialogDescription>
        )}
      </div>
    </div>
  );
}

interface AnswersProps {
  isArmed: boolean;
  offerAlways: boolean;
  onAnswer(answer: PromptAnswer): void;
}

function Answers({ isArmed, offerAlways, onAnswer }: AnswersProps): ReactNode {
  const give = (answer: PromptAnswer) => () => {
    if (isArmed) onAnswer(answer);
  };
  return (
    <>
      <Button aria-disabled={!isArmed} onClick={give('once')}>
        Allow once
      </Button>
      <Button aria-disabled={!isArmed} onClick={give('session')}>
        Allow while open
      </Button>
      {offerAlways ? (
        <Button aria-disabled={!isArmed} onClick={give('always')}>
          Always allow
        </Button>
      ) : null}
    </>
  );
}
