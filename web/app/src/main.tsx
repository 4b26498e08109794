import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './styles/tokens.css';
import './styles/base.css';
import { App } from './app.js';
import { startI18n } from './i18n/i18n.js';
import { applySettings } from './settings/apply-settings.js';
import { currentSettings, languageOf } from './settings/settings.js';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root element.');

applySettings();
await startI18n(languageOf(currentSettings()));

createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
