import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '@fontsource/roboto/latin-400.css';
import '@fontsource/roboto/latin-500.css';
import { startI18n } from '../i18n/start-i18n.ts';
import '../styles/base.css';
import { App } from './App.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
await startI18n();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
