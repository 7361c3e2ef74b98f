import type { GrammarState, ThemedToken } from 'shiki/core';
import { Recent } from '../recent.ts';

/** Cuts one line into tokens; `state` is how the grammar stood behind the line before, undefined for the first. */
export type TokenizeLine = (
  line: string,
  state: GrammarState | undefined,
) => { readonly tokens: readonly ThemedToken[]; readonly state: GrammarState | undefined };

interface Known {
  readonly html: string;
  /** How the grammar stands behind the line. */
  readonly state: GrammarState | undefined;
}

/** The same commands and settings stand in many notes, and in each of their translations. */
const LINES = 20_000;

/** So many states are told apart before all are forgotten. */
const STATES = 10_000;

/**
 * Lines of one grammar as HTML, each worked out once for each state of the grammar that it follows. Matching a line
 * against a grammar costs a thousand times more than looking it up.
 */
export class LineMemory {
  readonly #tokenize: TokenizeLine;
  readonly #print: (tokens: readonly ThemedToken[]) => string;
  readonly #lines: Recent<Known>;
  readonly #numbers = new WeakMap<object, number>();
  readonly #states = new Map<string, GrammarState>();
  #count = 0;

  /** @param size so many lines are remembered at least */
  constructor(
    tokenize: TokenizeLine,
    print: (tokens: readonly ThemedToken[]) => string,
    size = LINES,
  ) {
    this.#tokenize = tokenize;
    this.#print = print;
    this.#lines = new Recent(size);
  }

  /** Lines that follow each other, from the first on. */
  html(lines: readonly string[]): string[] {
    let state: GrammarState | undefined;
    return lines.map((line) => {
      const known = this.#line(line, state);
      state = known.state;
      return known.html;
    });
  }

  #line(line: string, before: GrammarState | undefined): Known {
    const key = `${this.#number(before)} ${line}`;
    const known = this.#lines.get(key);
    if (known !== undefined) return known;
    const { tokens, state } = this.#tokenize(line, before);
    const made = { html: this.#print(tokens), state: this.#same(state) };
    this.#lines.set(key, made);
    return made;
  }

  /** The first state that was like this one. */
  #same(state: GrammarState | undefined): GrammarState | undefined {
    const stack = stackOf(state);
    if (state === undefined || stack === undefined || this.#numbers.has(stack)) return state;
    const text = describe(stack);
    const known = this.#states.get(text);
    if (known !== undefined) return known;
    if (this.#states.size >= STATES) this.#states.clear();
    this.#states.set(text, state);
    return state;
  }

  #number(state: GrammarState | undefined): number {
    const stack = stackOf(state);
    if (stack === undefined) return 0;
    let number = this.#numbers.get(stack);
    if (number === undefined) this.#numbers.set(stack, (number = this.#count += 1));
    return number;
  }
}

/** What is open behind a line, innermost first, as Shiki's copy of vscode-textmate has it. */
interface Stack {
  readonly parent: Stack | null;
  readonly beginRuleCapturedEOL: boolean;
  readonly endRule: string | null;
  readonly nameScopesList: Scopes | null;
  readonly contentNameScopesList: Scopes | null;
  toStateStackFrame(): { readonly ruleId: number };
}

interface Scopes {
  readonly tokenAttributes: number;
  readonly scopePath: { getSegments(): string[] };
}

function stackOf(state: GrammarState | undefined): Stack | undefined {
  return state?.getInternalStack() as Stack | undefined;
}

/**
 * All that decides how lines go on. `StateStack.equals` leaves out whether a rule took the end of its line, which
 * would let what was highlighted before decide how a note looks.
 */
function describe(stack: Stack): string {
  const frames: unknown[] = [];
  for (let one: Stack | null = stack; one !== null; one = one.parent) {
    frames.push(
      one.toStateStackFrame().ruleId,
      one.beginRuleCapturedEOL,
      one.endRule,
      ...[one.nameScopesList, one.contentNameScopesList].map(
        (scopes) => scopes && [scopes.tokenAttributes, scopes.scopePath.getSegments()],
      ),
    );
  }
  return JSON.stringify(frames);
}
