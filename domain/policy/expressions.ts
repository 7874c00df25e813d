import { ALL_DATA_KINDS } from '../data-kinds.ts';
import { PLANES, ROLES } from '../dataflow.ts';
import { ENTITY_KINDS } from '../entities.ts';
import { AI_INCIDENTS, DATA_CLASSES, EventName, IDENTIFIABILITY } from '../facts.ts';
import { AVAILABILITY_LOSS, CONFIDENTIALITY_LOSS, INTEGRITY_LOSS } from '../losses.ts';
import type { Condition } from './compiled.ts';
import { FUNCTIONS } from './condition-cost.ts';
import { CLASSIFICATIONS, WHICH_ACT } from './context.ts';
import { RISK_CONCLUSIONS } from './schema.ts';
import { compileExpression, newEnvironment, typeProblem } from './typed-expressions.ts';

/** The language of triggers: CEL over declared, typed variables. The values come from `context.ts`. */

const LEVELS = ['low', 'medium', 'high', 'very-high'];
const strings = 'list<string>';

/** What the rules of `severity.yaml` may speak of. */
const severityEnvironment = newEnvironment()
  .registerVariable({
    name: 'facts',
    schema: {
      systems: strings,
      confidentiality: 'string',
      integrity: 'string',
      availability: 'string',
      malicious: 'string',
      identifiability: 'string',
      dataClasses: strings,
      unintelligible: 'bool',
      identityDetails: 'bool',
      recipientsTrusted: 'bool',
      highRiskRemoved: 'bool',
      effortDisproportionate: 'bool',
      vulnerablePeople: 'bool',
      peopleConcerned: 'int',
      recordsConcerned: 'int',
      dataKinds: strings,
      aiIncidents: strings,
      harmUnlikely: 'bool',
      informationMissing: 'bool',
      protectionNeeded: 'string',
      ...Object.fromEntries([...CLASSIFICATIONS, ...WHICH_ACT].map((name) => [name, 'bool'])),
    },
  })
  .registerVariable({
    name: 'dataFlow',
    schema: {
      known: 'bool',
      planes: strings,
      roles: strings,
      countries: strings,
      suppliers: strings,
      customers: strings,
    },
  })
  .registerVariable('breached', 'bool')
  .registerVariable('identityData', 'bool')
  .registerVariable('events', strings)
  .registerVariable({
    name: 'severity',
    schema: { dpc: 'int', ei: 'int', cb: 'int', se: 'int', level: 'string', leaning: 'string' },
  });

/**
 * Triggers of obligations see more: the risk conclusion, whether a person decided it, how many people are `here`, and
 * whether the breach is one of their law.
 */
const obligationEnvironment = severityEnvironment
  .clone()
  .registerVariable('conclusion', 'string')
  .registerVariable('decided', 'bool')
  .registerVariable('profile', strings)
  .registerVariable('established', strings)
  .registerVariable('here', 'int')
  .registerVariable('most', 'int')
  .registerVariable('everyone', 'int')
  .registerVariable('protectedData', 'bool')
  .registerVariable('covered', 'bool');

/** The only words each enumerated variable can be; a comparison with any other word would never hold. */
const WORDS: Record<string, readonly string[]> = {
  'facts.confidentiality': CONFIDENTIALITY_LOSS,
  'facts.integrity': INTEGRITY_LOSS,
  'facts.availability': AVAILABILITY_LOSS,
  'facts.malicious': ['yes', 'no', 'unknown'],
  'facts.identifiability': IDENTIFIABILITY,
  'facts.protectionNeeded': ['yes', 'no', 'unknown'],
  'facts.dataClasses': DATA_CLASSES,
  'facts.dataKinds': ALL_DATA_KINDS,
  'facts.aiIncidents': AI_INCIDENTS,
  events: EventName.options,
  profile: ENTITY_KINDS,
  'dataFlow.planes': PLANES,
  'dataFlow.roles': ROLES,
  'severity.level': LEVELS,
  'severity.leaning': LEVELS,
  conclusion: RISK_CONCLUSIONS,
};

/** As many items as a list of facts may have. */
const ITEMS = 1_000;
const COST = { functions: FUNCTIONS, items: ITEMS, most: 5_000_000 };
const LANGUAGES = {
  severity: { environment: severityEnvironment, words: WORDS, cost: COST },
  obligation: { environment: obligationEnvironment, words: WORDS, cost: COST },
};

/** Many obligations ask the same, so each text is compiled once. */
const compiledTexts = new Map<string, Condition | string>();

/** Compiles an expression; gives a plain sentence instead where it is not one that is true or false. */
export function compileCondition(text: string, kind: keyof typeof LANGUAGES): Condition | string {
  const key = `${kind} ${text}`;
  const found = compiledTexts.get(key) ?? compileAnew(text, kind);
  compiledTexts.set(key, found);
  return found;
}

const whenAsked = new Map<string, Condition>();

/** A condition that was compiled without a mistake before, compiled again when it is first asked; one for each text. */
export function conditionWhenAsked(text: string, kind: keyof typeof LANGUAGES): Condition {
  const key = `${kind} ${text}`;
  const found = whenAsked.get(key) ?? lazily(text, kind);
  whenAsked.set(key, found);
  return found;
}

function lazily(text: string, kind: keyof typeof LANGUAGES): Condition {
  let compiled: Condition | null = null;
  return (context) => {
    compiled ??= known(text, kind);
    return compiled(context);
  };
}

function known(text: string, kind: keyof typeof LANGUAGES): Condition {
  const condition = compileCondition(text, kind);
  if (typeof condition === 'string') throw new Error(`'${text}' ${condition}`);
  return condition;
}

function compileAnew(text: string, kind: keyof typeof LANGUAGES): Condition | string {
  const compiled = compileExpression(text, LANGUAGES[kind]);
  if (typeof compiled === 'string') return compiled;
  const wrong = typeProblem(compiled, 'bool');
  return wrong ?? ((context) => compiled.evaluate(context) === true);
}
