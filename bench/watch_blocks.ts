/** Watches the event loop; gives what ends that and tells the longest block, in milliseconds. */
export function watchBlocks(): () => number {
  let [longestMs, lastMs, on] = [0, performance.now(), true];
  const turn = () => {
    const nowMs = performance.now();
    longestMs = Math.max(longestMs, nowMs - lastMs);
    lastMs = nowMs;
    if (on) setTimeout(turn, 0);
  };
  setTimeout(turn, 0);
  return () => {
    on = false;
    return longestMs;
  };
}
