// The import rules of the rooms, one rule each. The comment says what to do instead.
const room = (name) => `^${name}/`;
const only = (name, allowed, comment) => ({
  name: `${name}-imports`,
  severity: 'error',
  comment,
  from: { path: room(name), pathNot: '\\.test\\.ts$' },
  to: { pathNot: ['^node_modules', ...[name, ...allowed].map(room)], dependencyTypesNot: ['core', 'npm', 'npm-dev'] },
});

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    only('domain', [], 'The domain is pure: pass what it needs in as an argument, from an activity or a route.'),
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment:
        'No I/O and no framework in the domain: read the file, the database or the clock in an activity or a route.',
      from: { path: '^domain/', pathNot: '\\.test\\.ts$' },
      to: {
        path: [
          'mongoose|mongodb|@temporalio|fastify|nodemailer|@slack',
          '^(node:)?(fs|net|http|https|child_process|os|worker_threads)(/|$)',
        ],
      },
    },
    only(
      'detection',
      ['domain'],
      'Detection maps alerts to findings; storing them is the store’s, deciding the workflow’s.',
    ),
    only(
      'workflows',
      ['domain', 'activities'],
      'Workflows import the pure domain and the types of activities; effects go into an activity.',
    ),
    // That the bundle is deterministic, through whatever is imported by others too, is tested in worker/bundle.test.ts.
    {
      name: 'workflows-see-only-types-of-activities',
      severity: 'error',
      comment: 'Use `import type` and a proxy: an activity’s code must never reach the workflow bundle.',
      from: { path: '^workflows/' },
      to: { path: '^activities/', dependencyTypesNot: ['type-only'] },
    },
    only(
      'activities',
      ['domain', 'store', 'detection'],
      'An activity acts on the store and the channels; what to do is the workflow’s decision.',
    ),
    only('store', ['domain'], 'The store remembers; it calls nobody.'),
    only(
      'intake',
      ['domain', 'store', 'detection', 'workflows', 'config'],
      'The way in stores and hands over; HTTP is the API’s, deciding the workflow’s.',
    ),
    only(
      'services',
      ['domain', 'store', 'detection', 'intake', 'workflows'],
      'A use case knows no HTTP and no page: take what was asked as `Asked`, and let pages word it.',
    ),
    only(
      'api',
      ['domain', 'store', 'detection', 'intake', 'services', 'web', 'config', 'workflows'],
      'Routes parse, call and answer; move logic to a use case or to the domain.',
    ),
    {
      name: 'routes-answer-without-pages',
      severity: 'error',
      comment: 'A JSON answer has a schema of its own: share a use case with the page, not the page’s words or models.',
      from: { path: '^api/routes/', pathNot: '^api/routes/(assets|notices)\\.ts$' },
      to: { path: '^web/|^api/(pages|forms)/' },
    },
    {
      name: 'callers-see-only-messages',
      severity: 'error',
      comment: 'Callers know workflows by their messages: import `workflows/messages.ts` only.',
      from: { path: '^(api|services|intake)/' },
      to: { path: '^workflows/', pathNot: '^workflows/messages\\.ts$' },
    },
    {
      name: 'config-for-entry-points',
      severity: 'error',
      comment: 'Only entry points read the environment: take what you need as an argument.',
      from: {
        path: '^(domain|detection|workflows|activities|store|services|intake|web)/|^api/(?!main|judging)',
        pathNot: '\\.test\\.ts$',
      },
      to: { path: '^config/', dependencyTypesNot: ['type-only'] },
    },
    only('web', ['domain'], 'Pages are functions of read models: let the route fetch, and pass the result in.'),
    only(
      'worker',
      ['domain', 'store', 'detection', 'activities', 'workflows', 'config'],
      'The worker serves no HTTP: api and web stay out.',
    ),
    {
      name: 'local-for-the-command-alone',
      severity: 'error',
      comment:
        'What serves one machine stays out of what runs in production: only the command and tests start servers.',
      from: { pathNot: '^(local|cli|test|bench)/|\\.test\\.ts$' },
      to: { path: '^local/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Move the function or type that both sides need into the file where it belongs, or one of its own.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-tests-in-code',
      severity: 'error',
      comment: 'Move the helper out of the test.',
      from: { pathNot: '\\.test\\.ts$|^test/|^bench/' },
      to: { path: '\\.test\\.ts$|^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^\\.tocsin' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
