import type { Role } from '../../domain/roles.ts';
import type { Instant } from '../../domain/time.ts';
import { unopenedKey } from '../../domain/unopened.ts';
import type { Store } from '../../store/store.ts';
import { listUsers, type User } from '../../store/users.ts';
import { pickLanguage, wordsOf } from '../../web/languages/index.ts';
import { localTime, utcTime } from '../../web/time.ts';
import type { OrganisationView } from '../../web/view.ts';
import { SECOND_FACTOR_ROLES } from '../route-access.ts';
import type { Letter } from './mail.ts';

/** What happened to somebody who decides or lets others in, or to a token that may. */
export type PowerChange = {
  what: 'added' | 'role' | 'reset' | 'code' | 'unlink' | 'passkey' | 'disable' | 'enable' | 'token';
  /** The role that is had now, and the one before where that changed. */
  role: Role;
  before?: Role;
  /** Whom it concerns; null for a token. */
  user: User | null;
  /** Who did it, as pages show it; null for somebody at the machine itself. */
  by: string | null;
};

/** What somebody concerned is told of; all else they see for themselves at the next sign-in. */
const OWN = ['role', 'reset', 'passkey'] as const;
const GUARDS = ['dpo', 'deputy'] as const;

/**
 * The letters about a change of who may decide: to every DPO and deputy but the one it concerns, a disabled one too,
 * since whoever would take over begins with the one who would notice; and to the one concerned. They name no one it is
 * about.
 */
export async function powerLetters(
  {
    store,
    organisation,
    publicUrl,
    at,
  }: { store: Store; organisation: OrganisationView; publicUrl: string; at: Instant },
  { what, role, before = role, user, by }: PowerChange,
): Promise<Letter[]> {
  const language = pickLanguage(organisation.language);
  const { power, shell } = wordsOf(language);
  const reading = { zone: organisation.zone, language };
  const when = `${localTime(at, reading, true)} (${utcTime(at, reading)})`;
  const letter = ({ name, email }: User, told: string): Letter => ({
    to: { name, email },
    subject: power.subject,
    text: power.text({
      told,
      by: by ?? power.operator,
      when,
      audit: `${publicUrl}/desk/audit`,
      from: organisation.legalName,
    }),
    language,
  });
  const isPower = [role, before].some((each) => SECOND_FACTOR_ROLES.includes(each));
  const guards = isPower
    ? (await listUsers(store, GUARDS)).filter((each) => isGuard(each) && each.id !== user?.id)
    : [];
  const roleName = shell.roles[role] ?? role;
  const ownWhat = OWN.find((each) => each === what);
  const own = user === null || ownWhat === undefined ? [] : [letter(user, power.own[ownWhat](roleName))];
  return [...own, ...guards.map((guard) => letter(guard, power.what[what](roleName)))];
}

/** Of whom no address can be opened, nobody can be written to; the others are. */
function isGuard({ email }: User): boolean {
  return unopenedKey(email) === null;
}
