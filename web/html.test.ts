import { describe, expect, it } from '@jest/globals';
import { html } from './html.ts';

describe('html', () => {
  it('escapes what is put in, in text and in attributes', () => {
    const hostile = `"><script>alert('1')</script>&`;
    const escaped = '&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;';
    expect(html`<p title="${hostile}">${hostile}</p>`.text).toBe(`<p title="${escaped}">${escaped}</p>`);
  });

  it('leaves markup alone, also in lists, and drops nothing-values but not zero', () => {
    const rows = ['<a>', 'b'].map((row) => html`<li>${row}</li>`);
    expect(html`<ul>${rows}</ul>${null}${undefined}${false}${0}`.text).toBe('<ul><li>&lt;a&gt;</li><li>b</li></ul>0');
  });

  it('sends no line break beside a tag or at an end, and a space for any other, whatever the indentation', () => {
    const [name, more] = ['Ada', html` class="strong"`];
    const shown = html`
      <p
        id="who"
        ${more}>
        Dear
        reader, <b>${name}</b>
        <i>${name}</i>
        ${name}
        ${name}
      </p>
    `;
    expect(shown.text).toBe('<p id="who" class="strong">Dear reader, <b>Ada</b><i>Ada</i>Ada Ada</p>');
  });

  it('sends a line break that is put in, so that a text area keeps the one its text begins with', () => {
    expect(html`<textarea>${'\n'}${'\nfirst'}</textarea>`.text).toBe('<textarea>\n\nfirst</textarea>');
  });
});
