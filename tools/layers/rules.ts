import { builtinModules } from 'node:module';
import { LAYERS, type Layer, TEST_EXTRAS, TEST_FILES } from './layer-map.ts';

/** The part of a dependency-cruiser rule that is used here. */
export interface Rule {
  readonly name: string;
  readonly severity: 'error';
  readonly comment: string;
  readonly from: { readonly path?: string; readonly pathNot?: string[] };
  readonly to: {
    readonly path?: string;
    readonly pathNot?: string[];
    readonly circular?: true;
    readonly viaOnly?: { readonly dependencyTypesNot: 'type-only'[] };
    readonly couldNotResolve?: true;
  };
}

const NODE_MODULES = `^(node:)?(${builtinModules.map((name) => name.replace(/^node:/, '')).join('|')})$`;
const EVERY_FILE = LAYERS.map((layer) => layer.files);

/** Every rule of the table, in the shape that dependency-cruiser reads. */
export function cruiserRules(): Rule[] {
  const perLayer = LAYERS.flatMap((layer, index) => {
    const earlier = LAYERS.slice(0, index).map((other) => other.files);
    return layer.oneFile ? [sourceRule(layer, earlier)] : [sourceRule(layer, earlier), testRule(layer, earlier)];
  });
  return [...perLayer, NO_CYCLES, NO_STRAYS, NO_DEAD_ENDS];
}

/** The row that a file belongs to. */
export function layerOf(path: string): Layer | undefined {
  return LAYERS.find((layer) => new RegExp(layer.files).test(path));
}

function sourceRule(layer: Layer, earlier: string[]): Rule {
  return {
    name: layer.name,
    severity: 'error',
    comment: `${layer.name} may import ${allowedInWords(layer)}. The table is tools/layers/layer-map.ts.`,
    from: { path: layer.files, pathNot: [...earlier, TEST_FILES] },
    to: { pathNot: allowed(layer) },
  };
}

/** Tests add the runners to what their layer may import; dependency-cruiser cannot join two `from` patterns otherwise. */
function testRule(layer: Layer, earlier: string[]): Rule {
  return {
    name: `${layer.name} (tests)`,
    severity: 'error',
    comment: `A test of ${layer.name} may import what its layer may, the test runners, and Node's modules.`,
    from: { path: `(?=${layer.files})(?=.*(?:${TEST_FILES}))`, pathNot: earlier },
    to: { pathNot: [...allowed(layer), ...ownTestExtras(layer), ...TEST_EXTRAS.may, ...TEST_PACKAGES, NODE_MODULES] },
  };
}

function ownTestExtras({ tests }: Layer): string[] {
  return tests ? [...(tests.may ?? []), ...packagePatterns(tests.packages)] : [];
}

function allowed({ may, packages = [], node }: Layer): string[] {
  return [...may, ...packagePatterns(packages), ...(node ? [NODE_MODULES] : [])];
}

/** An allowed package brings its @types along. */
function packagePatterns(names: readonly string[]): string[] {
  return names.map((name) => `(^|/)node_modules/(@types/)?${name}/`);
}

const TEST_PACKAGES = packagePatterns(TEST_EXTRAS.packages);

function allowedInWords({ may, packages = [], node }: Layer): string {
  const sources = may.map((pattern) => pattern.replace(/[\^$\\]/g, ''));
  return [...sources, ...packages, ...(node ? ['Node modules'] : [])].join(', ');
}

const NO_CYCLES: Rule = {
  name: 'no cycles',
  severity: 'error',
  comment: 'Two files that need each other to load, directly or around a corner, cannot be understood apart.',
  from: {},
  // A class and its helper may name each other's types: that has no order of loading, and never leaves a folder anyway.
  to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
};

const NO_STRAYS: Rule = {
  name: 'no strays',
  severity: 'error',
  comment: 'This file is in no layer. Move it, or give it a row in tools/layers/layer-map.ts.',
  from: { pathNot: [...EVERY_FILE, 'node_modules'] },
  to: {},
};

const NO_DEAD_ENDS: Rule = {
  name: 'no dead ends',
  severity: 'error',
  comment: 'This import leads nowhere: a missing file, or a package that package.json does not list.',
  from: {},
  to: { couldNotResolve: true },
};
