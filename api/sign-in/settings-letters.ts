import type { SettingChange } from '../../domain/settings/fields.ts';
import type { Store } from '../../store/store.ts';
import { listUsers } from '../../store/users.ts';
import { pickLanguage, wordsOf } from '../../web/languages/index.ts';
import { sayChange } from '../../web/settings/values.ts';
import type { OrganisationView } from '../../web/view.ts';
import type { Letter } from './mail.ts';

/**
 * The letters about a change of the settings, to every DPO and deputy: whoever moves the mailboxes that are warned, or
 * what the company is in the eyes of the law, does not do so unseen.
 */
export async function settingsLetters(
  { store, organisation, publicUrl }: { store: Store; organisation: OrganisationView; publicUrl: string },
  { by, reasons, changes }: { by: string; reasons: string; changes: readonly SettingChange[] },
): Promise<Letter[]> {
  const language = pickLanguage(organisation.language);
  const words = wordsOf(language);
  const lines = changes.map((change) => `- ${sayChange({ words }, change)}`);
  const { subject, text } = words.settings.mail({
    ...{ by, reasons, lines: lines.join('\n') || words.settings.foundRight, from: organisation.legalName },
    page: `${publicUrl}/desk/settings`,
  });
  const readers = await listUsers(store, ['dpo', 'deputy']);
  return readers.map(({ name, email }) => ({ to: { name, email }, subject, text, language }));
}
