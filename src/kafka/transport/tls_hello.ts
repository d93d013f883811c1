/** Of TLS 1.2, which every server knows: ECDHE, DHE and RSA with AES-GCM. */
const CIPHER_SUITES = [0xc02f, 0xc02b, 0xc030, 0xc02c, 0x009e, 0x009f, 0x009c, 0x009d];
const GROUPS = [0x001d, 0x0017, 0x0018, 0x0100];
const SIGNATURES = [0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601];

const SUPPORTED_GROUPS = 10;
const EC_POINT_FORMATS = 11;
const SIGNATURE_ALGORITHMS = 13;

const CLIENT_HELLO = 1;
const ALERT_RECORD = 21;
const HANDSHAKE_RECORD = 22;

const uint16 = (value: number) => [value >> 8, value & 0xff];
/** Bytes after their length in two bytes. */
const counted = (bytes: readonly number[]) => [...uint16(bytes.length), ...bytes];
const uint16s = (values: readonly number[]) => counted(values.flatMap(uint16));
const extension = (type: number, bytes: readonly number[]) => [...uint16(type), ...counted(bytes)];

/** A ClientHello (RFC 5246, 7.4.1.2) in a record of its own, for one look: its random is none. */
export function tlsHello(): Uint8Array {
  const version = [3, 3];
  const random = new Array<number>(32).fill(7);
  const noSession = 0;
  const noCompression = [1, 0];
  const extensions = [
    ...extension(SUPPORTED_GROUPS, uint16s(GROUPS)),
    ...extension(EC_POINT_FORMATS, [1, 0]),
    ...extension(SIGNATURE_ALGORITHMS, uint16s(SIGNATURES)),
  ];
  const hello = [
    ...version,
    ...random,
    noSession,
    ...uint16s(CIPHER_SUITES),
    ...noCompression,
    ...counted(extensions),
  ];
  const handshake = [CLIENT_HELLO, 0, ...counted(hello)];
  return Uint8Array.from([HANDSHAKE_RECORD, 3, 1, ...counted(handshake)]);
}

/** Whether bytes begin as a server's answer by TLS does: with a handshake or an alert. */
export function isTlsAnswer([type, major]: Uint8Array): boolean {
  return (type === HANDSHAKE_RECORD || type === ALERT_RECORD) && major === 3;
}
