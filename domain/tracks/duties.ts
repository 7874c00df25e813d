import { articleOf, tellsPeopleToo } from '../articles.ts';
import type { Role } from '../dataflow.ts';
import type { Recipient, Track } from './tracks.ts';

/** The roles a duty can be written for that follow the data; every other is a property of the organisation. */
const DATA_DUTIES: Record<Role, readonly string[]> = {
  controller: ['controller'],
  'joint-controller': ['controller', 'joint-controller'],
  processor: ['processor'],
  'sub-processor': ['processor'],
};

/** A duty may bind any of several parties. */
type Duty = { id: string; role: string | readonly string[] };

function binds({ role }: Duty, kinds: readonly string[]): boolean {
  return (typeof role === 'string' ? [role] : role).some((kind) => kinds.includes(kind));
}

/** The duties of one track, by their role. */
export function dutiesOf<D extends Duty>(track: Pick<Track, 'role'>, duties: readonly D[]): D[] {
  return duties.filter((duty) => binds(duty, DATA_DUTIES[track.role]));
}

/** Duties of the organisation as a whole, beside every track: as an essential entity, an issuer, a manufacturer… */
export function organisationDuties<D extends Duty>(duties: readonly D[]): D[] {
  const data = Object.values(DATA_DUTIES).flat();
  return duties.filter((duty) => !binds(duty, data));
}

/** Recipients of duties that are neither an authority nor the people: partners, agencies, media, and ourselves. */
const NO_AUTHORITY =
  /^ourselves\b|\(our customer\)$|^the other joint controllers$|^original recipient$|reporting agencies$|\bmedia\b|^clients$/;

type Told = Duty & { recipient: string };

/** The authority, the people, or both: whom duties ask to be told. */
export function toldBy(duties: readonly Told[]): Recipient[] {
  const toPeople = (duty: Told) => articleOf(duty) === 'art34';
  const toAuthority = (duty: Told) => !toPeople(duty) && !NO_AUTHORITY.test(duty.recipient);
  return [
    ...(duties.some(toAuthority) ? [{ kind: 'authority' as const, id: null }] : []),
    ...(duties.some((duty) => toPeople(duty) || tellsPeopleToo(duty)) ? [{ kind: 'people' as const, id: null }] : []),
  ];
}

/** Whom a track tells: its partners, and the authority and the people where one of its duties asks for it. */
export function tellsOf(
  { role, recipients }: Pick<Track, 'role' | 'recipients'>,
  binding: readonly Told[],
): Recipient[] {
  const partners = recipients.filter(({ kind }) => kind !== 'authority' && kind !== 'people');
  return [...partners, ...toldBy(dutiesOf({ role }, binding))];
}
