import type remarkDirective from 'remark-directive';
import type { Processor } from 'unified';

/**
 * The syntax of `:::name` containers, out of remark-directive. Text and leaf directives (`:name`,
 * `::name`) are read only where the site has remark plugins that may want them: otherwise
 * "foo:bar[x](y)" would lose its link.
 */
export default function remarkContainers(
  this: Processor,
  options: { readonly all: boolean; readonly syntax: typeof remarkDirective },
): void {
  options.syntax.call(this as never);
  if (options.all) return;
  const extensions = this.data().micromarkExtensions ?? [];
  const directive = extensions.pop();
  const [container] = [directive?.flow?.[colon] ?? []].flat();
  if (container !== undefined) extensions.push({ flow: { [colon]: container } });
}

const colon = 58;
