/** Finds cities of the world by name, without asking anyone outside (GeoNames, CC BY 4.0). */
import { Worker } from 'node:worker_threads';
import { entryPath } from '#server/lib/entry.ts';
import { AppError } from '#shared/errors.ts';

export interface City {
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** In English. */
  readonly countryName: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly population: number;
  /** A large city near it, where another one of the answer has the same name and country; else ''. */
  readonly near: string;
}

export interface Cities {
  /** Cities whose name starts with `text`, accents and case aside; the largest first, at most 20. */
  find(text: string): Promise<readonly City[]>;
  close(): Promise<void>;
}

interface Answer {
  readonly id: number;
  readonly cities: readonly Omit<City, 'countryName'>[];
}

interface Question {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
  readonly deadline: NodeJS.Timeout;
}

/** How long the thread waits for the next letter that somebody types. */
const IDLE_MS = 60_000;
const ANSWER_MS = 10_000;

/** Nothing is loaded before somebody searches; `close` ends the search that runs. */
export function openCities(): Cities {
  const countries = new Intl.DisplayNames(['en'], { type: 'region' });
  const questions = new Map<number, Question>();
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let nextId = 1;

  const failAll = () => {
    for (const { reject, deadline } of questions.values()) {
      clearTimeout(deadline);
      reject(new AppError('unavailable', 'Cities cannot be searched right now. Type the name.'));
    }
    questions.clear();
  };
  const stop = async () => {
    clearTimeout(idle);
    const stopped = worker;
    worker = undefined;
    await stopped?.terminate();
    failAll();
  };
  const start = (): Worker => {
    const started = new Worker(entryPath('cities-thread'));
    started.unref();
    started.on('message', (answer: Answer) => {
      const question = questions.get(answer.id);
      questions.delete(answer.id);
      clearTimeout(question?.deadline);
      question?.resolve(answer);
    });
    // The next question starts another thread.
    started.on('error', () => void stop());
    return started;
  };
  const ask = (text: string) =>
    new Promise<Answer>((resolve, reject) => {
      worker ??= start();
      clearTimeout(idle);
      idle = setTimeout(() => void stop(), IDLE_MS);
      idle.unref();
      const id = nextId++;
      const deadline = setTimeout(() => void stop(), ANSWER_MS);
      questions.set(id, { resolve, reject, deadline });
      worker.postMessage({ id, text });
    });

  return {
    find: async (text) => {
      const { cities } = await ask(text);
      return cities.map((city) => ({
        ...city,
        countryName: countries.of(city.country) ?? city.country,
      }));
    },
    close: stop,
  };
}
