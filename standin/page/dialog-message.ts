import { answerDialog, makeElement } from './dialog-elements.ts';

export interface MessageQuestion {
  readonly kind: 'message';
  readonly message: string;
  readonly detail?: string;
  readonly buttons: readonly string[];
  readonly defaultId?: number;
  readonly checkboxLabel?: string;
  readonly checkboxChecked?: boolean;
}

export function showMessageQuestion(question: MessageQuestion): void {
  const checkbox = makeElement('input', { type: 'checkbox', checked: question.checkboxChecked === true });
  const buttons = question.buttons.map((textContent, response) =>
    makeElement('button', { textContent, onclick: () => answerDialog({ response, checked: checkbox.checked }) }),
  );
  document.body.append(
    makeElement('p', { id: 'message', textContent: question.message }),
    makeElement('p', { id: 'detail', textContent: question.detail ?? '' }),
    ...(question.checkboxLabel ? [makeElement('label', {}, [checkbox, question.checkboxLabel])] : []),
    makeElement('div', { className: 'row' }, buttons),
  );
  buttons[question.defaultId ?? 0]?.focus();
}
