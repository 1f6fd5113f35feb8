#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| inkwash_testkit::fuzz::stream(&inkwash_fuzz::KIT, data));
