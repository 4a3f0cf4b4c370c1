import type { TypesetFault } from './typst-messages.ts';

/** A book that does not become pages: the typesetter's words, and the chapter where it is one's. */
export class UnsettableBook extends Error {
  readonly fault: TypesetFault;

  constructor(fault: TypesetFault) {
    super(fault.message);
    this.name = 'UnsettableBook';
    this.fault = fault;
  }
}
