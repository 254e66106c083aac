"""A module of the C interface that is broken on purpose: it traps at certain numbers. No real one is known to.

It describes itself as the real one does, answers nothing but NaN, and traps where a customer's first number is
:data:`TRAP`, or an order is of so many millionths.
"""

from __future__ import annotations

import json

from wasmtime import wat2wasm

TRAP = 13


def broken(description: dict[str, object], context: dict[str, object]) -> bytes:
    """Returns the module as bytes; ``context`` is what it says of any profile."""
    texts = [json.dumps(description), json.dumps(context)]
    at, data = 1024, []
    places = []
    for text in texts:
        raw = text.encode()
        places.append((at, len(raw)))
        data.append(f'(data (i32.const {at}) "' + "".join(f"\\{byte:02x}" for byte in raw) + '")')
        at += len(raw)
    (describe_at, describe_bytes), (context_at, context_bytes) = places
    columns = len(description["summaryColumns"])  # type: ignore[arg-type]
    return bytes(
        wat2wasm(f"""
(module
  (memory (export "memory") 64)
  {" ".join(data)}
  (global $text (mut i32) (i32.const 0)) (global $bytes (mut i32) (i32.const 0)) (global $count (mut i32) (i32.const 0))
  (global $wanted (mut i32) (i32.const 0)) (global $begins (mut i32) (i32.const 0))
  ;; Slot s has 256 KiB from 64 Ki * 4 * (s + 1); the numbers have those from slot 8 on.
  (func $slot (param $slot i32) (result i32)
    (i32.mul (i32.add (local.get $slot) (i32.const 1)) (i32.const 262144)))
  (func (export "clientele_input") (param $slot i32) (param $bytes i32) (result i32)
    (if (i32.eq (local.get $slot) (i32.const 1)) (then (global.set $begins (local.get $bytes))))
    (if (i32.eq (local.get $slot) (i32.const 3)) (then
      (global.set $wanted (i32.div_u (local.get $bytes) (i32.const 4)))))
    (call $slot (local.get $slot)))
  (func (export "clientele_text") (result i32) (global.get $text))
  (func (export "clientele_text_bytes") (result i32) (global.get $bytes))
  (func (export "clientele_numbers") (result i32) (call $slot (i32.const 8)))
  (func (export "clientele_numbers_count") (result i32) (global.get $count))
  (func (export "clientele_describe") (result i32)
    (global.set $text (i32.const {describe_at})) (global.set $bytes (i32.const {describe_bytes})) (i32.const 0))
  (func (export "clientele_scorer") (result i32)
    (global.set $text (i32.const {context_at})) (global.set $bytes (i32.const {context_bytes})) (i32.const 1))
  (func $fill (param $count i32) (local $i i32)
    (global.set $count (local.get $count))
    (block $end (loop $next
      (br_if $end (i32.ge_u (local.get $i) (local.get $count)))
      (f64.store (i32.add (call $slot (i32.const 8)) (i32.mul (local.get $i) (i32.const 8))) (f64.const nan))
      (local.set $i (i32.add (local.get $i) (i32.const 1))) (br $next))))
  (func (export "clientele_score") (param $handle i32) (param $rows i32) (result i32) (local $i i32)
    (block $end (loop $next
      (br_if $end (i32.ge_u (local.get $i) (local.get $rows)))
      (if (f64.eq (f64.load (i32.add (call $slot (i32.const 1)) (i32.mul (local.get $i) (i32.const 8))))
                  (f64.const {TRAP})) (then unreachable))
      (local.set $i (i32.add (local.get $i) (i32.const 1))) (br $next)))
    (call $fill (i32.mul (local.get $rows) (global.get $wanted)))
    (i32.const 0))
  (func (export "clientele_summarize") (result i32) (local $i i32) (local $customers i32) (local $orders i32)
    (local.set $customers (i32.sub (i32.div_u (global.get $begins) (i32.const 4)) (i32.const 1)))
    (local.set $orders (i32.load (i32.add (call $slot (i32.const 1)) (i32.mul (local.get $customers) (i32.const 4)))))
    (block $end (loop $next
      (br_if $end (i32.ge_u (local.get $i) (local.get $orders)))
      (if (i64.eq (i64.load (i32.add (call $slot (i32.const 3)) (i32.mul (local.get $i) (i32.const 8))))
                  (i64.const {TRAP})) (then unreachable))
      (local.set $i (i32.add (local.get $i) (i32.const 1))) (br $next)))
    (call $fill (i32.mul (local.get $customers) (i32.const {columns})))
    (i32.const 0)))
""")
    )
