// One module of Pagefind for each index; a page may have its search twice, in itself and in a dialog.
const opened = new Map();
// biome-ignore lint/correctness/noUnusedVariables: for the script that is joined behind it
const openIndex = (script, shards) => {
  if (!opened.has(script)) {
    const making = makeIndex(script, shards);
    making.catch(() => opened.delete(script));
    opened.set(script, making);
  }
  return opened.get(script);
};
const makeIndex = async (script, shards) => {
  const folder = new URL('.', script).pathname;
  const options = {
    baseUrl: folder.replace(/pagefind\/(?:[^/]+\/)?$/, ''),
    excerptLength: 24,
    // A long page is no worse for that, and titles weigh more than by themselves.
    ranking: { pageLength: 0.3, metaWeights: { title: 10, path: 1 } },
  };
  const pagefind = await import(script);
  const index = pagefind.createInstance({ basePath: folder, ...options });
  const others = Array.from({ length: shards - 1 }, (_, at) => `${folder}${at + 1}/`);
  await Promise.all(others.map((one) => index.mergeIndex(one, options)));
  return index;
};
