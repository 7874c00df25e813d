import { placesOfPeople } from '../../domain/breach/places-of-people.ts';
import type { Facts } from '../../domain/facts.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import type { FactField } from './fact-fields.ts';
import { number } from './figures.ts';
import { sayPlaces } from './places-of-people.ts';

/** A fact as people read it. */
export function sayFact(view: View, field: FactField, facts: Facts, systemName: (id: string) => string): Html {
  const { facts: words, shell } = view.words;
  const value: unknown = facts[field.key];
  const options = (words.options as unknown as Record<string, Record<string, string>>)[field.key] ?? {};
  const option = (name: string) => options[name] ?? name.replaceAll('-', ' ');
  switch (field.kind) {
    case 'choice':
      return html`${option(value === null ? '' : String(value))}`;
    case 'yes-no':
      return html`${value === true ? shell.yes : shell.no}`;
    case 'decided':
      if (value === null) return html`${(words.unknownList as Record<string, string>)[field.key] ?? words.notDecided}`;
      return html`${value === true ? shell.yes : shell.no}`;
    case 'count':
      return html`${value === null ? shell.unknown : number(Number(value), view.language)}`;
    case 'list':
      if (value === null)
        return html`${words.unknownList[field.key as keyof typeof words.unknownList] ?? shell.unknown}`;
      return html`${(value as string[]).map(option).join(', ') || shell.none}`;
    case 'systems':
      return html`${facts.systems.map(systemName).join(', ') || words.noSystems}`;
    case 'residents':
      return html`
        ${
          facts.residents === null
            ? words.noResidents
            : (sayPlaces(view, placesOfPeople({ facts, plan: null })) ?? shell.none)
        }
      `;
    case 'place':
      return html`${value === null ? words.asOrganisation : String(value)}`;
    case 'instants': {
      const given = Object.entries((value ?? {}) as Record<string, string | null>);
      const known = given.flatMap(([name, at]) =>
        at === null ? [] : [html`<span class="line">${option(name)}: ${timeTag(at, view, true)}</span>`],
      );
      return known.length === 0 ? html`${shell.none}` : html`${known}`;
    }
  }
}
