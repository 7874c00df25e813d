// Node loads the modules and strips the types, as in production; docs/decisions/0018-tests-in-node-itself.md says why.
// The language of a developer's machine must not decide how the command line writes dates.
process.env.LC_ALL = 'C';

export default {
  testEnvironment: '<rootDir>/test/native/environment.ts',
  runtime: '<rootDir>/test/native/runtime.ts',
  injectGlobals: false,
  transform: {},
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/.tocsin/'],
  modulePathIgnorePatterns: ['<rootDir>/.tocsin/'],
  // None is about the wall clock: this ends what hangs, on a busy machine too. No test outside of test/long has less.
  testTimeout: 600_000,
  testSequencer: '<rootDir>/test/slowest-first.js',
  // Each test file loads the project's modules anew, and none is freed: a worker that has grown is replaced.
  workerIdleMemoryLimit: '1GB',
};
