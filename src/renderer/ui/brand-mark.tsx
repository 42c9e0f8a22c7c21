import icon from './icon.svg';

/** The app's own icon; decoration. */
export function BrandMark({ className }: { readonly className?: string | undefined }) {
  return <img src={icon} alt="" className={className} draggable={false} />;
}
