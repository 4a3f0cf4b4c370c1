/** What is said to whoever may not, or asks for what is not there: the same words wherever that is. */
import { AppError, type Problem } from '#shared/errors.ts';

/** One and the same for what is not there and for what the asker may not see. */
export function notFound(): AppError {
  return new AppError(
    'not-found',
    'There is nothing here that you may see. Check the address, or ask for access.',
  );
}

/** No route has this address, whoever asks. */
export function noSuchAddress(): AppError {
  return new AppError('not-found', 'There is no such address here.');
}

/** Nobody is signed in, and this is for somebody. */
export function signInFirst(): AppError {
  return new AppError('sign-in', 'Please sign in first.');
}

/** The asker may see the thing, and may not do this to it. */
export function forbidden(): AppError {
  return new AppError('forbidden', 'Your role here does not allow this. Ask who keeps it.');
}

/** What was sent has not the form that it should have. */
export function notAccepted(problems: readonly Problem[]): AppError {
  return new AppError('invalid', 'Some of what was sent cannot be accepted.', { problems });
}
