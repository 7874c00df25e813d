import { canonicalJson } from '../audit/chain.ts';
import type { Organisation } from '../policy/schema.ts';

/**
 * What of `organisation.yaml` can be set on a page. Everything else of it stays with the file, and the page says so.
 * Both ways are one schema: what a page sets is checked by the schema of the file.
 */

export const SETTING_SECTIONS = ['company', 'posts', 'duty', 'law', 'targets', 'control', 'release', 'kept'] as const;
export type SettingSection = (typeof SETTING_SECTIONS)[number];

/** Lists of entries that have several fields each; `people` is kept by a short name. */
const ROW_KINDS = ['people', 'shifts', 'texts', 'holds'] as const;
export type RowKind = (typeof ROW_KINDS)[number];

/** `empty`: what it means where nothing is typed. A list is typed with commas; kinds of parties are ticked. */
export type SettingField = {
  /** As in the file, its keys joined by dots. */
  path: string;
  section: SettingSection;
  kind: 'text' | 'number' | 'flag' | 'list' | 'kinds' | RowKind;
  empty: 'refused' | 'null' | 'absent';
};

/** Parts of the organisation that it may lack: one is left out where all its fields are empty. */
export const WHOLE_OR_NONE = ['onDuty', 'quietHours', 'minorIncidents', 'retention'] as const;

const field = (
  section: SettingSection,
  path: string,
  kind: SettingField['kind'] = 'text',
  empty: SettingField['empty'] = 'refused',
): SettingField => ({ path, section, kind, empty });

const FIXED: readonly SettingField[] = [
  field('company', 'name'),
  field('company', 'legalName'),
  field('company', 'publicContact.phone'),
  field('company', 'publicContact.email'),
  field('company', 'replyTo', 'text', 'absent'),
  field('company', 'zone'),
  field('company', 'language'),
  field('posts', 'dpo.label'),
  field('posts', 'dpo.name', 'text', 'absent'),
  field('posts', 'dpo.email'),
  field('posts', 'dpo.slackChannel', 'text', 'absent'),
  field('posts', 'deputy.label'),
  field('posts', 'deputy.name', 'text', 'absent'),
  field('posts', 'deputy.email'),
  field('posts', 'deputy.slackChannel', 'text', 'absent'),
  field('duty', 'onDuty.zone', 'text', 'absent'),
  field('duty', 'onDuty.since', 'text', 'absent'),
  field('duty', 'onDuty.handOver', 'text', 'absent'),
  field('duty', 'onDuty.who', 'people', 'absent'),
  field('duty', 'onDuty.shifts', 'shifts', 'absent'),
  field('duty', 'quietHours.from', 'text', 'absent'),
  field('duty', 'quietHours.to', 'text', 'absent'),
  field('law', 'establishment.main', 'text', 'null'),
  field('law', 'establishment.region', 'text', 'null'),
  field('law', 'establishment.others', 'list'),
  field('law', 'establishment.representative', 'text', 'null'),
  field('law', 'establishment.sector'),
  field('law', 'profile', 'kinds'),
  field('law', 'markets', 'list'),
  field('targets', 'noticeRules.answerByHours', 'number'),
  field('targets', 'noticeRules.escalateAfterHours', 'number'),
  field('targets', 'noticeRules.linkExpiresAfterDays', 'number'),
  field('control', 'fourEyes.campaigns', 'flag'),
  field('control', 'fourEyes.moreReceiversThan', 'number', 'null'),
  field('control', 'fourEyes.filings', 'flag'),
  field('control', 'fourEyes.exercises', 'flag'),
  field('control', 'minorIncidents.people', 'number', 'absent'),
  field('release', 'release.responders', 'flag'),
  field('release', 'release.drills', 'flag'),
  field('release', 'release.approved', 'texts'),
  field('kept', 'retention.breaches', 'number', 'absent'),
  field('kept', 'retention.notBreaches', 'number', 'absent'),
  field('kept', 'retention.exercises', 'number', 'absent'),
  field('kept', 'retention.alertsDays', 'number', 'absent'),
  field('kept', 'retention.alertHolds', 'holds', 'absent'),
];

/** Every field that can be set, those of the targets as the organisation names them. */
export function settingFields({ softTargets }: Pick<Organisation, 'softTargets'>): SettingField[] {
  const targets = Object.keys(softTargets).map((name) => field('targets', `softTargets.${name}`, 'number'));
  return [...FIXED, ...targets];
}

export function isRowKind(kind: SettingField['kind']): kind is RowKind {
  return (ROW_KINDS as readonly string[]).includes(kind);
}

/** Of a list whose entries have several fields: which; null for all else. */
export function rowKindOf(path: string): RowKind | null {
  const kind = FIXED.find((each) => each.path === path)?.kind;
  return kind !== undefined && isRowKind(kind) ? kind : null;
}

/** One entry of a list. */
export type SettingEntry = Readonly<Record<string, string | readonly string[]>>;
/** `people` are entries by their short name. */
export type SettingValue =
  | string
  | number
  | boolean
  | readonly string[]
  | readonly SettingEntry[]
  | Readonly<Record<string, SettingEntry>>
  | null;
/** What is set on pages, by the path of its field; all else is as the file says. */
export type SettingValues = Readonly<Record<string, SettingValue>>;

/** One field that differs between two organisations. */
export type SettingChange = { path: string; before: SettingValue; after: SettingValue };

/** What stands at a path; null where nothing does. */
export function valueAt(organisation: Organisation, path: string): SettingValue {
  const found = path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], organisation);
  return (found ?? null) as SettingValue;
}

/** How two organisations differ in what can be set. */
export function changedSettings(before: Organisation, after: Organisation): SettingChange[] {
  return settingFields(after).flatMap(({ path }) => {
    const [was, is] = [valueAt(before, path), valueAt(after, path)];
    return isSameSetting(was, is) ? [] : [{ path, before: was, after: is }];
  });
}

/** Whether two values are the same, lists by what is in them; an empty list is as none. */
export function isSameSetting(one: SettingValue, other: SettingValue): boolean {
  const text = (value: SettingValue) => {
    return canonicalJson(JSON.parse(JSON.stringify(Array.isArray(value) && value.length === 0 ? null : value)));
  };
  return text(one) === text(other);
}
