type Titles = Readonly<Record<string, string>>;

/** What the built-in collections are called in other languages than English, by tag and name. */
const titles: Readonly<Record<string, Titles>> = {
  ar: { posts: 'المقالات', docs: 'التوثيق', runbooks: 'أدلة التشغيل', pages: 'الصفحات' },
  de: { posts: 'Beiträge', docs: 'Dokumentation', runbooks: 'Runbooks', pages: 'Seiten' },
  es: { posts: 'Artículos', docs: 'Documentación', runbooks: 'Procedimientos', pages: 'Páginas' },
  fr: { posts: 'Articles', docs: 'Documentation', runbooks: 'Procédures', pages: 'Pages' },
  it: { posts: 'Articoli', docs: 'Documentazione', runbooks: 'Procedure', pages: 'Pagine' },
  ja: { posts: '記事', docs: 'ドキュメント', runbooks: '手順書', pages: 'ページ' },
  nl: { posts: 'Artikelen', docs: 'Documentatie', runbooks: 'Draaiboeken', pages: 'Pagina’s' },
  pt: { posts: 'Artigos', docs: 'Documentação', runbooks: 'Procedimentos', pages: 'Páginas' },
  zh: { posts: '文章', docs: '文档', runbooks: '操作手册', pages: '页面' },
};

/** Undefined where it is called as in English. */
export function builtInTitle(collection: string, language: string): string | undefined {
  const tag = language.toLowerCase();
  if (/^zh-(?:hant|tw|hk|mo)\b/.test(tag)) return undefined;
  const own = titles[tag.split('-')[0] ?? ''];
  return own !== undefined && Object.hasOwn(own, collection) ? own[collection] : undefined;
}
