import { fitsRow } from '../../protocol/inspect/check-value.ts';
import { INSPECT_ITEMS, INSPECT_SENTENCE, INSPECT_TEXT } from '../../protocol/inspect/inspect-limits.ts';
import type { PropertyValue } from '../../protocol/inspect/inspect-messages.ts';
import { registrationOf } from './inspectable.ts';
import type { Slot } from './slots.ts';

/** What the window is shown for a property. Never throws: what cannot be read becomes a value that says so. */
export function shownValue(slot: Slot): PropertyValue {
  try {
    return toShown(slot, slot.read());
  } catch (thrown) {
    return { error: `Reading this failed: ${messageOf(thrown)}`.slice(0, INSPECT_SENTENCE) };
  }
}

export function messageOf(thrown: unknown): string {
  return typeof thrown === 'object' && thrown !== null && 'message' in thrown ? String(thrown.message) : String(thrown);
}

function toShown({ property, row }: Slot, raw: unknown): PropertyValue {
  if (property.type === 'list') return shownList(property.preview, raw);
  if (property.type === 'object') return { object: raw === null || raw === undefined ? null : outside(property, raw) };
  if (raw === null || raw === undefined) return null;
  if (typeof raw === 'string' && raw.length > INSPECT_TEXT) {
    return { error: `This text is too long to be edited here: it has ${raw.length} characters.` };
  }
  const isPlain = typeof raw === 'string' || typeof raw === 'boolean' || Number.isFinite(raw);
  const value = isPlain ? (raw as string | number | boolean) : undefined;
  if (value === undefined || !fitsRow(row, value)) return { error: `This holds something that is no ${row.type}.` };
  return value;
}

function shownList(preview: ((value: unknown) => string) | undefined, raw: unknown): PropertyValue {
  if (!Array.isArray(raw)) return { error: 'There is no list here.' };
  if (raw.length > INSPECT_ITEMS) return { error: `This list is too long: it has ${raw.length} items.` };
  return { list: raw.length, preview: (preview?.(raw) ?? '').slice(0, INSPECT_SENTENCE) };
}

function outside({ preview }: Slot['property'], raw: unknown): string {
  return (preview?.(raw) ?? registrationOf(raw)?.title() ?? '').slice(0, INSPECT_SENTENCE);
}
