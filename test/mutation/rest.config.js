import clocks from './stryker.config.json' with { type: 'json' };

/**
 * The other rooms of the domain. Texts stay as they are there: nearly all are messages for people, see
 * docs/mutation.md.
 */
export default {
  ...clocks,
  mutate: ['domain/**/*.ts', '!domain/{clock,severity}/**', '!domain/**/*.test.ts'],
  mutator: { excludedMutations: ['StringLiteral'] },
  jsonReporter: { fileName: '.tocsin/mutation/rest.json' },
  incrementalFile: '.tocsin/mutation/rest.incremental.json',
};
