import { resolve } from 'node:path';
import { type Detection, loadDetection } from '../../config/detection.ts';
import { loadFilings } from '../../config/filings.ts';
import { loadPlaybooks } from '../../config/playbooks.ts';
import { checkPolicy, showMistakes } from '../../config/policy.ts';
import { FileMistakes } from '../../config/text-file.ts';
import { stateOf } from '../../detection/rules/suppression.ts';
import { sayFourEyes } from '../../domain/plan/four-eyes.ts';
import { ALL_SOURCES, type Hold, holdStateOf } from '../../domain/policy/holds.ts';
import type { TextCount } from '../../domain/texts/of-files.ts';
import { policyDirOf } from '../address.ts';
import type { Verb } from './verb.ts';

export const policyCheck: Verb = {
  name: 'policy check',
  summary: 'check the breach policy offline: every mistake by file, line and field',
  examples: ['tocsin policy check', 'tocsin policy check ./our-policy'],
  arguments: [
    { name: 'dir', describe: "the policy's folder (default: TOCSIN_POLICY_DIR, else policy/)", optional: true },
  ],
  options: {},
  role: null,
  async run(input) {
    const dir = input.args.dir === undefined ? policyDirOf(input.env) : resolve(input.args.dir);
    const { findings, summary, detection } = checkAll(dir);
    if (summary === null || detection === null) {
      const json = { ok: false, dir, findings, summary: null, detection: null };
      return { json, text: showMistakes(findings), exit: 2 };
    }
    const windows = detection.windows.map((window) => ({
      ...{ id: window.id, owner: window.owner, from: window.from, until: window.until },
      state: stateOf(window, input.clock()),
    }));
    const holds = summary.alertHolds.map((hold) => ({ ...hold, state: holdStateOf(hold, input.clock()) }));
    const own = detection.sources.all.filter((source) => source.own !== undefined).length;
    const counts = { sources: detection.sets.size, own, rules: rulesIn(detection), cases: detection.cases, windows };
    const json = { ok: true, dir, findings, summary: { ...summary, alertHolds: holds }, detection: counts };
    const { regimes, obligations, cases, ladders, languages, templates, policyVersion } = summary;
    const held =
      `The policy holds: ${obligations} obligations of ${regimes} regime(s), proved by ${cases} golden cases; ` +
      `${ladders} ladders, ${templates} letters (${languages.join(', ')}).`;
    return {
      json,
      text: [
        held,
        `Alerts: ${counts.rules} rules for ${counts.sources} sources (${own} of the policy's own), ` +
          `proved by ${counts.cases} golden cases.`,
        sayTexts(summary.texts),
        ...windows.map(sayWindow),
        ...holds.map(sayHold),
        sayOnDuty(summary.onDutyUsers),
        sayFourEyes(summary.fourEyes),
        `version ${policyVersion}`,
      ].join('\n'),
    };
  },
};

/** In which languages its texts stand, and how many lack one. */
function sayTexts({ all, missing }: TextCount): string {
  const lacking = Object.entries(missing).map(([language, texts]) => {
    return texts.length === 0 ? `all of them in ${language} too` : `${texts.length} not in ${language} (see --json)`;
  });
  return `Texts: ${all} in English, ${lacking.join(', ')}.`;
}

type ShownWindow = { id: string; owner: string; from: string; until: string; state: ReturnType<typeof stateOf> };

function sayWindow({ id, owner, from, until, state }: ShownWindow): string {
  const said = {
    over: `is over since ${until}: take it out`,
    running: `suppresses alerts until ${until}`,
    coming: `will suppress alerts from ${from} until ${until}`,
  };
  return `Alerts: the window '${id}' of ${owner} ${said[state]}.`;
}

function sayHold({ id, source, owner, from, until, state }: Hold & { state: ReturnType<typeof holdStateOf> }): string {
  const said = {
    over: `is over since ${until}; what came in from ${from} on stays until you take it out`,
    running: `keeps those that come in from ${from} ${until === undefined ? 'on' : `until ${until}`}`,
    coming: `will keep those that come in from ${from} ${until === undefined ? 'on' : `until ${until}`}`,
  };
  const whose = source === ALL_SOURCES ? 'all sources' : source;
  return `Alerts: the hold '${id}' of ${owner} on ${whose} ${said[state]}.`;
}

/** Those for all sources once. */
function rulesIn({ sets }: Detection): number {
  return new Set([...sets.values()].flatMap(({ rules }) => rules)).size;
}

function sayOnDuty(users: readonly string[] | null): string {
  if (users === null) return 'On duty: no rota, so DPO and deputy always are.';
  const all = 'On duty: somebody at every hour of the week';
  if (users.length === 0) return `${all}, by mailboxes.`;
  return `${all}. Whether the users ${users.join(', ')} can be told, no file shows: the desk and /health/ready do.`;
}

/** The policy itself, and the filing templates, playbooks and detection rules beside it. */
function checkAll(dir: string): ReturnType<typeof checkPolicy> & { detection: Detection | null } {
  const { findings, summary } = checkPolicy(dir);
  try {
    loadFilings(dir);
    loadPlaybooks(dir);
    return { findings, summary, detection: loadDetection(dir) };
  } catch (error) {
    if (!(error instanceof FileMistakes)) throw error;
    return { findings: [...findings, ...error.findings], summary: null, detection: null };
  }
}
