import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '@fontsource/roboto/latin-400.css';
import '@fontsource/roboto/latin-500.css';
import { createQueryClient } from '../api/query-client.ts';
import { sessionQuery } from '../api/session.ts';
import { startI18n } from '../i18n/start-i18n.ts';
import '../styles/base.css';
import { App } from './App.tsx';
import { loadScreen } from './routes.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
const client = createQueryClient();
// On a slow line all that the first screen needs is asked for at once: its words, who is signed in, and the screen itself, which says where it is drawn
// if it does not come.
void Promise.allSettled([loadScreen(window.location.pathname)]);
await Promise.all([startI18n(), client.prefetchQuery(sessionQuery)]);
createRoot(root).render(
  <StrictMode>
    <App client={client} />
  </StrictMode>,
);
