/**
 * The doors of the house: which room may import from which (docs/decisions/0003-doors.md).
 *
 * tests/doors.test.ts sees every rule red on a small house with one violation each, so paths here are written from the
 * root of whatever folder the cruiser is run in.
 */

const { builtinModules } = require('node:module')

/** What runs on a phone or in a browser. */
const shell = '^src/(pages|client|ui|platform)/|^src/app|^src/capabilities/[^/]+/(pages/|client\\.ts)'
/** What only a server may run. */
const serverSide =
  '^src/capabilities/[^/]+/(server|timer|outbox)\\.ts$|^(local-cloud|cloudfunctions|demo)/|node_modules/@cloudbase/|node_modules/wx-server-sdk/'
const tests = '\\.test\\.tsx?$|^tests/'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Two modules that need each other are one module, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-missing',
      comment: 'An import that resolves to nothing would slip through every other door.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-undeclared-package',
      comment: 'A package that package.json does not name may vanish with the next install.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'kernel-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^src/kernel/', pathNot: tests },
      to: { path: '^(src|local-cloud|cloudfunctions|demo|scripts|config|tests)/', pathNot: '^src/kernel/' },
    },
    {
      name: 'kernel-is-pure',
      comment: 'The kernel runs on a phone, in a browser and in a function: only these four packages, nothing of Node.',
      severity: 'error',
      from: { path: '^src/kernel/', pathNot: tests },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'core'],
        pathNot: 'node_modules/(dayjs|zod|@noble/hashes|chinese-days)/',
      },
    },
    {
      name: 'no-sibling-capability',
      comment: 'Capabilities meet through events. Types of a sibling may come from its contract.ts (next rule).',
      severity: 'error',
      from: { path: '^src/capabilities/([^/]+)/', pathNot: tests },
      to: { path: '^src/capabilities/[^/]+/', pathNot: '^src/capabilities/($1/|[^/]+/contract\\.ts$)' },
    },
    {
      name: 'sibling-contract-for-types-only',
      severity: 'error',
      from: { path: '^src/capabilities/([^/]+)/', pathNot: tests },
      to: {
        path: '^src/capabilities/[^/]+/contract\\.ts$',
        pathNot: '^src/capabilities/$1/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'capability-core-imports-kernel-only',
      comment: 'Contract, policy, workflow and server of a capability know no screen: only pages/ and client.ts do.',
      severity: 'error',
      from: { path: '^src/capabilities/[^/]+/', pathNot: `${tests}|^src/capabilities/[^/]+/(pages/|client\\.ts$)` },
      to: {
        path: '^src/|^(local-cloud|cloudfunctions|demo|scripts|config|tests)/|node_modules/(@tarojs|react|react-dom|zustand)/',
        pathNot: '^src/(kernel|capabilities)/',
      },
    },
    {
      name: 'ui-and-platform-know-no-capability',
      comment: 'They are the ground every capability stands on.',
      severity: 'error',
      from: { path: '^src/(ui|platform)/', pathNot: tests },
      to: { path: '^src/(capabilities|client|pages)/' },
    },
    {
      name: 'page-reaches-no-server',
      comment: 'Whatever a page imports, however far, is shipped to phones.',
      severity: 'error',
      from: { path: shell, pathNot: tests },
      to: { path: serverSide, reachable: true },
    },
    {
      name: 'page-reaches-no-node',
      severity: 'error',
      from: { path: shell, pathNot: tests },
      to: { path: `^(node:.+|${builtinModules.join('|')})$`, reachable: true },
    },
    {
      name: 'only-the-cloud-rooms-know-cloudbase',
      severity: 'error',
      from: { pathNot: `^(cloudfunctions|local-cloud)/|${tests}` },
      to: { path: 'node_modules/(@cloudbase/|wx-server-sdk/)' },
    },
    {
      name: 'src-imports-src-only',
      comment: 'The product does not know the rooms that carry it.',
      severity: 'error',
      from: { path: '^src/', pathNot: tests },
      to: { path: '^(local-cloud|cloudfunctions|demo|scripts|config|tests)/' },
    },
    {
      name: 'local-cloud-stands-alone',
      comment: 'Any CloudBase team could take the folder: it knows a manifest file, not this product.',
      severity: 'error',
      from: { path: '^local-cloud/' },
      to: { path: '^(src|cloudfunctions|demo|scripts|config|tests)/' },
    },
    {
      name: 'functions-know-no-house',
      comment: 'A function bundle carries the product and the SDK, nothing of the laptop.',
      severity: 'error',
      from: { path: '^cloudfunctions/', pathNot: tests },
      to: { path: '^(local-cloud|demo|scripts|config|tests)/' },
    },
    {
      name: 'nothing-shipped-imports-tests',
      severity: 'error',
      from: { path: '^(src|cloudfunctions|local-cloud|demo|config)/', pathNot: `${tests}|/fixtures?[./]` },
      to: { path: `${tests}|/fixtures?[./]` },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.cjs', '.mjs', '.json', '.d.ts'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
