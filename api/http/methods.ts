import { ROUTE_ACCESS } from '../route-access.ts';

const ROUTES = Object.keys(ROUTE_ACCESS).map((route) => {
  const [method = '', url = ''] = route.split(' ');
  return { method, parts: url.split('/') };
});

/** The methods that an address takes, as `Allow` lists them; none where there is nothing under it. */
export function methodsOf(url: string): string[] {
  const asked = (url.split('?')[0] ?? '').split('/');
  const isMeant = (parts: readonly string[]) =>
    parts.length === asked.length &&
    parts.every((part, i) => (part.startsWith(':') ? asked[i] !== '' : part === asked[i]));
  const found = new Set(ROUTES.filter(({ parts }) => isMeant(parts)).map(({ method }) => method));
  if (found.has('GET')) found.add('HEAD');
  return found.size === 0 ? [] : [...found, 'OPTIONS'].sort();
}
