import './styles/styles.css';
import i18next from 'i18next';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { startMessages } from './lib/messages.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root.');
// The editor is the largest part: where a chapter is asked for, it comes while the rest starts.
const isChapter = /^\/chapters\/[^/]+\/?$/.test(window.location.pathname);
// What fails here is asked for again by the page, which then says so.
if (isChapter) import('./chapter/chapter.tsx').catch(() => {});
await startMessages();
if (isChapter) i18next.loadNamespaces('chapter').catch(() => {});
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
