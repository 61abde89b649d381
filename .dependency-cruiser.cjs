const { cruiserRules } = require('./tools/layers/rules.ts');

/** The rules are data in tools/layers/layer-map.ts; `npm run check` runs them and proves that each one bites. */
module.exports = {
  forbidden: cruiserRules(),
  options: {
    // Type-only imports count: types carry a design across a border as surely as code does.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(out|\\.cache)/|\\.css$|\\.svg$' },
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
