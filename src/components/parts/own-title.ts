/**
 * A release's title as HTML, or '' where it says no more than the product and version that stand
 * beside it anyway.
 */
export function ownTitle(line: {
  titleHtml: string;
  product: { title: string };
  version: string;
}): string {
  return line.titleHtml === `${line.product.title} ${line.version}` ? '' : line.titleHtml;
}
