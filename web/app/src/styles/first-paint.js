// Runs before the first paint, as a script of its own. The key is that of settings/settings.ts.
/* global QUERIES -- where it is built (web/build/first-view.ts) */
try {
  const { theme, language } = JSON.parse(localStorage.getItem('wireside:settings') ?? '{}');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  if (language === 'zh' || (language !== 'en' && navigator.language.startsWith('zh')))
    document.documentElement.lang = 'zh-CN';
  const api = `${location.origin}/graphql`;
  const { sessionKey, signedIn, conversation } = document.currentScript.dataset;
  const session = JSON.parse(localStorage.getItem(sessionKey.replace('{origin}', location.origin)) ?? 'null');
  // Whoever is signed in needs more than the first view (session.ts): it is fetched together with it.
  if (session) {
    document.documentElement.dataset.known = '';
    const opened = /^\/c\/([^/]+)$/.exec(location.pathname)?.[1];
    const files = [signedIn, opened ? conversation : ''].join(' ');
    for (const href of new Set(files.split(' ').filter(Boolean))) {
      const link = document.createElement('link');
      link.crossOrigin = '';
      link.rel = href.endsWith('.css') ? 'preload' : 'modulepreload';
      if (href.endsWith('.css')) link.as = 'style';
      link.href = href;
      document.head.append(link);
    }
    // Where nothing is on the device, what is to be seen first is asked for as well (early-answers.ts).
    const authorization = `Bearer ${session.accessToken}`;
    const ask = (query, variables) => {
      const operationName = /\w+ (\w+)/.exec(query)[1];
      const answer = fetch(api, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization },
        body: JSON.stringify({ operationName, variables, query }),
      }).then((response) => response.json());
      return { operationName, variables, answer: answer.catch(() => null) };
    };
    const known = `wireside:${api}:${session.userId}`;
    if (typeof QUERIES === 'object' && session.expiresAt > Date.now())
      window.early = indexedDB.databases().then(
        (databases) => {
          if (databases.some(({ name }) => name === known)) return null;
          const questions = [ask(QUERIES.list, { first: 50, after: null })];
          if (opened) questions.push(ask(QUERIES.messages, { id: decodeURIComponent(opened), seq: null, count: 50 }));
          return { authorization, questions };
        },
        () => null,
      );
    // The first format of a time takes long, the others nothing: it is made while there is nothing to do but wait for the files.
    const tag = document.documentElement.lang;
    const locale = navigator.language.startsWith(tag.slice(0, 2)) ? navigator.language : tag;
    setTimeout(() => new Intl.DateTimeFormat(locale, { timeStyle: 'short' }));
  }
} catch {
  // Storage is blocked: the system decides, and nobody is signed in.
}
