import type { ShortcutRegistry } from './view-context.ts';

export interface Shortcuts extends ShortcutRegistry {
  /** True when the keys meant something. */
  run(event: KeyboardEvent): boolean;
}

/** The shortcuts of one view. They work while the focus is inside its frame. */
export function createShortcuts(): Shortcuts {
  const actions = new Map<string, (() => void)[]>();
  return {
    add(keys, run) {
      const name = normalKeys(keys);
      const list = actions.get(name) ?? [];
      list.push(run);
      actions.set(name, list);
      return () => {
        list.splice(list.indexOf(run), 1);
        if (list.length === 0) actions.delete(name);
      };
    },
    run(event) {
      const action = actions.get(pressedKeys(event))?.at(-1);
      action?.();
      return action !== undefined;
    },
  };
}

/** Listens to keys pressed inside `element`; answers a function that stops it. */
export function watchKeys(element: HTMLElement | null, shortcuts: Shortcuts): () => void {
  const press = (event: KeyboardEvent) => {
    if (!event.defaultPrevented && shortcuts.run(event)) event.preventDefault();
  };
  element?.addEventListener('keydown', press);
  return () => element?.removeEventListener('keydown', press);
}

const MODIFIERS = ['ctrl', 'alt', 'shift', 'meta'];

function normalKeys(keys: string): string {
  const parts = keys
    .toLowerCase()
    .split('+')
    .map((part) => part.trim());
  const key = parts.at(-1) ?? '';
  return [...MODIFIERS.filter((modifier) => parts.includes(modifier)), key].join('+');
}

function pressedKeys(event: KeyboardEvent): string {
  const held = [event.ctrlKey, event.altKey, event.shiftKey, event.metaKey];
  return [...MODIFIERS.filter((_, index) => held[index]), event.key.toLowerCase()].join('+');
}
