import type { Verb } from './verb.ts';

/**
 * The one table of verbs, in the order of the help: a breach's way from alarm to evidence. Each is loaded when it is
 * asked for, so that no verb waits for what another needs.
 */
const VERBS = {
  up: async () => (await import('./up.ts')).up,
  demo: async () => (await import('./demo.ts')).demo,
  alert: async () => (await import('./alert.ts')).alert,
  alerts: async () => (await import('./alerts.ts')).alerts,
  sources: async () => (await import('./sources.ts')).sources,
  report: async () => (await import('./report.ts')).report,
  list: async () => (await import('./list.ts')).list,
  search: async () => (await import('./search.ts')).search,
  show: async () => (await import('./show.ts')).show,
  findings: async () => (await import('./findings.ts')).findings,
  amend: async () => (await import('./amend.ts')).amend,
  take: async () => (await import('./take.ts')).take,
  move: async () => (await import('./move.ts')).move,
  'hand-over': async () => (await import('./hand-over.ts')).handOver,
  triage: async () => (await import('./triage.ts')).triage,
  suspect: async () => (await import('./suspect.ts')).suspect,
  aware: async () => (await import('./aware.ts')).aware,
  statement: async () => (await import('./statement.ts')).statement,
  release: async () => (await import('./release.ts')).release,
  decide: async () => (await import('./decide.ts')).decide,
  people: async () => (await import('./people.ts')).people,
  campaign: async () => (await import('./campaign.ts')).campaign,
  notices: async () => (await import('./notices.ts')).notices,
  answer: async () => (await import('./answer.ts')).answer,
  link: async () => (await import('./link.ts')).link,
  pause: async () => (await import('./pause.ts')).pause,
  resume: async () => (await import('./resume.ts')).resume,
  stop: async () => (await import('./stop.ts')).stop,
  uncertain: async () => (await import('./uncertain.ts')).uncertain,
  settle: async () => (await import('./settle.ts')).settle,
  draft: async () => (await import('./draft.ts')).draft,
  filing: async () => (await import('./filing.ts')).filing,
  file: async () => (await import('./file.ts')).file,
  tasks: async () => (await import('./tasks.ts')).tasks,
  task: async () => (await import('./task.ts')).task,
  note: async () => (await import('./note.ts')).note,
  call: async () => (await import('./call.ts')).call,
  attach: async () => (await import('./attach.ts')).attach,
  question: async () => (await import('./question.ts')).question,
  reports: async () => (await import('./reports.ts')).reports,
  close: async () => (await import('./close.ts')).close,
  minor: async () => (await import('./minor.ts')).minor,
  reopen: async () => (await import('./reopen.ts')).reopen,
  register: async () => (await import('./register.ts')).register,
  audit: async () => (await import('./audit.ts')).audit,
  evidence: async () => (await import('./evidence.ts')).evidence,
  export: async () => (await import('./export.ts')).exportVerb,
  verify: async () => (await import('./verify.ts')).verify,
  assess: async () => (await import('./assess.ts')).assess,
  'import veris': async () => (await import('./import-veris.ts')).importVeris,
  clock: async () => (await import('./clock.ts')).clock,
  'detection try': async () => (await import('./detection-try.ts')).detectionTry,
  'detection rules': async () => (await import('./detection-rules.ts')).detectionRules,
  'detection back-test': async () => (await import('./detection-back-test.ts')).detectionBackTest,
  'policy check': async () => (await import('./policy-check.ts')).policyCheck,
  'policy coverage': async () => (await import('./policy-coverage.ts')).policyCoverage,
  'policy changes': async () => (await import('./policy-changes.ts')).policyChanges,
  rehearse: async () => (await import('./rehearse.ts')).rehearse,
  'dataflow list': async () => (await import('./dataflow-list.ts')).dataflowList,
  'dataflow load': async () => (await import('./dataflow-load.ts')).dataflowLoad,
  'sign-in': async () => (await import('./sign-in.ts')).signIn,
  'user add': async () => (await import('./user-add.ts')).userAdd,
  'user reset': async () => (await import('./user-reset.ts')).userReset,
  reconcile: async () => (await import('./reconcile.ts')).reconcile,
  'worker verify': async () => (await import('./worker-verify.ts')).workerVerify,
  'worker retry': async () => (await import('./worker-retry.ts')).workerRetry,
  'worker promote': async () => (await import('./worker-promote.ts')).workerPromote,
  'keys rotate': async () => (await import('./keys-rotate.ts')).keysRotate,
  'keys wrap': async () => (await import('./keys-wrap.ts')).keysWrap,
  migrate: async () => (await import('./migrate.ts')).migrate,
  token: async () => (await import('./token.ts')).token,
} satisfies Record<string, () => Promise<Verb>>;

export type VerbName = keyof typeof VERBS;
export const VERB_NAMES = Object.keys(VERBS) as VerbName[];

export function loadVerb(name: VerbName): Promise<Verb> {
  return VERBS[name]();
}

export function loadVerbs(): Promise<Verb[]> {
  return Promise.all(VERB_NAMES.map(loadVerb));
}
