import { allowedHref } from '#shared/content/content.ts';

/** What somebody typed as a link's address, as it will be stored, or why it will not be. */
export type LinkAddress =
  | { readonly kind: 'empty' }
  | { readonly kind: 'good'; readonly href: string }
  | { readonly kind: 'refused' };

const MAIL = /^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/;
const DOMAIN = /^[^\s/:@?#]+\.[\p{L}]{2,}(?:[:/?#]\S*)?$/u;
const PHONE = /^\+?[\d][\d\s()/-]{5,}$/;

/** Adds what people leave out (`https://`, `mailto:`, `tel:`) and lets the content's rules decide. */
export function readLinkAddress(typed: string): LinkAddress {
  const text = typed.trim();
  if (text === '') return { kind: 'empty' };
  const href = allowedHref(completed(text));
  return href === null ? { kind: 'refused' } : { kind: 'good', href };
}

function completed(text: string): string {
  if (MAIL.test(text)) return `mailto:${text}`;
  if (PHONE.test(text)) return `tel:${text.replace(/[\s()/-]/g, '')}`;
  if (DOMAIN.test(text)) return `https://${text}`;
  return text;
}

/** Where a stored link leads: out, to a place in this chapter, or to another chapter of the edition. */
export type LinkTarget =
  | { readonly kind: 'outside'; readonly href: string }
  | { readonly kind: 'here'; readonly block: string }
  | { readonly kind: 'chapter'; readonly slug: string; readonly block: string | null };

/** Undefined for an address that may not be followed. */
export function linkTarget(href: unknown): LinkTarget | undefined {
  const allowed = allowedHref(href);
  if (allowed === null) return undefined;
  const inner = /^chapter:([a-z0-9-]+)(?:#(.+))?$/i.exec(allowed);
  if (inner) return { kind: 'chapter', slug: inner[1] ?? '', block: inner[2] ?? null };
  if (allowed.startsWith('#')) return { kind: 'here', block: allowed.slice(1) };
  return { kind: 'outside', href: allowed };
}
