/** The project's folder, with a slash at its end. */
export const PROJECT_ROOT = decodeURIComponent(new URL("../", import.meta.url).pathname);
