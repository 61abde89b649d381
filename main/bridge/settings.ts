import { readFileSync } from 'node:fs';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { contractId } from '../../addins/protocol/contract-id.ts';
import { NAME_LENGTH } from '../../addins/protocol/identity.ts';

/** Contracts that a person has chosen a provider for: far more than anybody has add-ins for. */
export const CHOSEN_PROVIDERS = 200;

const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  window: z
    .strictObject({ width: z.int().min(400).max(20_000), height: z.int().min(300).max(20_000) })
    .default({ width: 1280, height: 800 }),
  /** Contract -> the add-in that answers where several offer it. */
  providers: z
    .record(contractId, z.string().max(NAME_LENGTH))
    .refine((chosen) => Object.keys(chosen).length <= CHOSEN_PROVIDERS)
    .default({}),
});

export type Settings = z.output<typeof settingsSchema>;

/** What the person set for the window. A file that cannot be read means the defaults. */
export class SettingsStore {
  readonly #file: string;
  #settings: Settings;

  constructor(file: string) {
    this.#file = file;
    this.#settings = readSettings(file);
  }

  get current(): Settings {
    return this.#settings;
  }

  change(change: Partial<Settings>): void {
    this.#settings = { ...this.#settings, ...change };
    writeFileAtomic.sync(this.#file, JSON.stringify(this.#settings, null, 2));
  }
}

function readSettings(file: string): Settings {
  try {
    return settingsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return settingsSchema.parse({});
  }
}
