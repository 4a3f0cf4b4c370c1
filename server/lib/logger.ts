import { type DestinationStream, type Logger, pino } from 'pino';
import { toldError } from './told-error.ts';

/** Structured logging: one JSON line an event, on standard error, so that standard output stays ours. */
export type { Logger };

export const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** A logger that writes at once (nothing is lost when the process ends right after). */
export function createLogger(
  level: LogLevel,
  destination: DestinationStream = pino.destination({ dest: 2, sync: true }),
): Logger {
  return pino(
    {
      level,
      base: null,
      // Left to itself pino would write `{}`: an error's own words are not among its keys.
      serializers: { error: toldError },
      // What could let a reader of the log act as somebody else.
      redact: ['password', 'secret', 'token', 'cookie', 'authorization'],
    },
    destination,
  );
}

/** Writes nothing: for tests and for the command line. */
export const silentLogger: Logger = createLogger('silent');
