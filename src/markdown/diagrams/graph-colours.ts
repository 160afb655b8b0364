import type { Element, ElementContent } from 'hast';

/**
 * Graphviz draws in black on white. What an author has not coloured takes the colours of the page, in
 * light and dark; text on a colour of the author's stays black.
 */
export function inColoursOfPage(svg: Element): Element {
  for (const group of groupsIn(svg)) colourGroup(group);
  return svg;
}

/** The nodes, edges and clusters: groups without groups, but for links around what they hold. */
function groupsIn(node: Element): Element[] {
  const inner = node.children.filter((child) => child.type === 'element');
  const groups = inner.flatMap((child) => (child.tagName === 'g' ? groupsIn(child) : []));
  return groups.length > 0 && !inner.some(isShape) ? groups : [node, ...groups];
}

const shapes: ReadonlySet<string> = new Set(['polygon', 'ellipse', 'path', 'polyline', 'circle']);

function isShape(node: ElementContent): boolean {
  return node.type === 'element' && shapes.has(node.tagName);
}

function colourGroup(group: Element): void {
  const all = elementsIn(group);
  const hasGround = all.some(
    (one) =>
      shapes.has(one.tagName) && isColour(one.properties.fill) && one.properties.fill !== 'black',
  );
  for (const { tagName, properties } of all) {
    if (properties.stroke === 'black') properties.stroke = 'currentColor';
    if (tagName === 'text' || tagName === 'tspan') {
      if (!hasGround) properties.fill ??= 'currentColor';
    } else if (properties.fill === 'black') properties.fill = 'currentColor';
  }
}

function isColour(fill: unknown): boolean {
  return typeof fill === 'string' && fill !== 'none' && fill !== 'transparent';
}

function elementsIn(node: Element): Element[] {
  return node.children.flatMap((child) =>
    child.type === 'element' ? [child, ...elementsIn(child)] : [],
  );
}
