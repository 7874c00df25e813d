import { expect, it } from '@jest/globals';
import { escapeMrkdwn } from './escape.ts';

it('leaves a chat nothing to mention or to link, and says the same', () => {
  expect(escapeMrkdwn('<!channel> & <https://x.example|here>')).toBe(
    '&lt;!channel&gt; &amp; &lt;https://x.example|here&gt;',
  );
  expect(escapeMrkdwn('a &lt; b')).toBe('a &amp;lt; b');
});
