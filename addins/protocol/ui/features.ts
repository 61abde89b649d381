import { catalogue } from './catalogue.ts';

/** Every component that this side knows, as `Name@since`. */
export function componentFeatures(): string[] {
  return [...catalogue.values()].map(({ name, spec }) => `${name}@${spec.since}`);
}
