import { headerText } from './render.ts';

/** What a campaign says: the same for everybody, but for the name of the person addressed. */
export type Letter = { subject: string; text: string };

const EXERCISE_LINE = 'EXERCISE. This message is part of a drill. Nothing has happened, and nobody is affected.\n\n';

/** The letter as one person gets it: word for word, only `{{recipient}}` becomes the name. */
export function fillLetter({ subject, text }: Letter, recipient: string, isExercise: boolean): Letter {
  const filled = text.replaceAll('{{recipient}}', () => headerText(recipient));
  return {
    subject: `${isExercise ? 'EXERCISE: ' : ''}${subject}`,
    text: `${isExercise ? EXERCISE_LINE : ''}${filled}\n`,
  };
}

/** `d•••@f•••.example`: enough to recognise an address one knows, too little to write to one does not. */
export function maskEmail(email: string): string {
  const [local = '', domain = ''] = email.split('@');
  const dot = domain.lastIndexOf('.');
  const masked = (part: string) => `${[...part][0] ?? ''}•••`;
  return `${masked(local)}@${dot < 1 ? masked(domain) : `${masked(domain.slice(0, dot))}${domain.slice(dot)}`}`;
}
