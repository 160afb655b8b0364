// What is kept is kept on this device; `null` forgets it.
// biome-ignore lint/correctness/noUnusedVariables: for the script that is joined behind it
const keep = (key, value) => {
  try {
    if (value) localStorage[key] = JSON.stringify(value);
    else if (value === null) delete localStorage[key];
    return JSON.parse(localStorage[key]);
  } catch {}
};
