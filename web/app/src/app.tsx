import type { Watchable, WiresideClient } from '@wireside/apollo';
import { lazy, Suspense, useEffect, type ReactNode } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { conversationPath } from './conversation-list/conversation-path.js';
import { nextTask } from './next-task.js';
import { ForgotPasswordPage, loadConversationPane, ResetPasswordPage, SignInPage, SignUpPage } from './pages.js';
import { loadClient, useUserId } from './session.js';
import { ErrorBoundary } from './shell/error-boundary.js';
import { PageLoading } from './shell/page-loading.js';
import { Toasts } from './ui/toast.js';

/** How long the first picture waits for something to show, in milliseconds. */
const LONG_MS = 250;

const SignedIn = lazy(loadSignedIn);
let loading: ReturnType<typeof load> | undefined;

/** Loads what whoever is signed in needs, once: what is here already is rendered without a moment of nothing. */
export function loadSignedIn(): ReturnType<typeof load> {
  loading ??= load();
  return loading;
}

/** One after the other, each in a task of its own: the files are here at about the same time (styles/first-paint.js). */
async function load(): Promise<{ default: () => ReactNode }> {
  const client = await loadClient();
  await nextTask();
  const { SignedIn } = await import('./signed-in.js');
  if (location.pathname.startsWith('/c/')) {
    await nextTask();
    await loadConversationPane();
  }
  const longEnough = new Promise((resolve) => setTimeout(resolve, LONG_MS));
  await Promise.race([untilKnown(client).catch(() => undefined), longEnough]);
  await nextTask();
  return { default: () => <SignedIn client={client} /> };
}

/** Resolves when there is something to see: what is on the device, or what was asked early (early-answers.ts). */
async function untilKnown({ chat }: WiresideClient): Promise<void> {
  await until(() => chat.current !== null, chat);
  const open = chat.current;
  if (!open) return;
  const { total } = open.unread;
  const { conversationIds } = open.state;
  // The number is known before the list, which may be empty.
  await until(() => conversationIds.current.length > 0 || total.current !== null, conversationIds, total);
  await nextTask();
  const id = conversationIds.current.find((one) => conversationPath(one) === location.pathname);
  const conversation = id === undefined ? undefined : open.state.get(id);
  if (conversation?.lacksNewest) await open.reader.readNewest(conversation);
}

function until(holds: () => boolean, ...values: readonly Watchable<unknown>[]): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!holds()) return;
      for (const stop of stops) stop();
      resolve();
    };
    const stops = values.map((value) => value.subscribe(look));
    look();
  });
}

export function App() {
  const userId = useUserId();
  // After the first paint, so that nothing of it waits for the client.
  useEffect(() => void loadClient().catch(() => undefined), []);
  return (
    <ErrorBoundary>
      <Suspense fallback={<PageLoading />}>
        <Switch>
          {/* The link of the mail works for whoever opens it, signed in or not. */}
          <Route path="/reset-password" component={ResetPasswordPage} />
          <Route>{userId === null ? <SignedOut /> : <SignedIn key={userId} />}</Route>
        </Switch>
      </Suspense>
      <Toasts />
    </ErrorBoundary>
  );
}

function SignedOut() {
  const [path] = useLocation();
  return (
    <Switch>
      <Route path="/sign-in" component={SignInPage} />
      <Route path="/sign-up" component={SignUpPage} />
      <Route path="/forgot-password" component={ForgotPasswordPage} />
      <Route>
        <Redirect replace to={path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`} />
      </Route>
    </Switch>
  );
}
