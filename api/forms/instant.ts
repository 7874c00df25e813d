import { readLocalTime } from '../../domain/local-time.ts';
import type { Instant } from '../../domain/time.ts';
import type { Form } from '../../web/forms.ts';
import { SaidRefusal } from '../../web/refusals.ts';
import type { View } from '../../web/view.ts';

/** The zones that a form offers. */
export function zonesOf({ zone }: Pick<View, 'zone'>): readonly string[] {
  return [zone, 'UTC'];
}

/**
 * The instant of an `instantField`; null where it is empty.
 * @param zoneName field of the zone; `<name>-zone` if left out
 * @throws TocsinError `bad-input` at the field where the zone is unknown, or the local time is no single instant
 */
export function instantOf(
  view: Pick<View, 'zone' | 'words'>,
  values: Form['values'],
  name: string,
  zoneName = `${name}-zone`,
): Instant | null {
  const { instant } = view.words.shell;
  const text = String(values[name] ?? '').trim();
  if (text === '') return null;
  const zone = String(values[zoneName] ?? '');
  if (!zonesOf(view).includes(zone)) throw new SaidRefusal('bad-input', instant.noZone, name);
  const reading = readLocalTime(text, zone);
  switch (reading.kind) {
    case 'instant':
      return reading.at;
    case 'twice': {
      const which = String(values[`${name}-which`] ?? '');
      if (reading.choices.includes(which)) return which;
      throw new SaidRefusal('bad-input', instant.twice, name);
    }
    case 'skipped':
      throw new SaidRefusal('bad-input', instant.skipped, name);
    case 'malformed':
      throw new SaidRefusal('bad-input', instant.malformed, name);
  }
}
