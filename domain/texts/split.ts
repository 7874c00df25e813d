import { TEXT_LANGUAGES, type TextLanguage } from './languages.ts';

/**
 * Texts in several languages, as any file of a policy may write them: `{ en: …, de: … }` in place of a text. All that
 * is computed, recorded and hashed goes by the English one; the others are looked up by it when it is shown.
 */

type Path = readonly (string | number)[];

/** A text that stands in more than English, with its place. */
export type SaidText = { path: Path; said: { en: string } & Partial<Record<TextLanguage, string>> };
export type TextMistake = { path: Path; message: string };
export type Split = { content: unknown; texts: SaidText[]; mistakes: TextMistake[] };

/** The content with the English text in place of each text in several languages, and these apart. Pure. */
export function splitTexts(content: unknown): Split {
  const texts: SaidText[] = [];
  const mistakes: TextMistake[] = [];
  // Of where it is one path is kept, and copied only for a text: a policy is read by every command.
  const path: (string | number)[] = [];
  return { content: walk(content), texts, mistakes };

  function walk(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((each, i) => below(i, each));
    if (typeof value !== 'object' || value === null) return value;
    if (isText(value)) return inEnglish(value);
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, below(key, each)]));
  }

  function below(step: string | number, value: unknown): unknown {
    path.push(step);
    const found = walk(value);
    path.pop();
    return found;
  }

  function inEnglish(text: Written): unknown {
    const wrong = mistakesIn(text, [...path]);
    mistakes.push(...wrong);
    if (wrong.length === 0) {
      const said = Object.fromEntries(Object.entries(text).map(([key, each]) => [key, String(each).trim()]));
      texts.push({ path: [...path], said: said as SaidText['said'] });
    }
    return text.en;
  }
}

type Written = Record<string, unknown>;

/** A map with English words in it, or with words of no other key than a language's. */
function isText(value: object): value is Written {
  const keys = Object.keys(value);
  const isLanguages = keys.length > 0 && keys.every((key) => isLanguage(key));
  return isLanguages || typeof (value as Written).en === 'string';
}

function isLanguage(key: string): key is TextLanguage {
  return (TEXT_LANGUAGES as readonly string[]).includes(key);
}

function mistakesIn(text: Written, path: Path): TextMistake[] {
  const { en } = text;
  if (typeof en !== 'string' || en.trim() === '') {
    return [{ path, message: 'a text has its English words, en: the other languages are found by them' }];
  }
  return Object.entries(text).flatMap(([language, said]): TextMistake[] => {
    const at = [...path, language];
    if (!isLanguage(language)) {
      return [{ path: at, message: `there is no language '${language}'; there are ${TEXT_LANGUAGES.join(', ')}` }];
    }
    if (typeof said !== 'string' || said.trim() === '') return [{ path: at, message: 'has no text' }];
    const [wanted, has] = [placeholdersIn(en), placeholdersIn(said)];
    const missing = [...wanted].filter((each) => !has.has(each));
    const foreign = [...has].filter((each) => !wanted.has(each));
    return [
      ...missing.map((each) => ({ path: at, message: `lacks the placeholder ${each} of the English text` })),
      ...foreign.map((each) => ({ path: at, message: `has the placeholder ${each}, which the English text has not` })),
    ];
  });
}

/** `{{name}}` and `{name}`, each once, without spaces in it. */
function placeholdersIn(text: string): ReadonlySet<string> {
  if (!text.includes('{')) return new Set();
  return new Set([...text.matchAll(/\{\{?\s*[\w.-]+\s*\}?\}/g)].map(([found]) => found.replaceAll(/\s/g, '')));
}
