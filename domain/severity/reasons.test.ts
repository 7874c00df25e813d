import { expect, test } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { dataFlowOf } from '../dataflow.ts';
import { Facts } from '../facts.ts';
import { assessSeverity } from './assess.ts';

const { severity: policy } = loadPolicy('policy');

/** What the DPO reads for each value that a fact can have. */
test.each<[Partial<Facts>, string]>([
  [
    { identifiability: 'negligible' },
    'Ease of identification 0.25 (negligible): it is extremely hard to tell whom the data is about.',
  ],
  [
    { identifiability: 'limited' },
    'Ease of identification 0.5 (limited): telling whom the data is about takes extra effort or data.',
  ],
  [
    { identifiability: 'significant' },
    'Ease of identification 0.75 (significant): a little research tells whom the data is about.',
  ],
  [{ identifiability: 'maximum' }, 'Ease of identification 1 (maximum): the data itself tells whom it is about.'],
  [{ confidentiality: 'none' }, 'Confidentiality +0: evidence rules out that anybody saw it.'],
  [
    { confidentiality: 'unknown' },
    'Confidentiality +0.5: not known whether anybody saw it, which counts as disclosed to recipients not known.',
  ],
  [{ integrity: 'no-evidence' }, 'Integrity +0: no sign that it was altered, which does not rule it out.'],
  [{ availability: 'no-evidence' }, 'Availability +0: no sign that it was away, which does not rule it out.'],
  [{ confidentiality: 'exposed' }, 'Confidentiality +0: exposed, with no sign so far that anybody saw the data.'],
  [{ confidentiality: 'known-recipients' }, 'Confidentiality +0.25: disclosed to a known number of known recipients.'],
  [
    { confidentiality: 'unknown-recipients' },
    'Confidentiality +0.5: disclosed to an unknown number of recipients, or to recipients not known.',
  ],
  [{ integrity: 'none' }, 'Integrity +0: evidence rules out that it was altered.'],
  [{ integrity: 'altered' }, 'Integrity +0: altered, the original can be restored and no wrong use is known.'],
  [{ integrity: 'altered-restorable' }, 'Integrity +0.25: altered and possibly used wrongly, can be restored.'],
  [{ integrity: 'altered-permanent' }, 'Integrity +0.5: altered and possibly used wrongly, cannot be restored.'],
  [
    { integrity: 'unknown' },
    'Integrity +0.5: not known whether it was altered, which counts as altered and beyond restoring.',
  ],
  [{ availability: 'none' }, 'Availability +0: evidence rules out that it was away.'],
  [{ availability: 'restorable' }, 'Availability +0: can be restored without difficulty.'],
  [{ availability: 'temporary' }, 'Availability +0.25: unavailable for a time.'],
  [{ availability: 'permanent' }, 'Availability +0.5: lost for good.'],
  [
    { availability: 'unknown' },
    'Availability +0.5: not known whether it was away or lost, which counts as lost for good.',
  ],
  [{ malicious: 'yes' }, 'Intent +0.5: a deliberate act.'],
  [{ malicious: 'no' }, 'Intent +0: an accident or error, no intention to harm.'],
  [{ malicious: 'unknown' }, 'Intent +0.5: not known whether it was deliberate, which counts as deliberate.'],
])('%j is told as what it is', (facts, sentence) => {
  expect(assessSeverity(policy, Facts.parse(facts), dataFlowOf([])).reasons).toContain(sentence);
});
