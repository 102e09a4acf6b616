// TensorFlow.js on its CPU backend. Each draw makes a new tensor: there is no other way. The protocol is that of protocol.py.
"use strict";

const readline = require("readline");
const tf = require("@tensorflow/tfjs");

const LARGEST_SAMPLE = 1_000_000;
const DRAWS = {
  uniform: (count) => tf.randomUniform([count], 0, 1, "float32"),
  normal: (count) => tf.randomNormal([count], 0, 1, "float32"),
  truncated_normal: (count) => tf.truncatedNormal([count], 0, 1, "float32"),
};

let draw = null;
let last = null;

function release() {
  if (last) last.dispose();
  last = null;
}

function prepare(workload, dtype, shape) {
  draw = null;
  release();
  if (!(workload in DRAWS) || dtype !== "float32") return { skip: `TensorFlow.js is not measured on ${workload} of ${dtype}.` };
  const count = Number(shape);
  draw = () => {
    release();
    last = DRAWS[workload](count);
  };
  return {};
}

function run(calls) {
  const start = process.hrtime.bigint();
  for (let i = 0; i < calls; i++) draw();
  return { ns: Number(process.hrtime.bigint() - start) };
}

function check() {
  const values = last.dataSync();
  const stride = Math.max(1, Math.floor(values.length / LARGEST_SAMPLE));
  let [sampled, sum, squares, min, max] = [0, 0, 0, Infinity, -Infinity];
  for (let i = 0; i < values.length; i += stride, sampled++) {
    const value = values[i];
    sum += value;
    squares += value * value;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  const mean = sum / sampled;
  // JSON has no NaN: it becomes null, which the judge refuses.
  return { facts: { count: values.length, sampled, mean, std: Math.sqrt(squares / sampled - mean * mean), min, max } };
}

function answerTo([verb, ...rest]) {
  if (verb === "prepare") return prepare(...rest);
  if (verb === "run") return run(Number(rest[0]));
  if (verb === "check") return check();
  if (verb === "release") {
    release();
    return {};
  }
  return { error: `the request '${verb}' is unknown.` };
}

async function main() {
  tf.enableProdMode();
  await tf.setBackend("cpu");
  console.log(JSON.stringify({ version: `TensorFlow.js ${tf.version.tfjs}` }));
  for await (const line of readline.createInterface({ input: process.stdin })) {
    let reply;
    try {
      reply = answerTo(line.split(" "));
    } catch (fault) {
      reply = { error: String(fault) };
    }
    console.log(JSON.stringify(reply));
  }
}

main();
