/** The door to a chapter's page; imported when somebody opens a chapter, not before. */
export { ChapterPage } from './page/chapter-page.tsx';
export { beginRoom } from './room/page-room.ts';
