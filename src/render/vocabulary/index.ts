import { aside } from './aside.ts';
import { audience } from './audience.ts';
import { badge } from './badge.ts';
import { cardGrid } from './card-grid.ts';
import { card } from './card.ts';
import { change } from './change.ts';
import type { Component } from './component.ts';
import { deprecated } from './deprecated.ts';
import { details } from './details.ts';
import { fileTree } from './file-tree.ts';
import { kbd } from './kbd.ts';
import { knownIssue } from './known-issue.ts';
import { linkButton } from './link-button.ts';
import { linkCard } from './link-card.ts';
import { release } from './release.ts';
import { since } from './since.ts';
import { steps } from './steps.ts';
import { tabItem } from './tab-item.ts';
import { tabs } from './tabs.ts';
import { term } from './term.ts';

/** Every component that a note may use, by name. A new one is a file beside this and a line here. */
export const vocabulary: ReadonlyMap<string, Component> = new Map(
  [
    aside,
    audience,
    badge,
    card,
    cardGrid,
    change,
    deprecated,
    details,
    fileTree,
    kbd,
    knownIssue,
    linkButton,
    linkCard,
    release,
    since,
    steps,
    tabItem,
    tabs,
    term,
  ].map((component) => [component.name, component]),
);

export type { Component };
