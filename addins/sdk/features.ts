import { componentFeatures } from '../protocol/ui/features.ts';

/** What the host can draw, as the last window said; until one did, what this SDK itself knows. */
let known: ReadonlyMap<string, number> = readFeatures(componentFeatures());

/** Takes a window's list of `Name@since`. */
export function learnFeatures(features: readonly string[]): void {
  known = readFeatures(features);
}

/** True when the host has a component, for example `has('Canvas')`, in the form of a protocol version or a newer one: `has('Canvas@2')`. */
export function has(feature: string): boolean {
  const [name = '', version = '1'] = feature.split('@');
  const since = known.get(name);
  return since !== undefined && since >= Number(version);
}

function readFeatures(features: readonly string[]): ReadonlyMap<string, number> {
  return new Map(
    features.map((feature) => {
      const [name = '', since = '1'] = feature.split('@');
      return [name, Number(since)] as const;
    }),
  );
}
