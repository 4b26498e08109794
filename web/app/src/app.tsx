import { lazy, Suspense, useEffect } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { ForgotPasswordPage, ResetPasswordPage, SignInPage, SignUpPage } from './pages.js';
import { loadClient, useUserId } from './session.js';
import { ErrorBoundary } from './shell/error-boundary.js';
import { PageLoading } from './shell/page-loading.js';
import { Toasts } from './ui/toast.js';

const SignedIn = lazy(async () => {
  const [{ SignedIn }] = await Promise.all([import('./signed-in.js'), loadClient()]);
  return { default: SignedIn };
});

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
