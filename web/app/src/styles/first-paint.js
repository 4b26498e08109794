// Runs before the first paint, as a script of its own. The key is that of settings/settings.ts.
try {
  const { theme, language } = JSON.parse(localStorage.getItem('wireside:settings') ?? '{}');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  if (language === 'zh' || (language !== 'en' && navigator.language.startsWith('zh')))
    document.documentElement.lang = 'zh-CN';
  // Whoever is signed in needs more than the first view (session.ts): it is fetched together with it.
  const { sessionKey, signedIn, conversation } = document.currentScript.dataset;
  if (localStorage.getItem(sessionKey.replace('{origin}', location.origin))) {
    const files = [signedIn, location.pathname.startsWith('/c/') ? conversation : ''].join(' ');
    for (const href of new Set(files.split(' ').filter(Boolean))) {
      const link = document.createElement('link');
      link.crossOrigin = '';
      link.rel = href.endsWith('.css') ? 'preload' : 'modulepreload';
      if (href.endsWith('.css')) link.as = 'style';
      link.href = href;
      document.head.append(link);
    }
  }
} catch {
  // Storage is blocked: the system decides, and nobody is signed in.
}
