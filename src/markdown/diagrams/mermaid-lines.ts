export type MermaidKind = 'flowchart' | 'sequence' | 'state' | 'class' | 'er' | 'other';

const kinds: readonly (readonly [RegExp, MermaidKind])[] = [
  [/^(?:graph|flowchart)\b/, 'flowchart'],
  [/^sequenceDiagram\s*$/, 'sequence'],
  [/^stateDiagram(?:-v2)?\s*$/, 'state'],
  [/^classDiagram\s*$/, 'class'],
  [/^erDiagram\s*$/, 'er'],
  [
    /^(?:---|%%\{|(?:architecture|block|C4\w+|classDiagram|erDiagram|eventmodeling|gantt|gitGraph|info|ishikawa|journey|kanban|mindmap|packet|pie|quadrantChart|radar|requirementDiagram|sankey|sequenceDiagram|stateDiagram|timeline|treemap|treeView|venn|wardley|xychart|zenuml)(?:-beta|-v2)?(?![\w]))/,
    'other',
  ],
];

/** `kind` is undefined where the first line that is no comment is that of no diagram. */
export function readMermaid(source: string): {
  readonly kind: MermaidKind | undefined;
  readonly lines: readonly MermaidLine[];
} {
  const lines = linesOf(source);
  const first = lines[0]?.text ?? '';
  return { kind: kinds.find(([pattern]) => pattern.test(first))?.[1], lines };
}

/**
 * The first line that the library here may not understand, in words that say why; undefined for a
 * diagram that it draws whole. It knows less than Mermaid, and rather too little than too much.
 */
export function unreadLine(lines: readonly MermaidLine[], kind: MermaidKind): string | undefined {
  if (kind === 'other') return 'nothing here draws this kind of Mermaid diagram';
  const known = patterns[kind];
  const unread = lines.find(({ text }) => !known.some((pattern) => pattern.test(text)));
  return unread && `nothing here draws line ${unread.number} of this Mermaid diagram`;
}

export interface MermaidLine {
  readonly text: string;
  /** 1-based. */
  readonly number: number;
}

/** Without comments and empty lines. */
function linesOf(source: string): readonly MermaidLine[] {
  return source
    .split('\n')
    .map((text, index) => ({ text: text.trim().replace(/;$/, ''), number: index + 1 }))
    .filter(({ text }) => text !== '' && !/^%%(?!\{)/.test(text));
}

const label = String.raw`[^"'\[\](){}<>|\\/&;%#:]{1,200}`;
const quoted = String.raw`"[^"<>#&\\]{1,200}"`;
const text = `(?:${quoted}|${label})`;
const id = String.raw`[A-Za-z_]\w{0,60}`;
const shape = [
  String.raw`\[${text}\]`,
  String.raw`\(${text}\)`,
  String.raw`\{${text}\}`,
  String.raw`\(\(${text}\)\)`,
  String.raw`\(\[${text}\]\)`,
  String.raw`\[\[${text}\]\]`,
  String.raw`\[\(${text}\)\]`,
  String.raw`\{\{${text}\}\}`,
].join('|');
const node = String.raw`(?!end\b|subgraph\b|style\b|class\b|classDef\b|click\b|linkStyle\b|direction\b)${id}(?:${shape})?(?::::[A-Za-z]\w{0,40})?`;
const arrow = String.raw`(?:<?-->|---|-\.->|==>|-->)(?:\|${text}\|)?`;
const style = String.raw`(?:fill|stroke|color|stroke-width):[\w#. -]{1,40}`;
const styles = String.raw`${style}(?:,\s?${style}){0,8}`;
const word = String.raw`[\p{L}_][\p{L}\p{N}_ .-]{0,60}`;
const said = String.raw`[^<>;#&\\]{0,300}`;

function whole(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'u');
}

/** Of each kind the lines that are drawn, by its own grammar. */
const patterns: Readonly<Record<Exclude<MermaidKind, 'other'>, readonly RegExp[]>> = {
  flowchart: [
    whole('(?:graph|flowchart) (?:TB|TD|BT|RL|LR)'),
    whole(`${node}(?: ?${arrow} ?${node}){0,30}`),
    whole(String.raw`subgraph ${id}(?: ?\[${text}\])?|end|direction (?:TB|TD|BT|RL|LR)`),
    whole(`classDef [A-Za-z]\\w{0,40} ${styles}|style ${id} ${styles}`),
    whole(`class ${id}(?:,${id}){0,30} [A-Za-z]\\w{0,40}`),
  ],
  sequence: [
    whole('sequenceDiagram'),
    whole(`(?:participant|actor) ${word}(?: as ${said})?`),
    whole(String.raw`${word}?(?:->>|-->>|->|-->|-x|--x|-\)|--\)) ?[+-]?${word}: ?${said}`),
    whole(`(?:[Nn]ote (?:left of|right of|over) ${word}(?:, ?${word})?): ?${said}`),
    whole(`(?:loop|alt|else|opt|par|and|critical|break)(?: ${said})?|end`),
    whole(`(?:activate|deactivate) ${word}`),
  ],
  state: [
    whole('stateDiagram(?:-v2)?|direction (?:TB|BT|RL|LR)'),
    whole(String.raw`(?:\[\*\]|${id}) --> (?:\[\*\]|${id})(?: ?: ?${said})?`),
    whole(`${id} ?: ?${said}|state ${quoted} as ${id}`),
    whole(`state ${id} \\{|\\}`),
  ],
  class: [
    whole('classDiagram|direction (?:TB|BT|RL|LR)'),
    whole(`class ${id}(?: ?\\{)?|\\}`),
    whole(
      String.raw`${id}(?: "[^"<>]{1,20}")? (?:<\|--|\*--|o--|-->|--|\.\.>|\.\.\|>|--\|>|--\*|--o|<--|<\.\.|<\|\.\.|\.\.) (?:"[^"<>]{1,20}" )?${id}(?: ?: ?${said})?`,
    ),
    whole(String.raw`(?:${id} : )?[+\-#~]?[\p{L}_][\p{L}\p{N}_ ,:()\[\]]{0,120}[*$]?`),
    whole('<<[A-Za-z]{1,40}>>'),
  ],
  er: [
    whole('erDiagram'),
    whole(
      String.raw`${id} (?:\|\||\|o|o\||\}o|\}\|)(?:--|\.\.)(?:\|\||o\||\|o|o\{|\|\{) ${id} ?: ?(?:${quoted}|${label})`,
    ),
    whole(`${id} \\{|\\}`),
    whole(
      `[A-Za-z][\\w-]{0,40} [A-Za-z][\\w-]{0,60}(?: (?:PK|FK|UK)(?:, ?(?:PK|FK|UK))*)?(?: ${quoted})?`,
    ),
  ],
};
