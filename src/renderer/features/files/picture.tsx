import { Image } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CardFile } from '../../stores/conversation/rows.ts';
import { isShown, pictureOf } from '../../stores/files/pictures.ts';
import { CanvasPicture } from '../../ui/canvas-picture.tsx';
import { visibleName } from './file-name.ts';
import classes from './picture.module.css';

export interface PictureProps {
  readonly event: number;
  readonly file: CardFile;
  /** It lies on this computer. */
  readonly isHere: boolean;
}

/** The picture of an event; null when there is none, undefined while it is on its way. */
function usePicture(event: number, wanted: boolean): ImageBitmap | null | undefined {
  const [picture, setPicture] = useState<ImageBitmap | null>();
  useEffect(() => {
    if (!wanted) return;
    let isWanted = true;
    void pictureOf(event).then((bitmap) => {
      if (isWanted) setPicture(bitmap ?? null);
    });
    return () => {
      isWanted = false;
    };
  }, [event, wanted]);
  return wanted ? picture : null;
}

/** What a picture shows, before it is fetched if it is small. Its place is kept free while it is on its way. */
export function Picture({ event, file, isHere }: PictureProps) {
  const { t } = useTranslation();
  const picture = usePicture(event, isShown(file.type, file.size, isHere));
  if (picture === null) return null;
  return (
    <div className={classes.frame} data-empty={!picture || undefined}>
      {picture ? (
        <CanvasPicture
          bitmap={picture}
          label={t('files.preview', { name: visibleName(file.name) })}
          className={classes.picture}
        />
      ) : (
        <Image aria-hidden />
      )}
    </div>
  );
}
