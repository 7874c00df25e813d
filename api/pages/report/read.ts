import { z } from 'zod';
import { TocsinError } from '../../../domain/errors.ts';
import { AVAILABILITY_LOSS, CONFIDENTIALITY, DATA_KINDS, FactsPatch, INTEGRITY_LOSS } from '../../../domain/facts.ts';
import type { Instant } from '../../../domain/time.ts';
import type { Form } from '../../../web/forms.ts';
import type { View } from '../../../web/view.ts';
import { instantOf } from '../../forms/instant.ts';
import type { IncidentReport } from '../../routes/incidents.ts';

type Values = Form['values'];
type Problem = { field: string; message: string };

const SCALES = ['1', '60', '1440', '17280'];
const SUMMARY_LIMIT = 20_000;
const MOST_SYSTEMS = 1_000;

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
  if (summary.length > SUMMARY_LIMIT) problems.push({ field: 'summary', message: words.summaryLong });
  const awareAt = readInstant(view, values, problems);
  const systems = tickedIn(values);
  if (systems.length > MOST_SYSTEMS) problems.push({ field: 'system', message: words.systems });
  const facts = readFacts(view, values, problems);
  const scale = text('scale');
  if (scale !== '' && !SCALES.includes(scale)) problems.push({ field: 'scale', message: words.option });
  if (problems.length > 0) return problems;
  return {
    title,
    summary,
    systems,
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
    ...(awareAt === null ? {} : { awareAt }),
    ...(scale === '' ? {} : { exercise: { scale: Number(scale) } }),
    language: view.language,
  };
}

/** The facts of the second part that were given; those that cannot be read are left out and named. */
export function readFacts(view: View, values: Values, problems: Problem[] = []): FactsPatch {
  const { problems: words } = view.words.report;
  const given = (name: string): string[] => [values[name] ?? []].flat().filter((value) => value !== '');
  const facts: Record<string, unknown> = {};
  const choices = {
    confidentiality: CONFIDENTIALITY,
    integrity: INTEGRITY_LOSS,
    availability: AVAILABILITY_LOSS,
    malicious: ['yes', 'no'],
  };
  for (const [name, options] of Object.entries(choices)) {
    const [value] = given(name);
    if (value === undefined) continue;
    if ((options as readonly string[]).includes(value)) facts[name] = value;
    else problems.push({ field: name, message: words.option });
  }
  const kinds = given('dataKinds');
  const isKnown = z.array(z.enum(DATA_KINDS)).safeParse(kinds).success;
  if (!isKnown) problems.push({ field: 'dataKinds', message: words.option });
  else if (kinds.length > 0) facts.dataKinds = [...new Set(kinds)];
  const [people] = given('peopleConcerned');
  if (people !== undefined) {
    const count = Number(people.replaceAll(/[\s.,’'\u00A0\u202F]/g, ''));
    const parsed = FactsPatch.safeParse({ peopleConcerned: count });
    if (/\d/.test(people) && parsed.success) facts.peopleConcerned = count;
    else problems.push({ field: 'peopleConcerned', message: words.people });
  }
  return FactsPatch.parse(facts);
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
