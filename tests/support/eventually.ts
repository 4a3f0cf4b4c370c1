/** Waits until something has become true; fails with its description after ten seconds. */
export async function eventually(description: string, isTrue: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!isTrue()) {
    if (Date.now() > deadline) throw new Error(`It never became true that ${description}.`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
