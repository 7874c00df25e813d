import { describe, expect, it } from '@jest/globals';
import { fillTicket, PLACEHOLDERS, TEMPLATES, TicketTemplate, type TicketValues } from './template.ts';

const VALUES = Object.fromEntries(PLACEHOLDERS.map((name) => [name, `<${name}>`])) as TicketValues;

describe('the template of a ticket', () => {
  it.each(Object.entries(TEMPLATES))(
    'of %s holds known placeholders alone, and leaves none unfilled',
    (_, template) => {
      expect(TicketTemplate.safeParse(template).error).toBeUndefined();
      expect(JSON.stringify(fillTicket(template, VALUES))).not.toContain('{{');
    },
  );

  it('keeps its form: numbers, lists and fields of one’s own', () => {
    const own = { fields: { customfield_10010: 3, tags: ['a', '{{ reference }}'], isOpen: true, none: null } };
    expect(fillTicket(TicketTemplate.parse(own), VALUES)).toEqual({
      fields: { customfield_10010: 3, tags: ['a', '<reference>'], isOpen: true, none: null },
    });
  });

  it('with a placeholder that there is not is refused, with those that there are', () => {
    const problem = TicketTemplate.safeParse({ summary: '{{title}} of {{reference}}' }).error?.issues[0]?.message;
    expect(problem).toMatch(/^\{\{title\}\} is no placeholder; there are \{\{reference\}\}/);
    expect(TicketTemplate.safeParse({ summary: 'x'.repeat(20_000) }).success).toBe(false);
    expect(TicketTemplate.safeParse(['x']).success).toBe(false);
  });

  it('takes what looks like a placeholder in a value as it stands', () => {
    const values = { ...VALUES, duty: '{{link}} $& $1' };
    expect(fillTicket({ summary: '{{duty}}' }, values)).toEqual({ summary: '{{link}} $& $1' });
  });
});
