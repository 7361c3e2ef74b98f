/** A calendar day as a page shows it: machine form for `<time datetime>`, words for the reader. */
export interface DayText {
  day: string;
  text: string;
}
