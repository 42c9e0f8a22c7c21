/** The only thing of the platform that this layer uses: names in other scripts, as Node, browsers and workers all write them. */
declare class URL {
  constructor(url: string);
  readonly hostname: string;
}
