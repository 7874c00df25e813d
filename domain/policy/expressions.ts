import { type ASTNode, Environment } from '@marcbachmann/cel-js';
import { PLANES, ROLES } from '../dataflow.ts';
import { ENTITY_KINDS } from '../entities.ts';
import {
  AI_INCIDENTS,
  AVAILABILITY_LOSS,
  CONFIDENTIALITY,
  DATA_CLASSES,
  DATA_KINDS,
  EventName,
  IDENTIFIABILITY,
  INTEGRITY_LOSS,
} from '../facts.ts';
import type { Condition } from './compiled.ts';
import { childrenOf, tooCostly } from './condition-cost.ts';
import { CLASSIFICATIONS } from './context.ts';
import { LINEAR_MATCHES, matchesByRe2, useLinearMatches } from './linear-patterns.ts';
import { RISK_CONCLUSIONS } from './schema.ts';

/** The language of triggers: CEL over declared, typed variables. The values come from `context.ts`. */

const LEVELS = ['low', 'medium', 'high', 'very-high'];
const strings = 'list<string>';

/** What the rules of `severity.yaml` may speak of. */
const severityEnvironment = new Environment({ limits: { maxAstNodes: 500, maxDepth: 50 } })
  .registerFunction(`string.${LINEAR_MATCHES}(string): bool`, matchesByRe2, { async: false })
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
      ...Object.fromEntries(CLASSIFICATIONS.map((name) => [name, 'bool'])),
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
 * Triggers of obligations see more: the risk conclusion, whether a person decided it, and how many people are `here`.
 */
const obligationEnvironment = severityEnvironment
  .clone()
  .registerVariable('conclusion', 'string')
  .registerVariable('decided', 'bool')
  .registerVariable('profile', strings)
  .registerVariable('here', 'int')
  .registerVariable('most', 'int');

const ENVIRONMENTS = { severity: severityEnvironment, obligation: obligationEnvironment };

/** The only words each enumerated variable can be; a comparison with any other word would never hold. */
const WORDS: Record<string, readonly string[]> = {
  'facts.confidentiality': CONFIDENTIALITY,
  'facts.integrity': INTEGRITY_LOSS,
  'facts.availability': AVAILABILITY_LOSS,
  'facts.malicious': ['yes', 'no', 'unknown'],
  'facts.identifiability': IDENTIFIABILITY,
  'facts.dataClasses': DATA_CLASSES,
  'facts.dataKinds': DATA_KINDS,
  'facts.aiIncidents': AI_INCIDENTS,
  events: EventName.options,
  profile: ENTITY_KINDS,
  'dataFlow.planes': PLANES,
  'dataFlow.roles': ROLES,
  'severity.level': LEVELS,
  'severity.leaning': LEVELS,
  conclusion: RISK_CONCLUSIONS,
};

/** Compiles an expression; gives a plain sentence instead where it is not one that is true or false. */
export function compileCondition(text: string, kind: keyof typeof ENVIRONMENTS): Condition | string {
  const environment = ENVIRONMENTS[kind];
  const checked = environment.check(text);
  if (!checked.valid)
    return `does not compile: ${checked.error && 'summary' in checked.error ? checked.error.summary : 'error'}`;
  if (checked.type !== 'bool') return `must be true or false, but is of type ${checked.type}`;
  const evaluate = environment.parse(text);
  const wrong = wrongWord(evaluate.ast) ?? tooCostly(evaluate.ast) ?? useLinearMatches(evaluate.ast);
  return wrong ?? ((context) => evaluate(context) === true);
}

function wrongWord(node: ASTNode): string | null {
  if (node.op === '==' || node.op === '!=' || node.op === 'in') {
    const [left, right] = node.args as [ASTNode, ASTNode];
    const found = misspelt(left, right) ?? misspelt(right, left);
    if (found !== null) return found;
  }
  for (const child of childrenOf(node)) {
    const found = wrongWord(child);
    if (found !== null) return found;
  }
  return null;
}

function misspelt(variable: ASTNode, literal: ASTNode): string | null {
  const name = nameOf(variable);
  const words = name === null ? undefined : WORDS[name];
  const values = literal.op === 'list' ? (literal.args as ASTNode[]) : [literal];
  const wrong = words && values.find((v) => v.op === 'value' && typeof v.args === 'string' && !words.includes(v.args));
  return wrong ? `'${String(wrong.args)}' is no word of ${name}; it can be ${words?.join(', ')}` : null;
}

function nameOf(node: ASTNode): string | null {
  if (node.op === 'id') return node.args as string;
  if (node.op !== '.') return null;
  const [object, field] = node.args as [ASTNode, string];
  const parent = nameOf(object);
  return parent === null ? null : `${parent}.${field}`;
}
