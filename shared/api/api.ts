/**
 * Every route under /api, declared once: the server implements this contract, the browser's client is
 * typed by it, and /api/openapi.json is printed from it. Images are uploaded and served outside it,
 * as bytes: POST /api/handbooks/ID/images, GET /images/HASH.
 */
import { chapters } from './chapters.ts';
import { editions } from './editions.ts';
import { exports } from './exports.ts';
import { handbooks } from './handbooks.ts';
import { members, people } from './people.ts';
import { revisions } from './revisions.ts';

export const api = { people, members, handbooks, editions, chapters, revisions, exports };
