import classes from './terms.module.css';

/** Short facts in a row, each under its name; those without words are left out. */
export function Terms({ terms }: { terms: readonly { term: string; words: string }[] }) {
  return (
    <dl className={classes.terms}>
      {terms
        .filter(({ words }) => words !== '')
        .map(({ term, words }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{words}</dd>
          </div>
        ))}
    </dl>
  );
}
