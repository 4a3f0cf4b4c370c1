/**
 * What an export says of itself: which checks it passed, and what it could not print as written.
 * Lines are message keys with values, so that each reader gets them in their own language.
 */
export interface ReportLine {
  readonly key: ReportKey;
  readonly values: Readonly<Record<string, string | number>>;
}

export type ReportKey =
  | 'pages' // count
  | 'accessible'
  | 'not-accessible' // reason, chapter ('' when it could not be found)
  | 'facts-filled' // count
  | 'facts-missing' // count, labels
  | 'facts-left-to-cities' // count
  | 'fact-unknown' // name, chapter
  | 'characters-replaced' // characters, chapter
  | 'picture-missing' // count, chapter
  | 'pictures-unreadable' // count
  | 'pictures-outside' // count
  | 'files' // count
  | 'alt-missing' // count, chapter
  | 'headings-renumbered' // count, chapter
  | 'headings-empty' // count, chapter
  | 'links-dropped' // count, chapter
  | 'chapters-omitted' // count
  | 'chapter-empty' // chapter
  | 'failed'; // reason

/** What a chapter's report is written through; each call counts one occurrence. */
export type Note = (key: ReportKey, sample?: string) => void;

export interface ChapterNotes {
  readonly note: Note;
  /** One line a key, in the order first noted. */
  lines(): ReportLine[];
}

/** So many of what was found are named; what follows is said to be more. */
const SAMPLE_LIMIT = 12;

/** The key under which a kind of line lists what it found. */
const SAMPLES: Partial<Record<ReportKey, string>> = {
  'characters-replaced': 'characters',
  'fact-unknown': 'name',
};

/** Collects what is to be said of one chapter, named by its title. */
export function chapterNotes(chapter: string): ChapterNotes {
  const found = new Map<ReportKey, { count: number; samples: Set<string> }>();
  return {
    note(key, sample) {
      const entry = found.get(key) ?? { count: 0, samples: new Set() };
      entry.count += 1;
      if (sample !== undefined && entry.samples.size <= SAMPLE_LIMIT) entry.samples.add(sample);
      found.set(key, entry);
    },
    lines() {
      return [...found].map(([key, { count, samples }]) => {
        const sampleKey = SAMPLES[key];
        const values = { count, chapter };
        return sampleKey === undefined
          ? { key, values }
          : { key, values: { ...values, [sampleKey]: named([...samples]) } };
      });
    },
  };
}

function named(samples: readonly string[]): string {
  const shown = samples.slice(0, SAMPLE_LIMIT).join(' ');
  return samples.length > SAMPLE_LIMIT ? `${shown} …` : shown;
}
