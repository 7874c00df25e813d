import { expect, it } from '@jest/globals';
import { LANGUAGE_NAMES, type Language, wordsOf } from '../../web/languages/index.ts';
import { ROUTE_ACCESS } from '../route-access.ts';

it('every page and form that holds breach content has a name in the audit, in every language', () => {
  const viewed = Object.entries(ROUTE_ACCESS).flatMap(([route, access]) => {
    const isContent = access.kind !== 'public' && access.content === true;
    return isContent || route.startsWith('POST /desk/breaches/:breachId') ? [route] : [];
  });
  for (const language of Object.keys(LANGUAGE_NAMES) as Language[]) {
    const named = Object.keys(wordsOf(language).audit.routes);
    expect(viewed.filter((route) => !named.includes(route))).toEqual([]);
  }
});
