import catalan from './messages/ca.json' with { type: 'json' };
import german from './messages/de.json' with { type: 'json' };
import greek from './messages/el.json' with { type: 'json' };
import english from './messages/en.json' with { type: 'json' };
import spanish from './messages/es.json' with { type: 'json' };
import french from './messages/fr.json' with { type: 'json' };
import italian from './messages/it.json' with { type: 'json' };
import dutch from './messages/nl.json' with { type: 'json' };
import polish from './messages/pl.json' with { type: 'json' };
import portuguese from './messages/pt.json' with { type: 'json' };
import ukrainian from './messages/uk.json' with { type: 'json' };

/** The words that the book itself adds to its text, in the edition's language. */
export type Labels = Readonly<Record<keyof typeof english, string>>;

const LABELS: Readonly<Record<string, Labels>> = {
  ca: catalan,
  de: german,
  el: greek,
  en: english,
  es: spanish,
  fr: french,
  it: italian,
  nl: dutch,
  pl: polish,
  pt: portuguese,
  uk: ukrainian,
};

/** The labels of a BCP 47 language, English where there are none of its own. */
export function labelsFor(language: string): Labels {
  return LABELS[language.split('-')[0] ?? ''] ?? english;
}

/** Puts values where a label says `{name}`. */
export function filled(label: string, values: Readonly<Record<string, string | number>>): string {
  return label.replace(/\{([a-z]+)\}/gi, (whole, name: string) => String(values[name] ?? whole));
}
