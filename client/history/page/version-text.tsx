import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, type Chapter } from '#client/api/api.ts';
import { ErrorNote, Skeleton, showToast } from '#client/ui/ui.ts';
import type { BlockChange } from '#shared/merge/merge.ts';
import { BlockDialog } from '../actions/block-dialog.tsx';
import { copyBlocks } from '../actions/copy-blocks.ts';
import { NameDialog } from '../actions/name-dialog.tsx';
import { useRestore } from '../actions/use-restore.ts';
import type { Version } from '../queries.ts';
import { ComparedText } from '../text/compared-text.tsx';
import { type Comparison, useComparison } from '../text/use-comparison.ts';
import { ChangeStepper } from './change-stepper.tsx';
import classes from './history-page.module.css';
import { useChangeSteps } from './use-change-steps.ts';
import { VersionBar } from './version-bar.tsx';

interface VersionTextProps {
  chapter: Chapter;
  versions: readonly Version[];
  shown: number;
  /** 0 for nothing. */
  against: number;
  mayWrite: boolean;
  compareWith: (number: number) => void;
}

/** One version with what changed in it, once both are here. */
export function VersionText(props: VersionTextProps) {
  const { chapter, shown, against } = props;
  const { comparison, error } = useComparison(chapter.id, { version: shown, against });
  // An address of a version that was never kept is one of nothing: the whole page says so.
  if (error instanceof ApiError && error.code === 'not-found') throw error;
  if (error) return <ErrorNote error={error} />;
  if (comparison === undefined) return <Skeleton shape="text" />;
  return <Compared {...props} comparison={comparison} />;
}

function Compared({
  chapter,
  versions,
  shown,
  against,
  mayWrite,
  compareWith,
  comparison,
}: VersionTextProps & { comparison: Comparison }) {
  const { t } = useTranslation('history');
  const { blocks, changes } = comparison;
  // The list knows a name that was given a moment ago; older versions are not in it yet.
  const version = versions.find(({ number }) => number === shown) ?? comparison.version;
  const steps = useChangeSteps(changes);
  const restore = useRestore(chapter.id);
  const [isNaming, setNaming] = useState(false);
  const [chosen, setChosen] = useState<BlockChange>();
  return (
    <div>
      <VersionBar
        version={version}
        versions={versions}
        against={against}
        mayWrite={mayWrite}
        isBusy={restore.isPending}
        compareWith={compareWith}
        restore={() => restore.mutate({ number: shown })}
        rename={() => setNaming(true)}
        copy={() => showToast(t(copyBlocks(blocks) ? 'block.copied' : 'block.notCopied'))}
      />
      <ErrorNote error={restore.error} />
      {against > 0 && (
        <div className={classes.steps}>
          <ChangeStepper changes={changes} steps={steps} />
        </div>
      )}
      <ComparedText
        changes={changes}
        current={steps.at === undefined ? undefined : steps.places[steps.at]}
        language={chapter.edition.language}
        choose={setChosen}
      />
      {isNaming && (
        <NameDialog chapterId={chapter.id} version={version} close={() => setNaming(false)} />
      )}
      {chosen !== undefined && (
        <BlockDialog
          change={chosen}
          version={shown}
          against={against}
          mayRestore={mayWrite}
          restore={(wanted) => restore.mutate(wanted)}
          close={() => setChosen(undefined)}
        />
      )}
    </div>
  );
}
