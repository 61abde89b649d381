import writeFileAtomic from 'write-file-atomic';

/** Replaces a file in one step: whoever reads it finds the old contents or the new ones, also after a power cut. */
export async function writeAtomically(file: string, contents: string | Uint8Array): Promise<void> {
  await writeFileAtomic(file, typeof contents === 'string' ? contents : Buffer.from(contents));
}
