import type { Role } from '../dataflow.ts';
import type { Track } from './tracks.ts';

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
