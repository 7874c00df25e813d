import { describe, expect, it } from '@jest/globals';
import { prefersHtml } from './wants-page.ts';

describe('an Accept header', () => {
  it.each<[string, boolean]>([
    ['text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8', true],
    ['text/html', true],
    ['TEXT/HTML; q=0.9, application/json;q=0.5', true],
    ['application/json, text/html;q=0.5', false],
    ['application/problem+json, text/html;q=0.9', false],
    ['text/html, application/json', false],
    ['text/html;q=0', false],
    ['*/*', false],
    ['', false],
  ])('%s asks for a page: %s', (accept, isPage) => {
    expect(prefersHtml(accept)).toBe(isPage);
  });
});
