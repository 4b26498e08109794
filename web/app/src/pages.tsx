import { lazy } from 'react';
import type { ConversationPane as Pane } from './conversation/conversation-pane.js';

// Each page is a file of its own, fetched when somebody goes there.
export const ConversationPane = lazy(loadConversationPane);
export const ContactsPage = lazy(async () => ({ default: (await import('./contacts/contacts-page.js')).ContactsPage }));
export const RoomsPage = lazy(async () => ({ default: (await import('./rooms/rooms-page.js')).RoomsPage }));
export const PersonPage = lazy(async () => ({ default: (await import('./profile/person-page.js')).PersonPage }));
export const SettingsPage = lazy(async () => ({ default: (await import('./settings/settings-page.js')).SettingsPage }));
export { SignInPage } from './auth/sign-in-page.js';
export const SignUpPage = lazy(async () => ({ default: (await import('./auth/sign-up-page.js')).SignUpPage }));
export const ForgotPasswordPage = lazy(async () => ({
  default: (await import('./auth/forgot-password-page.js')).ForgotPasswordPage,
}));
export const ResetPasswordPage = lazy(async () => ({
  default: (await import('./auth/reset-password-page.js')).ResetPasswordPage,
}));
export const QuickSwitcher = lazy(async () => ({
  default: (await import('./quick-switcher/quick-switcher.js')).QuickSwitcher,
}));
export const ShortcutsDialog = lazy(async () => ({
  default: (await import('./shell/shortcuts-dialog.js')).ShortcutsDialog,
}));
export const SignInAgain = lazy(async () => ({ default: (await import('./auth/sign-in-again.js')).SignInAgain }));

let pane: Promise<{ default: typeof Pane }> | undefined;

/** Fetches the pane of a conversation, once: what is here already is rendered without a moment of nothing. */
export function loadConversationPane(): Promise<{ default: typeof Pane }> {
  pane ??= import('./conversation/conversation-pane.js').then(({ ConversationPane }) => ({
    default: ConversationPane,
  }));
  return pane;
}
