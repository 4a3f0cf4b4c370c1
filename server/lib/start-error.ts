/**
 * Why the product cannot start, or a command cannot run, as one line for the operator: it names the
 * thing and the remedy. main prints it without a stack and exits with 1.
 */
export class StartError extends Error {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'StartError';
  }
}
