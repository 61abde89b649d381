import path from 'node:path';
import { writeAtomically } from '../../../main/base/atomic-file.ts';
import { writeArchive } from '../../../main/packages/archive-writer.ts';
import { openPackage } from '../../../main/packages/gate.ts';
import { buildPackage } from '../build-package.ts';
import type { CommandInput } from '../command.ts';
import { hostVersion } from '../host-version.ts';
import { folderArgument } from '../open-argument.ts';
import { sizeText } from '../output.ts';
import { summary } from '../package-report.ts';

export async function pack({ positionals, texts, switches, output }: CommandInput): Promise<void> {
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
}
