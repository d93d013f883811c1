import type { MuteView } from "../model/views/mute_view.ts";

/** Kinds of what mutes alerts, as their paths are called. */
export type MuteKind = "silence" | "maintenance";

/** What the API needs to change about alerts. */
export interface AlertSource {
  /** What came in from Alertmanager. Throws an error named WebhookError about a wrong body. */
  receive(
    body: unknown,
  ): { readonly published: number; readonly unchanged: number; readonly own: number };
  mutes(kind: MuteKind): readonly MuteView[];
  /** Adds what a body describes, or tells everything that is wrong with it. */
  addMute(
    kind: MuteKind,
    body: unknown,
  ): { readonly mute: MuteView } | { readonly problems: readonly string[] };
  removeMute(kind: MuteKind, id: string): "removed" | "configured" | "unknown";
}
