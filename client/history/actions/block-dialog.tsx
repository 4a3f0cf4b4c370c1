import { Button, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { showToast } from '#client/ui/ui.ts';
import type { Block, BlockJson } from '#shared/content/content.ts';
import { NO_ID } from '#shared/content/content.ts';
import type { BlockChange } from '#shared/merge/merge.ts';
import { NodeView } from '../text/node-view.tsx';
import classes from './block-dialog.module.css';
import { copyBlocks } from './copy-blocks.ts';

interface BlockDialogProps {
  change: BlockChange;
  /** The version that is shown and the one it is compared with, 0 for none. */
  version: number;
  against: number;
  mayRestore: boolean;
  restore: (wanted: { number: number; blocks: string[] }) => void;
  close: () => void;
}

/** One state that a block has had, and the version it had it in. */
interface State {
  readonly key: 'then' | 'before';
  readonly version: number;
  readonly json: BlockJson;
}

/** One block of a version, and of the one before it where it differs: copy it, or bring it back. */
export function BlockDialog({
  change,
  version,
  against,
  mayRestore,
  restore,
  close,
}: BlockDialogProps) {
  const { t } = useTranslation(['history', 'common']);
  const copy = (block: Block) => {
    showToast(t(copyBlocks([block]) ? 'block.copied' : 'block.notCopied'));
    close();
  };
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={t('block.title')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {statesOf(change, { version, against }).map(({ key, version, json }) => {
        const id = json.attrs.id ?? NO_ID;
        return (
          <section key={key} className={classes.state}>
            <h3>{t(`block.${key}`)}</h3>
            <div className={`prose ${classes.words}`}>
              <NodeView node={json} as="same" />
            </div>
            <div className={classes.deeds}>
              {mayRestore && id !== NO_ID && (
                <Button
                  size="compact-sm"
                  onClick={() => {
                    restore({ number: version, blocks: [id] });
                    close();
                  }}
                >
                  {t('block.restore')}
                </Button>
              )}
              {mayRestore && change.kind === 'added' && against > 0 && (
                <Button
                  size="compact-sm"
                  variant="default"
                  onClick={() => {
                    // As it was before it was added: not there.
                    restore({ number: against, blocks: [id] });
                    close();
                  }}
                >
                  {t('block.takeOut')}
                </Button>
              )}
              <Button size="compact-sm" variant="default" onClick={() => copy({ id, json })}>
                {t('block.copy')}
              </Button>
            </div>
          </section>
        );
      })}
    </Modal>
  );
}

function statesOf(
  change: BlockChange,
  { version, against }: { readonly version: number; readonly against: number },
): State[] {
  switch (change.kind) {
    case 'removed':
    case 'movedAway':
      return [{ key: 'before', version: against, json: change.node }];
    case 'changed':
    case 'moved':
      return [
        { key: 'then', version, json: change.node },
        { key: 'before', version: against, json: change.before },
      ];
    default:
      return [{ key: 'then', version, json: change.node }];
  }
}
