import { canonicalJson } from '../audit/chain.ts';
import { TARGET_NAMES, TARGETS } from '../plan/targets.ts';
import { missingTemplates, policyHash, resolveSoft, shareRules } from '../policy/compile.ts';
import type { CompiledPolicy } from '../policy/compiled.ts';
import { Organisation } from '../policy/schema.ts';
import type { Instant } from '../time.ts';
import { type SettingField, type SettingValue, type SettingValues, settingFields, WHOLE_OR_NONE } from './fields.ts';

/**
 * A field that will not do, and why; `given`: what was refused, of a list the one item. `at` leads to the place within
 * the field. `holes`: hours of the week in which nobody would be on duty, in minutes from Monday 00:00. `later`: a
 * version that holds from then on, with which it does not go.
 */
export type SettingProblem = {
  path: string;
  at?: readonly (string | number)[];
  message: string;
  given: SettingValue;
  holes?: readonly (readonly [number, number])[];
  later?: { number: number; from: Instant };
};

/**
 * The policy of the files with what is set on pages in the place of what they say. Its version follows from both, so
 * that every process that has the same files and settings plans by the same version.
 */
export function policyWith(
  base: CompiledPolicy,
  values: SettingValues,
): { policy: CompiledPolicy; problems: [] } | { policy: null; problems: SettingProblem[] } {
  const { organisation, problems } = organisationWith(base.organisation, values);
  if (organisation === null) return { policy: null, problems };
  if (isSame(organisation, base.organisation)) return { policy: base, problems: [] };
  if (missingTemplates(organisation.language, base.notices).length > 0) {
    const message = `there are no texts in ${organisation.language}`;
    return { policy: null, problems: [{ path: 'language', message, given: organisation.language }] };
  }
  const obligations = shareRules(
    base.obligations.map((obligation) => ({ ...obligation, clock: resolveSoft(obligation.clock, organisation) })),
  );
  const targets = Object.fromEntries(
    TARGET_NAMES.map((name) => {
      const hours = organisation.softTargets[name] ?? TARGETS[name].hours;
      return [name, { ...base.targets[name], hours }];
    }),
  ) as CompiledPolicy['targets'];
  const policyVersion = policyHash({ files: base.policyVersion, organisation });
  return { policy: { ...base, policyVersion, organisation, obligations, targets }, problems: [] };
}

/** Each touched part is checked by the schema that checks it in the file. */
function organisationWith(
  base: Organisation,
  values: SettingValues,
): { organisation: Organisation | null; problems: SettingProblem[] } {
  const fields = new Map(settingFields(base).map((each) => [each.path, each]));
  const next = structuredClone(base) as Record<string, unknown>;
  const problems: SettingProblem[] = [];
  const touched = new Set<string>();
  for (const [path, value] of Object.entries(values)) {
    const known = fields.get(path);
    // A target that the files do not have any more is set for nothing.
    if (known === undefined) continue;
    set(next, known, value);
    touched.add(path.split('.')[0] ?? '');
  }
  for (const key of touched) {
    dropEmpty(next, key);
    const schema = Organisation.shape[key as keyof typeof Organisation.shape];
    const parsed = schema.safeParse(next[key]);
    if (parsed.success) {
      if (parsed.data === undefined) delete next[key];
      else next[key] = parsed.data;
      continue;
    }
    for (const issue of parsed.error.issues) {
      const named = [key, ...issue.path.map((each) => (typeof each === 'number' ? each : String(each)))];
      // Of an item of a list, the list is the field.
      const paths = named.map((_, i) => named.slice(0, i + 1).join('.'));
      const found = paths.findLastIndex((each) => fields.has(each));
      const given = named.reduce<unknown>((at, each) => (at as Record<string, unknown> | undefined)?.[each], next);
      const holes = issue.code === 'custom' ? (issue.params?.holes as SettingProblem['holes']) : undefined;
      problems.push({
        ...{ path: paths[found] ?? firstFieldOf(fields, key), at: found < 0 ? [] : named.slice(found + 1) },
        ...{ message: issue.message, given: (given ?? null) as SettingValue },
        ...(holes === undefined ? {} : { holes }),
      });
    }
  }
  return { organisation: problems.length > 0 ? null : (next as Organisation), problems };
}

function set(target: Record<string, unknown>, { path, empty }: SettingField, value: SettingValues[string]): void {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let at = target;
  for (const key of keys) {
    const inner = (at[key] ?? {}) as Record<string, unknown>;
    at[key] = inner;
    at = inner;
  }
  if (value !== null || empty !== 'absent') at[last] = value;
  else delete at[last];
}

/** A part that may be left out is, once none of its fields is filled in. */
function dropEmpty(target: Record<string, unknown>, key: string): void {
  if (!(WHOLE_OR_NONE as readonly string[]).includes(key)) return;
  const filled = Object.values(Object(target[key])).filter((each) => each !== null && each !== undefined);
  if (filled.length === 0) delete target[key];
}

function firstFieldOf(fields: ReadonlyMap<string, SettingField>, key: string): string {
  return [...fields.keys()].find((path) => path.startsWith(`${key}.`)) ?? key;
}

function isSame(one: Organisation, other: Organisation): boolean {
  const text = (value: Organisation) => canonicalJson(JSON.parse(JSON.stringify(value)));
  return text(one) === text(other);
}
