/** The build script puts the source revision in the place of this text, in the bundle. */
const STAMP = "%BUILD_REVISION%";

/** Source revision that the program was built from; `dev` when it runs from source. */
export const BUILD_REVISION: string = STAMP.startsWith("%") ? "dev" : STAMP;
