/** A command as the palette needs it. */
export interface PaletteCommand {
  readonly id: string;
  readonly title: string;
  readonly group: string;
  readonly keys?: string;
  readonly disabled?: boolean;
  run(): void;
}

export interface PaletteGroup {
  readonly label: string;
  readonly items: readonly { id: string; title: string; keys: string | null; group: string }[];
}

type Memory = Pick<Storage, 'getItem' | 'setItem'>;

const RECENT_KEY = 'palette.recent';
const RECENT_LENGTH = 6;
const RECENT_LABEL = 'Used lately';

/** What was used lately first, then every group in the order of its first command. */
export function groupCommands(commands: readonly PaletteCommand[], memory: Memory): PaletteGroup[] {
  const usable = commands.filter((command) => !command.disabled).map(itemOf);
  const byId = new Map(usable.map((item) => [item.id, item]));
  const recent = recentIds(memory).flatMap((id) => byId.get(id) ?? []);
  const recentSet = new Set(recent.map((item) => item.id));
  const rest = Map.groupBy(
    usable.filter((item) => !recentSet.has(item.id)),
    (item) => item.group,
  );
  const groups = [...rest].map(([label, items]) => ({ label, items }));
  return recent.length > 0 ? [{ label: RECENT_LABEL, items: recent }, ...groups] : groups;
}

function itemOf({ id, title, keys, group }: PaletteCommand): PaletteGroup['items'][number] {
  return { id, title, keys: keys ?? null, group };
}

export function rememberCommand(id: string, memory: Memory): void {
  const recent = [id, ...recentIds(memory).filter((other) => other !== id)].slice(0, RECENT_LENGTH);
  try {
    memory.setItem(RECENT_KEY, JSON.stringify(recent));
  } catch {
    // A full or forbidden store only costs the convenience.
  }
}

function recentIds(memory: Memory): string[] {
  try {
    const kept: unknown = JSON.parse(memory.getItem(RECENT_KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id): id is string => typeof id === 'string') : [];
  } catch {
    return [];
  }
}
