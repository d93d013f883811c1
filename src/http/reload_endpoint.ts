import { Hono } from "hono";

const OFF = "Settings are not reloaded by HTTP: set web.enable_lifecycle, or send SIGHUP\n";

/**
 * POST or PUT /-/reload: reads the settings again and answers when they are applied; 500 with what
 * is wrong if nothing was changed, 403 where it is not enabled.
 */
export function reloadEndpoint(
  enabled: boolean,
  reload: () => Promise<string | undefined>,
): Hono {
  const app = new Hono();
  app.on(["POST", "PUT"], "/-/reload", async (context) => {
    if (!enabled) return context.text(OFF, 403);
    const problem = await reload();
    return problem === undefined ? context.text("ok\n") : context.text(`${problem}\n`, 500);
  });
  return app;
}
