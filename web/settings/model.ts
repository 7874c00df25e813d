import type { DutyChange } from '../../domain/policy/changes.ts';
import type { SettingChange, SettingField, SettingSection, SettingValue } from '../../domain/settings/fields.ts';
import type { SettingVersion } from '../../domain/settings/version.ts';
import type { Form } from '../forms.ts';

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

export type SettingsFormModel = { section: SettingSection; rows: readonly SettingRow[]; form: Form };

export type SettingsPreviewModel = {
  section: SettingSection;
  changes: readonly SettingChange[];
  moves: readonly Move[];
  /** Whether one of them stops a running duty, or gives it more time. */
  stops: boolean;
  /** The form again, to be sent as it is. */
  hidden: Record<string, string>;
  form: Form;
};
