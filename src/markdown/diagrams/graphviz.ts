import { bounded } from '../code/bounded.ts';
import { type Drawing, longest, patience } from './drawing.ts';

type Viz = Awaited<ReturnType<typeof import('@viz-js/viz')['instance']>>;

let loading: Promise<Viz | Error> | undefined;

/** One that was broken off, or is out of memory, is in no state to go on. */
async function load(): Promise<Viz | Error> {
  try {
    const { instance } = await import('@viz-js/viz');
    return await instance();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** What a diagram looks like where it says nothing of it. The text is drawn in the font of the page. */
const common = { fontname: 'Helvetica', fontsize: 13 };
const defaults = {
  graphAttributes: { ...common, bgcolor: 'transparent' },
  nodeAttributes: common,
  edgeAttributes: common,
};

/** Draws a graph in DOT (https://graphviz.org/doc/info/lang.html). */
export async function drawGraph(source: string): Promise<Drawing> {
  if (source.length > longest) return { problem: `it has more than ${longest} characters` };
  loading ??= load();
  const viz = await loading;
  if (viz instanceof Error) return { unknown: 'the package `@viz-js/viz` is not installed' };
  try {
    const result = bounded(
      () => viz.render(source, { format: 'svg', ...defaults }),
      Number.POSITIVE_INFINITY,
      patience,
    );
    if (result === undefined) {
      loading = undefined;
      return { late: true };
    }
    if (result.status === 'success') return { svg: result.output };
    return problemOf(result.errors.map(({ message }) => message ?? ''));
  } catch (error) {
    loading = undefined;
    const isMemory = !(error instanceof Error) || /memory/.test(error.message);
    return { problem: isMemory ? 'it takes more memory than it may' : error.message };
  }
}

function problemOf([message = 'it is no graph']: readonly string[]): Drawing {
  const match = /^(.*?) in line (\d+)(.*)$/s.exec(message.trim());
  if (match === null) return { problem: message.trim() };
  return { problem: `${match[1]}${match[3]}`, line: Number(match[2]) };
}
