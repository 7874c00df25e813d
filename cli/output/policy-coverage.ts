import type { ReceiverForm } from '../../domain/filing/modelled.ts';
import { covers } from '../../domain/jurisdictions.ts';
import { wrapText } from '../../domain/notices/wrap.ts';
import type { Coverage, ModelledPlace, ModelledRow } from '../../domain/policy/coverage.ts';
import { plural } from '../../web/desk/words.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';
import { renderTable } from './table.ts';

/** Every place in a line, and what is not modelled; of one place every row. */
export function renderCoverage(coverage: Covered, place: string | null, style: Style): string {
  return place === null ? allPlaces(coverage, style) : onePlace(coverage, place, style);
}
type Covered = Coverage & { forms: ReceiverForm[] };

function allPlaces({ places, notModelled, forms, policyVersion }: Covered, style: Style): string {
  const rows = places.map((place) => [place.place, String(place.rows.length), inForce(place), read(place), place.name]);
  const duties = places.reduce((sum, { rows: of }) => sum + of.length, 0);
  return [
    renderTable(['PLACE', 'DUTIES', 'IN FORCE', 'LAST READ', ''], rows),
    `${plural(duties, 'duty', 'duties')} of ${plural(places.length, 'place')}; name a place to have them listed.`,
    wrapText(`${style.strong('NOT MODELLED, ask counsel')}: ${notModelled.join(', ')}`),
    formsInAll(forms),
    `version ${policyVersion}`,
  ].join('\n\n');
}

function onePlace({ places, forms }: Covered, place: string, style: Style): string {
  const found = places.filter(({ place: law }) => covers(law, place));
  if (found.length === 0) return `The law of ${printable(place)} is not modelled here: ask counsel.`;
  const laws = found.map((each) =>
    [style.strong(each.name), ...rowsOf(each.rows), ...each.noDuty.map(noDutyLine)].join('\n'),
  );
  return [...laws, ...formsOf(forms, place)].join('\n\n');
}

function formsInAll(forms: readonly ReceiverForm[]): string {
  const known = forms.filter(({ form }) => form !== null);
  return wrapText(
    `${plural(known.length, 'receiver', 'receivers')} whose own form is modelled, of ${forms.length}: ` +
      `${[...new Set(known.map(({ form }) => form?.id))].join(', ')}. Name a place to have its forms listed.`,
  );
}

/** Of a place each receiver of a duty, with its form. */
function formsOf(forms: readonly ReceiverForm[], place: string): string[] {
  const ofPlace = forms.filter((each) => covers(each.place, place));
  if (ofPlace.length === 0) return [];
  const cells = ofPlace.map(({ obligation, receiver, portal, form }) => [
    obligation,
    form === null ? 'NOT MODELLED' : `${form.id} (${form.exactness})`,
    printable(portal ?? ''),
    printable(receiver),
  ]);
  return [renderTable(['FORM FOR', 'STANDS', 'PORTAL', 'RECEIVER'], cells)];
}

function noDutyLine({ to, says, citation, confidence }: ModelledPlace['noDuty'][number]): string {
  const doubt = confidence === 'uncertain' ? ' (uncertain: ask counsel)' : '';
  return wrapText(`No duty to tell ${to.replace('-', ' ')}${doubt}: ${says} ${citation}.`);
}

function rowsOf(rows: readonly ModelledRow[]): string[] {
  if (rows.length === 0) return [];
  const cells = rows.map(({ obligation, standing, confidence, verified, article, title }) => [
    obligation,
    confidence === 'uncertain' ? `${standing}, uncertain` : standing,
    verified === null ? 'not said' : `${verified.on}, ${verified.by}`,
    `${article}: ${title}`,
    verified === null ? '' : printable(verified.source),
  ]);
  return [renderTable(['ROW', 'STANDS', 'LAST READ', 'DUTY', 'IN'], cells)];
}

function inForce({ rows }: ModelledPlace): string {
  return String(rows.filter(({ standing }) => standing === 'in-force').length);
}

/** `since 2026-11-28: text 3, memory 1`. */
function read({ readIn, readSince }: ModelledPlace): string {
  const by = Object.entries(readIn).flatMap(([how, count]) =>
    count === 0 ? [] : [`${how.replace('-', ' ')} ${count}`],
  );
  return `${readSince === null ? '' : `since ${readSince}: `}${by.join(', ')}`;
}
