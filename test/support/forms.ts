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

export type FormFields = Record<string, string | string[]>;

/** The fields of the form that posts to `action`, as a browser would send them untouched. */
export function formOf(html: string, action: string): FormFields {
  const [, form = ''] = new RegExp(`<form method="post" action="${action}"[^>]*>(.*?)</form>`, 's').exec(html) ?? [];
  const fields: FormFields = {};
  const add = (name: string, value: string) => {
    fields[name] = fields[name] === undefined ? value : [fields[name], value].flat();
  };
  for (const [tag = ''] of form.matchAll(/<input[^>]*>/g)) {
    const [name, value, type] = ['name', 'value', 'type'].map(
      (a) => new RegExp(` ${a}="([^"]*)"`).exec(tag)?.[1] ?? '',
    );
    if ((type !== 'checkbox' && type !== 'radio') || tag.includes(' checked')) add(name ?? '', unescaped(value ?? ''));
  }
  for (const [, name = '', text = ''] of form.matchAll(/<textarea[^>]* name="([^"]*)"[^>]*>\n?(.*?)<\/textarea>/gs))
    add(name, unescaped(text));
  for (const [, name = '', options = ''] of form.matchAll(/<select[^>]* name="([^"]*)"[^>]*>(.*?)<\/select>/gs)) {
    const chosen = /value="([^"]*)" selected/.exec(options) ?? /value="([^"]*)"/.exec(options);
    add(name, unescaped(chosen?.[1] ?? ''));
  }
  return fields;
}

function unescaped(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
