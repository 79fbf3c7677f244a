// Posts deliveries to the address that is given, and fails unless each gets its status.
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { Webhook as StandardWebhook } from "standardwebhooks";
import { Webhook as SvixWebhook } from "svix";

const [address] = process.argv.slice(2);
const { OLD_SECRET, NEW_SECRET, SYNTHFLOW_SECRET, TOKEN } = process.env;
const OTHER_SECRET = "whsec_" + Buffer.from("an unrelated secret").toString("base64");
const payload = (file) => readFileSync(new URL(`../payloads/${file}`, import.meta.url), "utf8");

let checked = 0;
async function expect(status, what, path, headers, body) {
  const response = await fetch(address + path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
  if (response.status !== status) {
    throw new Error(`${what}: ${status} expected, got ${response.status}`);
  }
  checked += 1;
}

const MINUTE = 60 * 1000;
for (const [family, Webhook] of [
  ["svix", SvixWebhook],
  ["webhook", StandardWebhook],
]) {
  const sign = (secret, body, { id = "msg_1", age = 0 } = {}) => {
    const time = new Date(Date.now() - age);
    return {
      [`${family}-id`]: id,
      [`${family}-timestamp`]: String(Math.floor(time.getTime() / 1000)),
      [`${family}-signature`]: new Webhook(secret).sign(id, time, body),
    };
  };
  const recall = (status, what, headers, body) =>
    expect(status, `${family}: ${what}`, "/recall", headers, body);

  const body = payload("recall/bot.call_ended.json");
  await recall(200, "signed", sign(OLD_SECRET, body), body);
  await recall(200, "signed with the new secret", sign(NEW_SECRET, body), body);
  await recall(200, "four minutes old", sign(OLD_SECRET, body, { age: 4 * MINUTE }), body);
  await recall(200, "four minutes early", sign(OLD_SECRET, body, { age: -4 * MINUTE }), body);
  const text = '{"event":"bot.done","words":"Grüße, 你好 \\u00e9 👋"}';
  await recall(200, "more than ASCII", sign(OLD_SECRET, text), text);

  const both = sign(OLD_SECRET, body);
  both[`${family}-signature`] = `v1a,xyz ${sign(OTHER_SECRET, body)[`${family}-signature`]} ${both[`${family}-signature`]}`;
  await recall(200, "one signature of several", both, body);

  await recall(401, "the other secret", sign(OTHER_SECRET, body), body);
  await recall(401, "six minutes old", sign(OLD_SECRET, body, { age: 6 * MINUTE }), body);
  await recall(401, "six minutes early", sign(OLD_SECRET, body, { age: -6 * MINUTE }), body);
  await recall(401, "no headers", {}, body);
  for (const place of [0, body.length >> 1, body.length - 1]) {
    const code = body.charCodeAt(place) ^ 1;
    const changed = body.slice(0, place) + String.fromCharCode(code) + body.slice(place + 1);
    await recall(401, `byte ${place} changed`, sign(OLD_SECRET, body), changed);
  }
  await recall(401, "a byte more", sign(OLD_SECRET, body), body + "\n");
  for (const part of ["id", "timestamp", "signature"]) {
    const changed = sign(OLD_SECRET, body);
    const name = `${family}-${part}`;
    changed[name] = changed[name].replace(/\d(?=\D*$)/, (digit) => (Number(digit) + 1) % 10);
    if (part === "signature") changed[name] = changed[name].toLowerCase();
    await recall(401, `another ${part}`, changed, body);
    delete changed[name];
    await recall(401, `without ${part}`, changed, body);
  }
}

const call = payload("synthflow/post_call.json");
const callId = JSON.parse(call).call.call_id;
const signature = (secret) => ({
  "synthflow-signature": createHmac("sha256", secret).update(callId).digest("base64"),
});
const good = signature(SYNTHFLOW_SECRET);
for (const [path, file, headers] of [
  ["/exotel", "exotel/session_start.json", {}],
  ["/pailflow", "pailflow/session_complete.json", {}],
  ["/synthflow", "synthflow/post_call.json", good],
  ["/synthflow", "synthflow/call_inbound.json", {}],
]) {
  const body = payload(file);
  await expect(200, file, `${path}?token=${TOKEN}`, headers, body);
  await expect(401, `${file}, no token`, path, headers, body);
  await expect(401, `${file}, an empty token`, `${path}?token=`, headers, body);
  await expect(401, `${file}, a part of the token`, `${path}?token=${TOKEN.slice(1)}`, headers, body);
}
await expect(401, "no signature", `/synthflow?token=${TOKEN}`, {}, call);
await expect(401, "another secret", `/synthflow?token=${TOKEN}`, signature("another"), call);
const otherCall = call.replaceAll(callId, callId.slice(1));
await expect(401, "another call", `/synthflow?token=${TOKEN}`, good, otherCall);

console.log(`${checked} deliveries, each with its status`);
