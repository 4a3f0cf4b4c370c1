import './styles/styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { startMessages } from './lib/messages.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root.');
await startMessages();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
