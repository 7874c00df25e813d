import { loadKeptPolicy } from '../../config/kept-policy.ts';
import { readYamlAs } from '../../config/yaml-file.ts';
import { assessFacts } from '../../domain/assessment/assess.ts';
import { AssessInput } from '../../domain/assessment/input.ts';
import type { Instant } from '../../domain/time.ts';
import { readVeris } from '../../domain/veris/facts.ts';
import type { VerisReading } from '../../domain/veris/reading.ts';
import { VerisRecord } from '../../domain/veris/record.ts';
import { policyDirOf } from '../address.ts';
import { countedInstant } from '../counted-instant.ts';
import { argumentOf, optionOf } from '../input.ts';
import { bullets, renderAssessment } from '../output/assessment.ts';
import { printable } from '../output/printable.ts';
import { inSeconds } from '../output/seconds.ts';
import { localZone } from '../output/time.ts';
import { atOf } from './assess.ts';
import type { Verb } from './verb.ts';

export const importVeris: Verb = {
  name: 'import veris',
  summary: 'turn a VERIS incident record into facts, say what it leaves open, and assess it offline',
  examples: [
    'tocsin import veris incident.json',
    'tocsin import veris incident.json --aware 2026-11-24T09:20:00+01:00',
  ],
  arguments: [{ name: 'file', describe: 'one record of the VERIS schema 1.2, 1.3 or 1.4, as JSON' }],
  options: {
    aware: {
      type: 'string',
      value: '<instant>',
      describe: 'when the victim became aware, where the record does not say it',
    },
    at: { type: 'string', value: '<instant>', describe: 'assess as of this instant, with offset (default: now)' },
  },
  role: null,
  async run(input) {
    const reading = readVeris(readYamlAs(argumentOf(input, 'file'), VerisRecord));
    const { facts, unknown } = reading;
    const aware = optionOf(input, 'aware');
    const given = AssessInput.parse({
      ...facts,
      ...(aware !== undefined && { awareness: countedInstant('aware', aware) }),
    });
    const law = aware === undefined && optionOf(input, 'at') === undefined ? pastLaw(reading, input.clock()) : null;
    const policy = await loadKeptPolicy(policyDirOf(input.env));
    const assessment = assessFacts(policy, given, [], law?.at ?? atOf(input, given));
    const read = [...reading.read, ...(law === null ? [] : [lawInWords(law)])];
    const sections = [
      `READ FROM THE RECORD\n${bullets(read.map(printable))}`,
      `THE RECORD DOES NOT SAY\n${bullets(unknown.map(printable))}`,
      renderAssessment(assessment, { zone: localZone(), style: input.style }),
    ];
    return { json: inSeconds({ facts, read, unknown, assessment }), text: sections.join('\n\n') };
  },
};

/** The law of the day by which an old incident is judged; null where that is not over, or not known. */
function pastLaw({ lawOf }: VerisReading, now: Instant): VerisReading['lawOf'] {
  return lawOf !== null && lawOf.at < now ? lawOf : null;
}

function lawInWords({ at, why }: NonNullable<VerisReading['lawOf']>): string {
  return `It is judged by the law of ${at.slice(0, 10)}, ${why}.`;
}
