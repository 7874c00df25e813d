import { TocsinError } from '../domain/errors.ts';

/**
 * What a process says of the error that ends it. Our own messages are written for that; of any other error only its
 * kind and where it came from, since a library's message can quote what it was given.
 */
export function crashText(error: unknown): string {
  if (error instanceof TocsinError) return error.message;
  if (!(error instanceof Error)) return 'Ended by something that is not an error.';
  // The message stands before the frames in the stack and can have lines that look like frames.
  const frames = (error.stack ?? '').split(error.message).slice(1).join('').trimStart();
  const { code } = error as NodeJS.ErrnoException;
  return `Ended by ${error.name}${typeof code === 'string' ? ` (${code})` : ''}:\n    ${frames}`;
}
