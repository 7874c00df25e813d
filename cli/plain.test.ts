import { describe, expect, it } from '@jest/globals';
import { DataFlowRegister, System } from '../domain/dataflow.ts';
import { FactsPatch, NarrativePatch } from '../domain/facts.ts';
import { FACT_NAMES } from './output/facts.ts';
import { parsePlainly } from './plain.ts';

describe('refusals of a schema', () => {
  it.each([
    [FactsPatch, { malicious: 'maybe' }, 'malicious must be one of yes, no, unknown.'],
    [FactsPatch, { peopleConcerned: 'many' }, 'peopleConcerned must be a number.'],
    [FactsPatch, { peopleConcerned: -1 }, 'peopleConcerned must be at least 0.'],
    [FactsPatch, { unintelligible: 'yes' }, 'unintelligible must be true or false.'],
    [FactsPatch, { peopleConcernd: 3 }, "it has no field 'peopleConcernd' (did you mean 'peopleConcerned'?)."],
    [
      FactsPatch,
      { systems: ['Bad Id'] },
      'systems.0 must be lower-case letters, digits and dashes, at most 64, and neither `new` nor `constructor`.',
    ],
    [NarrativePatch, { title: 'x' }, 'title must have at least 3 characters.'],
    [DataFlowRegister, { systems: [] }, 'counterparties is missing.'],
    [System, { id: 'a', name: 'A', plane: 'moon' }, 'plane must be one of control, customer-data.'],
  ])('are said in plain words', (schema, value, words) => {
    const parse = () => parsePlainly<unknown>(schema, value, 'facts', FACT_NAMES);
    expect(parse).toThrow(expect.objectContaining({ code: 'bad-input', message: `facts: ${words}` }));
  });
});
