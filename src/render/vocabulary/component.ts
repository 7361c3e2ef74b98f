import type { ElementContent } from 'hast';
import type { z } from 'zod';
import type { ReferenceKind, RenderContext } from '../context.ts';

/** One word of the vocabulary that notes may use. */
export interface Component<Attributes extends z.ZodObject = z.ZodObject> {
  /** As written: `<Name>`. */
  readonly name: string;
  /** One sentence for the writers' reference. */
  readonly summary: string;
  /** A strict object; each attribute described. Strings are literal, booleans bare. */
  readonly attributes: Attributes;
  /** What may stand inside. `any`: whatever may stand where the component stands. */
  readonly children: 'block' | 'inline' | 'any' | 'none';
  /** Where it may stand: on lines of its own, within a line, or both. */
  readonly place: 'block' | 'inline' | 'any';
  /** The only component that it may stand in. */
  readonly parent?: string;
  /** The only components or elements that may stand directly inside. */
  readonly only?: readonly string[];
  /** Children of which there must be at least one and at most this many. */
  readonly most?: number;
  /** True when it is nothing without words inside. */
  readonly filled?: boolean;
  /** The attribute that holds an address, checked as any link. */
  readonly address?: string;
  /** The entry that it names. */
  reference?(attributes: z.output<Attributes>): { kind: ReferenceKind; id: string };
  /** HAST to HAST: children are rendered already. */
  render(
    attributes: z.output<Attributes>,
    children: ElementContent[],
    context: RenderContext,
  ): ElementContent[];
}

/** Keeps the attributes' types for `render`, then forgets them for the table. */
export function defineComponent<Attributes extends z.ZodObject>(
  component: Component<Attributes>,
): Component {
  return component;
}
