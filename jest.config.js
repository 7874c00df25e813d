// ESM without a build step: SWC strips the types, Node runs the modules.
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } },
    ],
  },
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/.tocsin/'],
  modulePathIgnorePatterns: ['<rootDir>/.tocsin/'],
  // None is about the wall clock: this ends what hangs, on a busy machine too. No test outside of test/long has less.
  testTimeout: 600_000,
  testSequencer: '<rootDir>/test/slowest-first.js',
  // Each test file loads its modules anew and frees few of them: a worker that has grown is replaced.
  workerIdleMemoryLimit: '1GB',
};
