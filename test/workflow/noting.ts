import { note } from '../../workflows/search-attributes.ts';

/** A workflow that notes the same over and over, as one does that notes in every turn. */
export async function noting(): Promise<void> {
  note({ breach: 'TOC-2026-0001', status: 'open', blocked: false });
  note({ status: 'open', blocked: false });
  note({ blocked: true });
  note({ breach: 'TOC-2026-0001', status: 'open', blocked: true });
}
