import type { Channels } from '../channels/registry.ts';
import type { AnchorDeps } from './anchor.ts';
import { createAuthority } from './authority.ts';
import { createDirectory } from './directory.ts';
import { createMailbox } from './mail.ts';
import { createObjectStore, type ObjectStoreOptions } from './object-store.ts';

/** Where the journal's head is taken, as configured; null for a way that is not to be gone. */
export type AnchoringOptions = {
  authority: { url: string; roots: readonly string[] } | null;
  directory: string | null;
  mailbox: string | null;
  objectStore: ObjectStoreOptions | null;
};

export function createAnchoring(
  { authority, directory, mailbox, objectStore }: AnchoringOptions,
  channels: Pick<Channels, 'email'>,
): Pick<AnchorDeps, 'authority' | 'places'> {
  return {
    authority: authority === null ? null : createAuthority(authority.url, authority.roots),
    places: [
      ...(directory === null ? [] : [createDirectory(directory)]),
      ...(mailbox === null ? [] : [createMailbox(mailbox, channels.email(false))]),
      ...(objectStore === null ? [] : [createObjectStore(objectStore)]),
    ],
  };
}
