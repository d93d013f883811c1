/** Source revision that the program was built from; the build script replaces it. */
export const BUILD_REVISION = "dev";
