import { expect, test } from 'vitest';
import { DropError, MOST_FILES, readEntry } from './collect-drop.ts';

function file(name: string, text: string | { size: number }): FileSystemFileEntry {
  const real = typeof text === 'string' ? new File([text], name) : ({ name, ...text } as File);
  return {
    isFile: true,
    isDirectory: false,
    name,
    file: (take: (given: File) => void) => take(real),
  } as FileSystemFileEntry;
}

/** Hands its entries out in pieces of two, as browsers do in pieces of a hundred. */
function folder(name: string, entries: FileSystemEntry[]): FileSystemDirectoryEntry {
  const createReader = () => {
    const left = [...entries];
    return { readEntries: (take: (piece: FileSystemEntry[]) => void) => take(left.splice(0, 2)) };
  };
  return { isFile: false, isDirectory: true, name, createReader } as unknown as FileSystemDirectoryEntry;
}

const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

test('a file is one package', async () => {
  const upload = await readEntry(file('notes.addin', 'zip'));
  expect(upload).toMatchObject({ fileName: 'notes.addin', files: null });
  expect(text(upload.bytes ?? undefined)).toBe('zip');
});

test('a file without a place in a file system is taken as well', async () => {
  expect(await readEntry(new File(['zip'], 'made.addin'))).toMatchObject({ fileName: 'made.addin', files: null });
});

test('a folder is one package with the paths inside it', async () => {
  const upload = await readEntry(
    folder('notes', [
      file('addin.json', '{}'),
      folder('strings', [file('nl.json', 'nl'), file('de.json', 'de'), file('fr.json', 'fr')]),
      file('main.js', 'code'),
    ]),
  );
  expect(upload).toMatchObject({ fileName: 'notes', bytes: null });
  expect(upload.files?.map(({ path, bytes }) => [path, text(bytes)])).toEqual([
    ['addin.json', '{}'],
    ['strings/nl.json', 'nl'],
    ['strings/de.json', 'de'],
    ['strings/fr.json', 'fr'],
    ['main.js', 'code'],
  ]);
});

test('more than a package may be is not read to the end', async () => {
  const many = Array.from({ length: MOST_FILES + 1 }, (_, index) => file(`${index}`, ''));
  await expect(readEntry(folder('many', many))).rejects.toMatchObject({ reason: 'too-large' });
  await expect(readEntry(file('huge.addin', { size: 10 ** 9 }))).rejects.toMatchObject({ reason: 'too-large' });
  const deep = folder('deep', [folder('a', many.slice(0, 1_500)), folder('b', many.slice(0, 1_500))]);
  await expect(readEntry(deep)).rejects.toMatchObject({ fileName: 'deep', reason: 'too-large' });
});

test('what cannot be read says which drop it was', async () => {
  const gone = { ...file('gone.addin', ''), file: (_take: unknown, fail: () => void) => fail() } as FileSystemFileEntry;
  const refusal = await readEntry(gone).catch((thrown: unknown) => thrown);
  expect(refusal).toBeInstanceOf(DropError);
  expect(refusal).toMatchObject({ fileName: 'gone.addin', reason: 'unreadable' });
});
