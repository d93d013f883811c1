import type { GroupView } from "../model/views/group_view.ts";
import { spanText } from "../runtime/quantity_text.ts";
import { countAmount, NOTHING, rateAmount, spanAmount, wholeAmount } from "./amounts.ts";
import { Flags, StatusBadge, toneOf } from "./badges.tsx";
import { groupHref, topicHref } from "./page_links.ts";
import { nameText } from "./name_text.ts";
import { rendered } from "./rendered.ts";

/** The table of groups; with several clusters each group names its own. */
export function* groupTable(groups: readonly GroupView[], severalClusters: boolean) {
  const rows = yield* rendered(
    groups,
    (group) => <GroupRow group={group} severalClusters={severalClusters} />,
  );
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>Group</th>
            <th>Status</th>
            <th class="number">Lag</th>
            <th class="number" title="Age of the oldest message that is not read">Behind</th>
            <th class="number minor" title="Until everything is read, by the rates now">
              Catch-up
            </th>
            <th class="number" title="Until retention deletes unread messages">Loss in</th>
            <th class="number minor">Members</th>
            <th class="number minor" title="Messages a second that the group commits">Reads</th>
            <th class="number minor" title="Messages a second that come">Comes</th>
            <th class="minor">Worst topic</th>
          </tr>
        </thead>
        <tbody>{rows}</tbody>
      </table>
    </div>
  );
}

function GroupRow({ group, severalClusters }: { group: GroupView; severalClusters: boolean }) {
  const { cluster, status, severity, worst_topic } = group;
  return (
    <tr class={toneOf(status, severity)}>
      <td class="name">
        <a href={groupHref(cluster, group.group)}>{nameText(group.group)}</a>
        {severalClusters ? <span class="of">{cluster}</span> : null}
        <Flags flags={group.flags} />
      </td>
      <td>
        <StatusBadge status={status} severity={severity} />
      </td>
      <td class="number">{wholeAmount(group.lag, group.lag_at_least)}</td>
      <td class="number">
        {wholeAmount(group.lag_seconds, group.lag_seconds_at_least, spanText)}
      </td>
      <td class="number minor">{spanAmount(group.catch_up_seconds)}</td>
      <td class="number">{spanAmount(group.seconds_until_loss)}</td>
      <td class="number minor">{countAmount(group.members)}</td>
      <td class="number minor">{rateAmount(group.consume_rate)}</td>
      <td class="number minor">{rateAmount(group.produce_rate)}</td>
      <td class="minor name">
        {worst_topic === null
          ? NOTHING
          : <a href={topicHref(cluster, worst_topic)}>{nameText(worst_topic)}</a>}
      </td>
    </tr>
  );
}
