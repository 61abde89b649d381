import { sha256 } from '../../../main/packages/integrity.ts';
import { byCodeUnit } from '../../../main/packages/package-files.ts';
import type { CommandInput } from '../command.ts';
import { openArgument } from '../open-argument.ts';
import { sizeText, table } from '../output.ts';
import { permissionLines, summary } from '../package-report.ts';

/** Digits of a hash that are enough to compare by eye. */
const SHORT_HASH = 12;

export async function inspect({ positionals, output }: CommandInput): Promise<void> {
  const gated = await openArgument(positionals[0] ?? '');
  const { manifest } = gated;
  const { lines, data } = summary(gated);
  const files = [...gated.files]
    .sort(([left], [right]) => byCodeUnit(left, right))
    .map(([path, bytes]) => ({ path, bytes: bytes.length, sha256: sha256(bytes) }));
  const permissions = permissionLines(gated).map(({ name, scope, reason }) => [name, scope, reason ?? '']);
  output.result(
    [
      ...lines,
      `Needs Bulkhead ${manifest.engines.host}`,
      ...section(
        'Views',
        manifest.views.map(({ id, title, multiple }) => [id, title, multiple ? 'several at once' : '']),
      ),
      ...section(
        'Commands',
        manifest.commands.map(({ id, title, view }) => [id, title, view ? `opens ${view}` : '']),
      ),
      ...section('Scope and reason of each permission', permissions),
      ...section(
        `Files (${files.length}, ${sizeText(gated.sizeBytes)})`,
        files.map((file) => [file.path, sizeText(file.bytes), file.sha256.slice(0, SHORT_HASH)]),
      ),
    ],
    { ...data, manifest, files },
  );
}

function section(title: string, rows: string[][]): string[] {
  return rows.length > 0 ? [title, ...table(rows)] : [];
}
