import type { CompetentAuthority } from '../authorities/competent.ts';
import { zoneOfState } from '../clock/place.ts';
import { stateOfPlace } from '../places/place.ts';
import type { UnmodelledForm } from './modelled.ts';
import { type FilingLanguage, filingLanguage } from './said/index.ts';
import type { FilingTemplate } from './template.ts';

/** Who takes a filing, and how: where its own form is, in which languages and in whose time it reads. */
export type Receiver = {
  name: string;
  /** The page of its form, else its home page. */
  link: string;
  /** Whether the link is that of the form. */
  isForm: boolean;
  /** How it takes notices, as the policy says it; empty where it says nothing. */
  channel: string;
  /** Languages that it takes notices in (ISO 639-1), the usual one first. */
  languages: readonly string[];
  /** IANA zone of its place; null where the policy knows none. */
  zone: string | null;
  confidence: CompetentAuthority['confidence'];
};

/**
 * The authorities that are competent, else the one whose form it is, else the portals of those whose form is another;
 * none where the policy knows no address.
 */
export function receiversOf(
  { receiver }: Pick<FilingTemplate, 'receiver'>,
  authorities: readonly CompetentAuthority[],
  notModelled: readonly UnmodelledForm[] = [],
): Receiver[] {
  if (authorities.length > 0) {
    return authorities.map(({ name, form, home, channel, languages, confidence, place }) => ({
      ...{ name, link: form ?? home, isForm: form !== null, channel, languages, confidence },
      zone: zoneOfState(stateOfPlace(place)),
    }));
  }
  if (receiver === null) {
    // What is no address says in words where it is handed in.
    return notModelled.flatMap(({ receiver: name, portal: link }) =>
      link?.startsWith('https://')
        ? [{ name, link, isForm: true, channel: '', languages: [], zone: null, confidence: 'known' as const }]
        : [],
    );
  }
  const { name, portal, languages, zone, confidence } = receiver;
  return [{ name, link: portal, isForm: true, channel: '', languages, zone, confidence }];
}

/** In which language the engine writes into a filing: the receiver's, else the organisation's, where it can. */
export function languageFor(
  template: Pick<FilingTemplate, 'receiver'>,
  authorities: readonly CompetentAuthority[],
  ours: string,
): FilingLanguage {
  return filingLanguage(...receiversOf(template, authorities).flatMap(({ languages }) => languages), ours);
}
