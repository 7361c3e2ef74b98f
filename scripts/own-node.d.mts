/** True when this Node runs TypeScript files without a flag. */
export function isNewEnough(version?: string): boolean;
/** Where the `node` package keeps its program, or undefined when it isn't there. */
export function ownNode(): string | undefined;
/** Runs this same command again under the Node of the `node` package. Returns only when it can't. */
export function runAgainUnderOwnNode(): void;
