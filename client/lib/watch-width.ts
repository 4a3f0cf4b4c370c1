/**
 * Tells whether what is in an element is wider than the element, now and whenever that changes, until
 * what is returned is called.
 */
export function watchWidth(frame: HTMLElement, tell: (isWider: boolean) => void): () => void {
  const observer = new ResizeObserver(() => tell(frame.scrollWidth > frame.clientWidth));
  // An element is told of as soon as it is observed.
  for (const element of [frame, ...frame.children]) observer.observe(element);
  return () => observer.disconnect();
}
