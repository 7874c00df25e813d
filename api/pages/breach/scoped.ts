import type { FastifyRequest } from 'fastify';
import type { Form } from '../../../web/forms.ts';

/** Several forms of one page each have their reasons: fields are named `<scope>-<field>` there and `<field>` here. */

/** Takes the scope off the names of what was sent. */
export function unscope(request: FastifyRequest, scope: string): void {
  const prefix = `${scope}-`;
  const sent = Object.entries((request.body ?? {}) as Record<string, unknown>);
  request.body = Object.fromEntries(
    sent.map(([name, value]) => [name.startsWith(prefix) ? name.slice(prefix.length) : name, value]),
  );
}

/** Puts it on again, for the page that shows the form with its problems. */
export function rescope(form: Form, scope: string, names: readonly string[]): Form {
  const named = (name: string) => (names.includes(name) ? `${scope}-${name}` : name);
  return {
    values: Object.fromEntries(Object.entries(form.values).map(([name, value]) => [named(name), value])),
    problems: form.problems.map(({ field, message }) => ({ field: named(field), message })),
  };
}
