import { headerText } from './render.ts';

/** What a campaign says: the same for everybody, but for the name of the person addressed. */
export type Letter = { subject: string; text: string };

/** The exact text that a campaign's approval is of: its letter, with the list that it goes to. */
export function contentOf({ breachId, listId, subject, text }: Letter & { breachId: string; listId: string }): string {
  return JSON.stringify([breachId, listId, subject, text]);
}

const EXERCISE_LINE = 'EXERCISE. This message is part of a drill. Nothing has happened, and nobody is affected.\n\n';

/** The letter as one person gets it: word for word, only `{{recipient}}` becomes the name. */
export function fillLetter(letter: Letter, recipient: string, isExercise: boolean): Letter {
  const { subject, pieces } = splitLetter(letter, isExercise);
  return { subject, text: pieces.join(headerText(recipient)) };
}

/** The same letter for many: its text in pieces, between which the name on one line (`headerText`) goes. */
export function splitLetter({ subject, text }: Letter, isExercise: boolean): { subject: string; pieces: string[] } {
  return {
    subject: `${isExercise ? 'EXERCISE: ' : ''}${subject}`,
    pieces: `${isExercise ? EXERCISE_LINE : ''}${text}\n`.split('{{recipient}}'),
  };
}

/** `d•••@f•••.example`: enough to recognise an address one knows, too little to write to one does not. */
export function maskEmail(email: string): string {
  const [local = '', domain = ''] = email.split('@');
  const dot = domain.lastIndexOf('.');
  const masked = (part: string) => `${[...part][0] ?? ''}•••`;
  return `${masked(local)}@${dot < 1 ? masked(domain) : `${masked(domain.slice(0, dot))}${domain.slice(dot)}`}`;
}
