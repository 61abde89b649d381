import { bundleScripts } from '../main/script-bundle.ts';

const files = ['page/dialog-elements.ts', 'page/dialog-message.ts', 'page/dialog-files.ts', 'page/dialog-boot.ts'];

const style = `
  :root { color-scheme: light dark; font: 14px/1.5 system-ui, sans-serif; }
  body { margin: 0; height: 100vh; display: flex; flex-direction: column; gap: 8px; padding: 12px; box-sizing: border-box; }
  ul { flex: 1; overflow: auto; margin: 0; padding: 4px; list-style: none; border: 1px solid GrayText; border-radius: 6px; }
  li { padding: 3px 8px; border-radius: 4px; cursor: default; white-space: pre; }
  li[aria-selected="true"] { background: Highlight; color: HighlightText; }
  li:focus-visible { outline: 2px solid Highlight; outline-offset: -1px; }
  label { display: flex; gap: 8px; align-items: center; }
  input[type="text"] { flex: 1; font: inherit; padding: 4px 8px; }
  .row { display: flex; gap: 8px; justify-content: flex-end; }
  button { font: inherit; padding: 4px 16px; min-width: 84px; }
  p { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
  #detail { flex: 1; overflow: auto; }
  #message { font-weight: 600; }
`;

/** The whole dialog as one address. */
export function dialogPageUrl(title: string, question: object): string {
  const safeTitle = title.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const script = `${bundleScripts('dialog', files).text}\nbootDialog(${scriptJson(question)});`;
  const head = `<meta charset="utf-8"><title>${safeTitle}</title><style>${style}</style>`;
  const html = `<!doctype html><html lang="en"><head>${head}</head><body><script type="module">${script}</script></body></html>`;
  return `data:text/html;base64,${Buffer.from(html).toString('base64')}`;
}

/** JSON that may stand inside a script element. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value ?? null).replaceAll('<', '\\u003c');
}
