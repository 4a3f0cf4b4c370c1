/** The headers that every answer carries. */
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * A strict policy: scripts only from our own files, none inline, nothing from elsewhere, no frames.
 * `style-src` alone allows inline: Mantine sets CSS variables in style elements and attributes, and
 * the editor's table columns and carets are placed by style attributes.
 */
export function securityHeaders({ isSecure }: { readonly isSecure: boolean }): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'"],
        'script-src-attr': ["'none'"],
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'font-src': ["'self'"],
        // 'self' covers the sync socket too in every browser since 2022.
        'connect-src': ["'self'"],
        'worker-src': ["'self'"],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        ...(isSecure && { 'upgrade-insecure-requests': [] }),
      },
    },
    strictTransportSecurity: isSecure ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
  });
}
