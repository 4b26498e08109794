// Runs before the first paint, as a script of its own. The key is that of settings/settings.ts.
try {
  const { theme, language } = JSON.parse(localStorage.getItem('wireside:settings') ?? '{}');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  if (language === 'zh' || (language !== 'en' && navigator.language.startsWith('zh')))
    document.documentElement.lang = 'zh-CN';
} catch {
  // Storage is blocked: the system decides.
}
