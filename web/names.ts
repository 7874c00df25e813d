import type { View } from './view.ts';

/** Who did something: the engine by the product's name, a person by name, a role by its title, else as recorded. */
export function nameOf({ people, words }: Pick<View, 'words' | 'people'>, by: string): string {
  if (by === 'engine') return 'Tocsin';
  return people.get(by) ?? words.shell.roles[by] ?? by;
}
