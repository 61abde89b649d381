import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from './app.ts';
import { closedModule } from './unsupported.ts';

const algorithm = 'aes-256-gcm';
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** As weak as Electron's 'basic_text': whoever can read userData can read the key. */
export const safeStorage = closedModule('safeStorage', {
  async isAsyncEncryptionAvailable(): Promise<boolean> {
    return true;
  },

  getSelectedStorageBackend(): string {
    return 'basic_text';
  },

  async encryptStringAsync(text: string): Promise<Buffer> {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv(algorithm, readKey(), nonce);
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]);
  },

  /** Rejects what was not encrypted here. */
  async decryptStringAsync(encrypted: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
    const decipher = createDecipheriv(algorithm, readKey(), encrypted.subarray(0, nonceBytes));
    decipher.setAuthTag(encrypted.subarray(nonceBytes, nonceBytes + tagBytes));
    const body = Buffer.concat([decipher.update(encrypted.subarray(nonceBytes + tagBytes)), decipher.final()]);
    return { result: body.toString('utf8'), shouldReEncrypt: false };
  },
});

function readKey(): Buffer {
  const path = join(app.getPath('userData'), 'safe-storage.key');
  try {
    return readFileSync(path);
  } catch {
    // wx: of two that start at once, one makes the key and both read it.
    writeFileSync(path, randomBytes(keyBytes), { mode: 0o600, flag: 'wx' });
    return readFileSync(path);
  }
}
