import { startTransition, StrictMode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import './styles/tokens.css';
import './styles/base.css';
import { App, loadSignedIn } from './app.js';
import { startI18n } from './i18n/i18n.js';
import { applySettings } from './settings/apply-settings.js';
import { isSessionStored } from './session.js';
import { currentSettings, languageOf } from './settings/settings.js';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root element.');

applySettings();
await startI18n(languageOf(currentSettings()));

// Not awaited here: what it loads waits for this module to have ended.
void start(createRoot(root));

async function start(page: Root): Promise<void> {
  // Until then the page shows itself (index.html). What can't be loaded the application says in words.
  if (isSessionStored()) await loadSignedIn().catch(() => undefined);
  // As a transition it is rendered bit by bit, and the browser can do something else in between.
  startTransition(() =>
    page.render(
      <StrictMode>
        <App />
      </StrictMode>,
    ),
  );
}
