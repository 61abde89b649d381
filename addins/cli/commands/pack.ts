import path from 'node:path';
import { writeAtomically } from '../../../main/base/atomic-file.ts';
import { writeArchive } from '../../../main/packages/archive-writer.ts';
import { openPackage } from '../../../main/packages/gate.ts';
import { buildPackage } from '../build-package.ts';
import type { Command } from '../command.ts';
import { hostVersion } from '../host-version.ts';
import { folderArgument } from '../open-argument.ts';
import { sizeText } from '../output.ts';
import { summary } from '../package-report.ts';

export const pack: Command = {
  name: 'pack',
  summary: 'makes an .addin file from a folder of sources',
  positionals: ['<folder>'],
  options: {
    out: { type: 'string' },
    entry: { type: 'string' },
    minify: { type: 'boolean' },
    key: { type: 'string' },
  },
  help: `
Bundles the sources into one script, adds assets/ and a LICENSE file, writes the hashes, and runs the
checks of the host over the result. The same sources give the same bytes.

  --out <file>     the file to write; <name>-<version>.addin in the current folder when left out
  --entry <file>   the first source file; src/main.tsx (or .ts, .jsx, .js) when left out
  --minify         makes the script shorter
  --key <file>     signs with this Ed25519 private key (PEM)`,
  async run({ positionals, texts, switches, output }) {
    const folder = folderArgument(positionals[0] ?? '');
    const files = await buildPackage({
      folder,
      entry: texts['entry'],
      minify: switches.has('minify'),
      keyFile: texts['key'],
    });
    const bytes = await writeArchive(files);
    const source = { kind: 'bytes' as const, fileName: folder, bytes };
    const gated = await openPackage(source, { hostVersion: hostVersion() });
    const file = path.resolve(texts['out'] ?? `${gated.manifest.name}-${gated.manifest.version}.addin`);
    await writeAtomically(file, bytes);
    const { lines, data } = summary(gated);
    output.result([`Packed ${file} (${sizeText(bytes.length)})`, ...lines], { file, bytes: bytes.length, ...data });
  },
};
