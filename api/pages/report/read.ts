import { DATA_KINDS } from '../../../domain/data-kinds.ts';
import { TocsinError } from '../../../domain/errors.ts';
import { FactsPatch } from '../../../domain/facts.ts';
import { AVAILABILITY_LOSS, CONFIDENTIALITY_LOSS, INTEGRITY_LOSS } from '../../../domain/losses.ts';
import { isAmong } from '../../../domain/roles.ts';
import type { Instant } from '../../../domain/time.ts';
import { readCount } from '../../../domain/written-number.ts';
import type { Form } from '../../../web/forms.ts';
import { type OptionalField, optionalLabels } from '../../../web/report/form.ts';
import type { View } from '../../../web/view.ts';
import { instantOf } from '../../forms/instant.ts';
import type { IncidentReport } from '../../routes/incidents.ts';

type Values = Form['values'];
type Problem = { field: string; message: string };

const SCALES = ['1', '60', '1440', '17280'];
const SUMMARY_LIMIT = 20_000;
const MOST_SYSTEMS = 1_000;
/** More than any field of the form takes. */
const MOST_KEPT = 200;

/** Names of the ticked systems. */
export function tickedIn(values: Values): string[] {
  return [...new Set([values.system ?? []].flat())].filter((id) => id !== '').slice(0, MOST_SYSTEMS + 1);
}

/** The report that a form says, or what is wrong with it, in the reader's words. */
export function readReport(view: View, values: Values): IncidentReport | Problem[] {
  const { problems: words } = view.words.report;
  const text = (name: string) => String([values[name] ?? ''].flat()[0] ?? '').trim();
  const problems: Problem[] = [];
  const title = text('title');
  const summary = text('summary').replaceAll('\r\n', '\n');
  if (title.length < 3 || title.length > 200) problems.push({ field: 'title', message: words.title });
  if (summary === '') problems.push({ field: 'summary', message: words.summary });
  const awareAt = readInstant(view, values, problems);
  const systems = tickedIn(values);
  if (systems.length > MOST_SYSTEMS) problems.push({ field: 'system', message: words.systems });
  const { facts, kept } = readFacts(values);
  const scale = text('scale');
  if (scale !== '' && !SCALES.includes(scale)) problems.push({ field: 'scale', message: words.option });
  // Never cut: what follows the words is what whoever reported typed as well.
  const whole = withKept(view, summary, kept);
  if (whole.length > SUMMARY_LIMIT) problems.push({ field: 'summary', message: words.summaryLong });
  if (problems.length > 0) return problems;
  return {
    title,
    summary: whole,
    systems,
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
    ...(awareAt === null ? {} : { awareAt }),
    ...(scale === '' ? {} : { exercise: { scale: Number(scale) } }),
    language: view.language,
  };
}

/** What of the second part says nothing that is understood: never a reason to refuse a report. */
export type Kept = { field: OptionalField; said: string };

/** The optional facts that were given; what cannot be read of them is left out, and kept in words. */
export function readFacts(values: Values): { facts: FactsPatch; kept: Kept[] } {
  const kept: Kept[] = [];
  const given = (name: string): string[] => [values[name] ?? []].flat().filter((value) => value !== '');
  const facts: Record<string, unknown> = {};
  const choices = {
    confidentiality: CONFIDENTIALITY_LOSS,
    integrity: INTEGRITY_LOSS,
    availability: AVAILABILITY_LOSS,
    malicious: ['yes', 'no'],
  };
  for (const [name, options] of Object.entries(choices)) {
    const [value] = given(name);
    if (value === undefined) continue;
    if ((options as readonly string[]).includes(value)) facts[name] = value;
    else kept.push({ field: name as OptionalField, said: value });
  }
  const kinds = given('dataKinds');
  const isKind = (kind: string) => isAmong(DATA_KINDS, kind);
  const known = [...new Set(kinds.filter(isKind))];
  if (known.length > 0) facts.dataKinds = known;
  const other = kinds.filter((kind) => !isKind(kind));
  if (other.length > 0) kept.push({ field: 'dataKinds', said: other.join(', ') });
  const [people] = given('peopleConcerned');
  if (people !== undefined && people.trim() !== '') {
    const count = readCount(people);
    if (count !== null && FactsPatch.safeParse({ peopleConcerned: count }).success) facts.peopleConcerned = count;
    else kept.push({ field: 'peopleConcerned', said: people });
  }
  return { facts: FactsPatch.parse(facts), kept };
}

/** The words of a report, with what was not understood below them, for whoever looks into it. */
export function withKept(view: View, summary: string, kept: readonly Kept[]): string {
  const { notUnderstood } = view.words.report;
  const labels = optionalLabels(view);
  const lines = kept.map(({ field, said }) => `${labels[field]} “${said.trim().slice(0, MOST_KEPT)}”`);
  return lines.length === 0 ? summary : `${summary}\n\n${notUnderstood.below}\n${lines.join('\n')}`;
}

function readInstant(view: View, values: Values, problems: Problem[]): Instant | null {
  try {
    const at = instantOf(view, values, 'awareAt');
    if (at === null || at <= view.now) return at;
    problems.push({ field: 'awareAt', message: view.words.report.problems.future });
  } catch (error) {
    if (!(error instanceof TocsinError)) throw error;
    problems.push({ field: 'awareAt', message: error.message });
  }
  return null;
}
