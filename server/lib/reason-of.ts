/** Why something failed, in words, whatever was thrown. */
export function reasonOf(error: unknown): string {
  if (hasText(error, 'message') && error.message !== '') return error.message;
  // Node tries all addresses of a host and says only in the parts why none answered.
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  if (hasText(error, 'code')) return error.code;
  return typeof error === 'object' ? 'an error without a message' : String(error);
}

/** Whether something, an error or not, has a text by this name. */
export function hasText<Name extends string>(
  error: unknown,
  name: Name,
): error is { readonly [Key in Name]: string } {
  return (
    typeof error === 'object' && error !== null && typeof Reflect.get(error, name) === 'string'
  );
}
