#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| bot_webhooks_fuzz::check("synthflow", input));
