/** Sends something to the stand-in; a function that the engine puts into the dialog's page. */
declare const standinDialog: (text: string) => void;

export function callHost(content: { readonly answer: unknown } | { readonly list: string }): void {
  standinDialog(JSON.stringify(content));
}

export function answerDialog(value: unknown): void {
  callHost({ answer: value });
}

export function makeElement<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]> = {},
  children: readonly (Node | string)[] = [],
): HTMLElementTagNameMap[Name] {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}
