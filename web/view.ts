import type { Organisation } from '../domain/policy/schema.ts';
import type { Texts } from '../domain/texts/catalogue.ts';
import type { Instant } from '../domain/time.ts';
import type { Language, Words } from './languages/index.ts';
import type { Place } from './places.ts';

/** What pages show of the organisation. */
export type OrganisationView = Pick<Organisation, 'name' | 'legalName' | 'zone' | 'language' | 'publicContact'>;

/** What every page for people inside is shown with. */
export type View = {
  /** The server's time, from which countdowns tick. */
  now: Instant;
  organisation: OrganisationView;
  /** IANA zone in which times read first. */
  zone: string;
  language: Language;
  words: Words;
  /** What the policy says in other languages: see `translated.ts`. */
  texts: Texts;
  /** Who looks: a name to show and the role. */
  viewer: { name: string; role: string };
  /** As whom the record would name who looks, and whether it is somebody who signed in, and not a token. */
  asker: { by: string; isPerson: boolean };
  /** Names of those who sign in, by what is recorded of them (`user:<id>`); shown, never recorded. */
  people: ReadonlyMap<string, string>;
  /** Those of them who can have no incident any more: they cannot sign in, or do another thing now. */
  gone: ReadonlySet<string>;
  /** Where this role may go, in the order of the navigation. */
  places: readonly Place[];
  /** Whether this role may call a route of `api/route-access.ts`, such as `POST /desk/breaches/:breachId/awareness`. */
  may(route: string): boolean;
  /** Goes into every form as the hidden field `csrf`. */
  csrf: string;
  /** A random key that goes into a form as the hidden field `key`: sent twice, it is done once. */
  newKey(): string;
  /** What behind the pages does not answer; null where all does. */
  away: 'temporal' | 'worker' | null;
  /** Whose clock differs from this server's by seconds, in ms, positive where theirs is ahead; null where none does. */
  skew: { of: 'mongodb' | 'temporal'; ms: number } | null;
};
