import type { AlertDesk } from "../alerts/alert_desk.ts";
import { parseWebhook } from "../alerts/intake/parse_webhook.ts";
import type { Mute } from "../alerts/mutes/mute.ts";
import { isActive } from "../alerts/mutes/mutes_at.ts";
import type { AlertSource } from "../api/alert_source.ts";
import { isoTime } from "../model/views/known.ts";
import type { MuteView } from "../model/views/mute_view.ts";
import type { Clock } from "../runtime/clock.ts";

/** What the API may do with alerts. */
export function alertSource(desk: AlertDesk, clock: Clock): AlertSource {
  const viewOf = (mute: Mute) => muteView(mute, desk.mutes.isConfigured(mute), clock.nowMs());
  return {
    receive: (body) => desk.receive(parseWebhook(body)),
    mutes: (kind) => desk.mutes.all().filter((mute) => mute.kind === kind).map(viewOf),
    addMute: (kind, body) => {
      const { mute, problems } = desk.mutes.add(kind, body);
      return mute === undefined ? { problems } : { mute: viewOf(mute) };
    },
    removeMute: (kind, id) => desk.mutes.remove(kind, id),
  };
}

function muteView(mute: Mute, configured: boolean, nowMs: number): MuteView {
  const { id, match, when, comment, createdBy } = mute;
  const weekly = "days" in when ? when : null;
  const span = "days" in when ? { fromMs: undefined, toMs: undefined } : when;
  return {
    id,
    active: isActive(mute, nowMs),
    configured,
    match: match as MuteView["match"],
    from: isoTime(span.fromMs),
    to: isoTime(span.toMs),
    weekly,
    comment,
    created_by: createdBy,
  };
}
