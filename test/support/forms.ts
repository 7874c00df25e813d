import type { Role } from '../../domain/roles.ts';
import type { TestApi } from './api.ts';

/** Sends a form as a browser does. */
export async function sendForm(
  api: TestApi,
  as: Role,
  url: string,
  fields: Record<string, string | readonly string[]>,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, one] as [string, string]),
  );
  const response = await api.server.inject({
    method: 'POST',
    url,
    headers: {
      authorization: `Bearer ${api.tokens[as]}`,
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    },
    payload: new URLSearchParams(pairs).toString(),
  });
  return { status: response.statusCode, headers: response.headers, body: response.body };
}

/** The value of a hidden field of a page. */
export function hiddenValue(page: string, name: string): string {
  return page.match(new RegExp(`name="${name}" value="([^"]*)"`))?.[1]?.replaceAll('&quot;', '"') ?? '';
}
