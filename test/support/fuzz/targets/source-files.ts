import { Finding } from '../../../../detection/finding.ts';
import { checkSourceCases } from '../../../../detection/own-sources/cases.ts';
import { compileSourceFile } from '../../../../detection/own-sources/compile.ts';
import { SourceFile } from '../../../../detection/own-sources/source-file.ts';
import { readAlerts } from '../../../../detection/read-alerts.ts';
import { exampleSourceFile } from '../../own-source.ts';
import { mutateText, mutateValue } from '../mutate.ts';
import type { Random } from '../random.ts';
import { holds, type Target } from '../target.ts';

/** Files that describe a source, with a change somewhere: mistakes that name their place, or a source that reads. */

const EXAMPLE = exampleSourceFile();
const EXPRESSIONS = [
  'alert.assets.exists(a, alert.assets.all(b, a.name == b.name))',
  'alert.rule.text.matches("^(4+)*1,000")',
  'string(alert.rows) + alert.priority',
  'alert.alerts[0].user.mail',
  'each.name + alert.tenant',
  'has(alert.kind) ? alert.kind : [1]',
  '{"a": alert}',
];
const PLACES = [
  'rule',
  'alerts[].alert_id',
  'assets[][].name',
  '.',
  'rule.name.length',
  'a..b',
  '[]',
  '__proto__',
  'rows?',
];
/** A large one, as an attacker may send. */
const LARGE = {
  ...{ alert_id: 'x', kind: 'alert', raised: '2026-11-24T08:40:00Z', tenant: 'x'.repeat(5_000), priority: 1e21 },
  assets: Array.from({ length: 600 }, (_, n) => ({ type: 'host', name: `h-${n}`, labels: { n } })),
};

export const target: Target = {
  make(random) {
    const content = random.oneIn(10) ? EXAMPLE : mutateValue(random, EXAMPLE);
    return JSON.stringify(random.oneIn(3) ? content : withOtherWays(random, content));
  },

  check(input) {
    const content: unknown = JSON.parse(input);
    const parsed = SourceFile.safeParse(content);
    if (!parsed.success) {
      holds(
        parsed.error.issues.every(({ message }) => message !== ''),
        'It is refused without a word.',
      );
      return 'refused';
    }
    const problems: string[] = [];
    const report = (_: unknown, message: string) => void problems.push(message);
    const source = compileSourceFile(parsed.data, report);
    if (problems.length > 0) return 'refused';
    for (const alert of [LARGE, ...parsed.data.cases.map((each) => each.alert)]) {
      for (const each of readAlerts(source, alert)) if ('finding' in each) Finding.parse(each.finding);
    }
    checkSourceCases(parsed.data, source, report);
    return problems.length > 0 ? 'refused' : 'accepted';
  },
};

/** Another place or expression for one of the values of a finding. */
function withOtherWays(random: Random, content: unknown): unknown {
  const finding = Object(Object(content).finding) as Record<string, unknown>;
  const expression = random.pick(EXPRESSIONS);
  const way = random.oneIn(2)
    ? random.pick(PLACES)
    : `= ${random.oneIn(2) ? expression : mutateText(random, expression)}`;
  const names = Object.keys(finding);
  if (names.length === 0) return content;
  return { ...Object(content), finding: { ...finding, [random.pick(names)]: random.oneIn(3) ? [way, 'raised'] : way } };
}
