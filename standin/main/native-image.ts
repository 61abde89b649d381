import { readFileSync } from 'node:fs';
import { closeClass } from './unsupported.ts';

/** Where PNG keeps its width and height: after the signature, the length and the name of its first chunk. */
const sizeOffset = 16;

/** A PNG picture. */
export class NativeImage {
  readonly #png: Buffer;

  constructor(png: Buffer) {
    this.#png = png;
  }

  isEmpty(): boolean {
    return this.#png.length === 0;
  }

  toPNG(): Buffer {
    return this.#png;
  }

  toDataURL(): string {
    return `data:image/png;base64,${this.#png.toString('base64')}`;
  }

  getSize(): { width: number; height: number } {
    if (this.#png.length < sizeOffset + 8) return { width: 0, height: 0 };
    return { width: this.#png.readUInt32BE(sizeOffset), height: this.#png.readUInt32BE(sizeOffset + 4) };
  }
}

closeClass(NativeImage);

export const nativeImage = {
  createEmpty: (): NativeImage => new NativeImage(Buffer.alloc(0)),
  createFromBuffer: (png: Buffer): NativeImage => new NativeImage(png),
  createFromPath: (path: string): NativeImage => new NativeImage(readFileSync(path)),
  createFromDataURL: (url: string): NativeImage => new NativeImage(Buffer.from(url.split(',')[1] ?? '', 'base64')),
};
