import { readdirSync, readFileSync } from 'node:fs';
import { parseYaml } from '../../../../config/yaml-text.ts';
import { Facts } from '../../../../domain/facts.ts';
import { previewPlan } from '../../../../domain/plan/preview-report.ts';
import { compilePolicy, type PolicySource, type Sourced } from '../../../../domain/policy/compile.ts';
import { NO_TEXTS } from '../../../../domain/texts/catalogue.ts';
import { splitTexts } from '../../../../domain/texts/split.ts';
import { mutateValue } from '../mutate.ts';
import { holds, type Target } from '../target.ts';

/** A policy of one regime with a change somewhere: mistakes that name their place, or rules that a plan is made by. */

const POLICY = new URL('../../../../policy/', import.meta.url);
const own = (file: string): Sourced => ({
  file,
  content: parseYaml(readFileSync(new URL(file, POLICY), 'utf8')).content,
});
const REGIMES = readdirSync(new URL('regimes/', POLICY)).map((name) => name.replace('.yaml', ''));
const NOW = '2026-11-24T08:40:00.000Z';
const whole = {
  organisation: own('organisation.yaml'),
  severity: own('severity.yaml'),
  ladders: own('ladders.yaml'),
};
type Part = keyof typeof whole;
const regimes = new Map(REGIMES.map((name) => [name, own(`regimes/${name}.yaml`)]));
const inEnglish = (content: unknown) => splitTexts(content).content;
const WHOLE = Object.fromEntries(
  Object.entries(whole).map(([part, { file, content }]) => [part, { file, content: inEnglish(content) }]),
) as typeof whole;
/** What every policy has beside, and what is read as it stands. */
const NOTICES = readdirSync(new URL('notices/en/', POLICY)).map((name) => {
  const text = readFileSync(new URL(`notices/en/${name}`, POLICY), 'utf8');
  const [, front = '', body = ''] = /^---\n([\s\S]*?\n)---\n([\s\S]*)$/.exec(text) ?? [];
  const head = parseYaml(front).content as { subject: string; optional?: string[] };
  const template = { name: name.replace('.md', ''), language: 'en', body, optional: [], ...head };
  return { file: `notices/en/${name}`, bodyLine: 1, template } as PolicySource['notices'][number];
});

export const target: Target = {
  make(random) {
    const name = random.pick(REGIMES);
    const part = random.oneIn(3) ? random.pick(Object.keys(whole) as Part[]) : 'regime';
    const content = part === 'regime' ? regimes.get(name)?.content : whole[part].content;
    return JSON.stringify({ name, part, content: random.oneIn(8) ? content : mutateValue(random, content) });
  },

  check(input) {
    const { name, part, content }: { name: string; part: Part | 'regime'; content: unknown } = JSON.parse(input);
    const { content: english, mistakes } = splitTexts(content);
    if (mistakes.length > 0) {
      holds(
        mistakes.every(({ message }) => message !== ''),
        'A text is refused without a word.',
      );
      return 'refused';
    }
    const regime = part === 'regime' ? english : inEnglish(regimes.get(name)?.content);
    const { policy, problems } = compilePolicy({
      ...WHOLE,
      ...(part === 'regime' ? {} : { [part]: { file: `${part}.yaml`, content: english } }),
      regimes: [{ file: `regimes/${name}.yaml`, name, content: regime }],
      ...{ authorities: [], notices: NOTICES },
    });
    if (policy === null) {
      holds(problems.length > 0 && problems.every(({ message }) => message !== ''), 'It is refused without a word.');
      return 'refused';
    }
    const compiled = { policyVersion: 'x', zoneData: 'x', holidayData: 'x', texts: NO_TEXTS, ...policy };
    const { clocks } = previewPlan(compiled, [], { from: NOW, now: NOW, facts: Facts.parse({}) });
    holds(
      clocks.every(({ due }) => /^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/.test(due)),
      'A limit is no instant.',
    );
    return 'accepted';
  },
};
