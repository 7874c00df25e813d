import { type Html, html } from '../html.ts';

/** A segmented bar: `parts` in order, out of `total`. The label says the same in words. */
export function meter(
  parts: readonly { shape: 'ok' | 'mid' | 'warn' | 'bad'; size: number }[],
  total: number,
  label: string,
): Html {
  const width = Math.max(total, 1);
  const scaled = (n: number) => Math.round((n / width) * 10_000) / 10;
  let x = 0;
  const rects = parts.map(({ shape, size }) => {
    const rect =
      size === 0 ? null : html`<rect class="seg-${shape}" x="${scaled(x)}" width="${scaled(size)}" height="10"/>`;
    x += size;
    return rect;
  });
  return html`
    <svg class="meter" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label="${label}">
      <rect class="seg-bg" width="1000" height="10"/>
      ${rects}
    </svg>
  `;
}
