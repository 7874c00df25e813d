import type { DutyChange } from '../../domain/policy/changes.ts';
import type { Uncovered } from '../../domain/policy/rota-gaps.ts';
import type { SettingChange, SettingField, SettingSection, SettingValue } from '../../domain/settings/fields.ts';
import type { SettingVersion } from '../../domain/settings/version.ts';
import type { Form } from '../forms.ts';
import type { RowChoices } from './rows.ts';

/** One field as it stands. `version`: the one that set it; null: it is as the file says. */
export type SettingRow = SettingField & { value: SettingValue; file: SettingValue; version: number | null };

export type SettingsModel = {
  rows: readonly SettingRow[];
  /** The newest first. */
  versions: readonly SettingVersion[];
  /** Of the version that holds now; null where all is as the files say. */
  holds: number | null;
};

/** What a change does to one duty, over all open incidents. */
export type Move = Pick<DutyChange, 'obligation' | 'article' | 'title' | 'change'> & { incidents: number };

export type SettingsFormModel = {
  section: SettingSection;
  rows: readonly SettingRow[];
  form: Form;
  choices: RowChoices;
};

/** What a change does beside duties and targets, as `services/settings/effects.ts` finds it. */
export type Effect =
  | { kind: 'on-duty'; before: readonly string[] | null; after: readonly string[] | null }
  | { kind: 'uncovered'; hours: readonly Uncovered[] }
  | { kind: 'kept-shorter'; incidents: number }
  | { kind: 'erased'; alerts: number }
  | { kind: 'unheld'; holds: readonly string[] }
  | { kind: 'unreleased'; by: readonly ('responders' | 'drills' | 'supplier' | 'customer')[] };

export type SettingsPreviewModel = {
  section: SettingSection;
  changes: readonly SettingChange[];
  moves: readonly Move[];
  /** Whether one of them stops a running duty, or gives it more time. */
  stops: boolean;
  effects: readonly Effect[];
  /** Whether an effect is one that is asked for again. */
  risks: boolean;
  /** The form again, to be sent as it is. */
  hidden: Form['values'];
  form: Form;
};
