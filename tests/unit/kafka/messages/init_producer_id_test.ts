import { initProducerId } from "../../../../src/kafka/messages/init_producer_id.ts";
import { checkDamage } from "../../../schema/check_damage.ts";
import { checkAnswers, checkRequests } from "../../../schema/check_message.ts";
import { present } from "../../../schema/expected_values.ts";

checkRequests(
  initProducerId,
  () => ({}),
  (_, version) => ({
    TransactionalId: null,
    TransactionTimeoutMs: 2 ** 31 - 1,
    ...version >= 3 && { ProducerId: -1n, ProducerEpoch: -1 },
  }),
);

checkAnswers(initProducerId, (value) => ({
  throttleTimeMs: value["ThrottleTimeMs"] as number,
  errorCode: value["ErrorCode"] as number,
  producerId: present(value["ProducerId"]),
  producerEpoch: present(value["ProducerEpoch"]),
}));

checkDamage(initProducerId);
